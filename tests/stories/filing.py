"""Filing as people do it: page by page, from the task list to the receipt."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pikepdf

from tests.factories import fictitious_id
from tests.stories.driver import Person


def a_pdf(folder: Path, name: str) -> Path:
    """A small clean PDF to upload."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out)
    path = folder / name
    path.write_bytes(out.getvalue())
    return path


def assess(who: Person) -> None:
    """Some of the self-assessment, and the two ways side by side, as one looks around before deciding."""
    who.open("/").follow("先评估一下诉讼风险")
    who.choose("是哪一类纠纷", "借钱、欠款").choose("您是哪一方", "我想起诉").press("继续")
    who.select("对方是谁", "成年人").choose("现在能联系上对方吗", "电话不接").press("继续").press("继续")
    who.select("对方住在", "罗定市").press("继续")
    who.choose("有哪些凭证", "借条").fill("借条上写的是多少钱", "13000").press("先看结果")
    who.sees("请您留意", "不预测输赢").follow("起诉和调解有什么不同")
    who.sees("先调解", "直接审理").follow("起诉", within=who.page.locator("main"))


def begin(who: Person, wish: str = "起诉", *, here: bool = False) -> str:
    """A draft about a loan; its uid. `here`: the page where one chooses is open already."""
    if not here:
        who.open("/intake/")
    who.choose("是什么纠纷", "借钱不还").choose("您想怎么办", wish).press("开始填写")
    who.sees("必填的共")
    return who.uid


def people(who: Person, town: str = "罗城街道") -> None:
    """Both sides, each on a page of their own."""
    who.follow("填写您的身份信息")
    who.choose("主体类型", "自然人").fill("姓名", "张三")
    who.choose("证件类型", "居民身份证").fill("证件号码", fictitious_id(1001))
    who.choose("性别", "男").fill("联系电话", "13800000001").fill("住所地", "罗定市罗城街道一号")
    who.press("继续").follow("继续")
    who.choose("主体类型", "自然人").fill("姓名", "李四").fill("联系电话", "13800000002")
    who.fill("住所地", "罗定市附城街道二号").select("对方住在云浮的哪个镇街", town)
    who.press("继续").follow("继续")


def loan(who: Person, owed: str = "12000") -> None:
    """What is asked for, and how it came about."""
    who.fill("尚欠本金", owed).choose("是否请求支付至实际清偿之日", "是").press("继续")
    who.fill("合同签订情况", "2025年1月1日在罗定签订借条。").fill("出借人", "张三").fill("借款人", "李四")
    who.fill("约定借款金额", "13000").fill("实际提供金额", "13000").choose("提供方式", "转账").press("继续")
    since = who.city.today - timedelta(days=45)
    who.choose("是否到期", "是").choose("是否存在逾期还款", "是").fill("逾期起始时间", since.isoformat()).press("继续")


def address(who: Person) -> None:
    who.fill("送达地址", "罗定市罗城街道一号").fill("收件人", "张三").fill("收件电话", "13800000001")
    who.choose("是否接受电子送达", "是").choose("电子送达方式", "诉讼平台").press("继续")


def which_court(who: Person) -> None:
    who.choose("向哪个法院提交", "罗定").choose("最接近的案由", "民间借贷纠纷").press("继续")


def fill_in(who: Person, draft: str, evidence: Path, *, accepts: str = "愿意", town: str = "罗城街道") -> None:
    """Every page of 张三's complaint, up to the one where all answers are checked. `draft` is its address."""
    people(who, town)
    who.open(draft).follow("填写诉讼请求")
    loan(who)
    who.open(draft).follow("上传证据")
    who.attach("选择文件", evidence).fill("证据名称", "借条").press("上传")
    who.sees("已上传").open(f"{draft}service/")
    address(who)
    who.sees("先调解").choose("是否愿意先行调解", accepts).press("继续")
    which_court(who)
    who.follow("看看怎么算的").sees("怎么算的")
    who.open(draft).follow("核对并提交").sees("12,000")


def submit(who: Person) -> str:
    """From the page of all answers to the receipt; the case's uid."""
    who.tick("我保证以上内容真实").press("提交")
    who.sees("已收到您的")
    return who.uid


def sue(who: Person, evidence: Path, *, accepts: str = "愿意", town: str = "罗城街道") -> str:
    """张三 sues 李四 over a loan, all in the browser; the case's uid."""
    fill_in(who, f"/intake/drafts/{begin(who)}/", evidence, accepts=accepts, town=town)
    return submit(who)


def ask_for_mediation(who: Person) -> str:
    """张三 asks for mediation without suing; the case's uid."""
    draft = f"/intake/drafts/{begin(who, '只申请调解')}/"
    people(who)
    who.open(f"{draft}claims/")
    loan(who)
    who.open(f"{draft}service/")
    address(who)
    who.open(f"{draft}court/")
    which_court(who)
    who.open(draft).follow("核对并提交")
    return submit(who)
