"""What happens in several stories, in the browser: registering, the other side's door, mediating, signing, sorting."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from common.people.models import User
from tests.stories.driver import City, Person

CASE = "李四"  # stands in the title of every case of the stories


def sign_in_by_code(city: City, who: Person) -> None:
    """With the code sent to one's phone, without a password."""
    assert who.user is not None
    who.open("/").menu().follow("登录").follow("用短信验证码登录").fill("手机号", who.user.phone).press("发送验证码")
    city.work()
    who.fill("验证码", city.code(who.user)).press("确认")
    who.sees("退出")


def register(clerk: Person) -> None:
    """登记立案 from the clerk's list."""
    clerk.open("/").follow("立案审查").follow(CASE).follow("登记立案").press("登记立案")
    clerk.sees("已登记立案")


def divert(clerk: Person) -> None:
    """转调解中心 from the clerk's list."""
    clerk.open("/").follow("立案审查").follow(CASE).follow("转调解中心").press("转调解中心")
    clerk.sees("已转调解中心")


def come_in(city: City, who: Person, user: User) -> str:
    """The other side enters by the code in the message, signing in on the way; the case's uid."""
    code = city.code(user, r"案件码 ([0-9A-Z\- ]+)(?= )")
    who.open("/intake/door/")
    who.fill("案件码", code).fill("您的姓名", user.name).fill("证件号码或者手机号的后 6 位", user.phone[-6:])
    who.press("进入")
    if "/accounts/login" in who.page.url:
        who.enter_password()
    who.press("是我，查看材料")
    who.sees("对方要什么")
    return who.uid


def confirm_address(who: Person, uid: str, *, electronic: bool = True) -> None:
    who.open(f"/intake/respond/{uid}/").follow("确认送达地址")
    who.choose("是否同意电子送达", "同意" if electronic else "不同意").press("确认")
    who.sees("送达地址已确认")


def consent(who: Person, uid: str, *, chooses: str = "由法院推荐") -> None:
    who.open(f"/cases/{uid}/").follow("答复是否同意调解")
    who.choose("您是否同意先行调解", "同意调解").choose("由谁选调解员", chooses).press("提交答复")
    who.sees("已记下您的答复")


def nominate(who: Person, uid: str, mediator: User) -> None:
    """Both sides name the same mediator, who is then asked."""
    who.open(f"/mediation/{uid}/").follow("共同选择调解员")
    who.choose("请选择调解员", mediator.name).press("提交选择")
    who.sees("已记下您的选择")


def take_the_case(mediator: Person) -> None:
    mediator.open("/mediation/desk/").follow(CASE)
    mediator.choose("您是否接受调解本案", "接受").press("提交答复")
    mediator.sees("已记下您的答复")


def hold_a_session(mediator: Person, uid: str) -> None:
    mediator.open(f"/mediation/{uid}/sessions/log/")
    mediator.choose("怎样进行的", "现场").fill("张三一方到场的人", "张三").fill("李四一方到场的人", "李四")
    mediator.tick("已通过证件比对").tick("已告知权利义务")
    mediator.fill("调解记录", "双方核对了借条和转账记录，对本金没有争议，对还款时间有分歧。").press("登记")
    mediator.sees("已登记")


def extend(mediator: Person, uid: str, *parties: Person) -> None:
    """A longer period: asked by the mediator, agreed by all."""
    mediator.open(f"/mediation/{uid}/").follow("延长期限").fill("延长多少天", "10").press("征求各方意见")
    mediator.sees("都同意后延长")
    for each in parties:
        each.open(f"/cases/{uid}/").follow("答复是否延长调解期限")
        each.choose("您是否同意延长 10 日", "同意").press("提交答复").sees("已记下您的答复")


def settle_points(mediator: Person, uid: str) -> None:
    """What is not disputed, sent to be signed."""
    mediator.open(f"/mediation/{uid}/").follow("无争议事实")
    mediator.fill("无争议事实", "双方于2025年1月1日签订借条。\n张三通过转账实际提供13,000元。")
    mediator.fill("争议焦点", "约定的还款日期是哪一天。").press("送各方签名").sees("已送各方签名确认")


def no_agreement(mediator: Person, uid: str) -> None:
    mediator.open(f"/mediation/{uid}/").follow("调解不成")
    mediator.choose("为什么终结", "分歧较大").select("张三一方的原因", "希望由法院裁判")
    mediator.select("李四一方的原因", "暂无履行能力")
    mediator.fill("调解基本情况", "进行一次调解，双方对还款时间差距较大。").press("终结调解")
    mediator.sees("调解已终结")


def draft_agreement(mediator: Person, uid: str, due: str) -> None:
    """Send the agreement to be signed."""
    mediator.open(f"/mediation/{uid}/").follow("拟定协议")
    mediator.fill("纠纷的主要事实", "张三于2025年1月1日借给李四13,000元，尚欠12,000元。")
    mediator.fill("第1项", "李四于约定日期前一次性归还张三借款本金12,000元。")
    first = mediator.page.locator("section.panel").first
    mediator.select("由谁给付", "李四", within=first).select("给谁", "张三", within=first)
    mediator.fill("金额", "12000", within=first).fill("履行期限", due, within=first)
    for claim in mediator.page.locator("fieldset", has_text="项请求怎样处理").all():
        waived = "利息" in claim.inner_text() and "本金" not in claim.inner_text()
        claim.get_by_label("放弃" if waived else "按请求的解决").check()
    for name in ("张三", "李四"):
        mediator.page.locator("fieldset", has_text="哪些当事人达成协议").get_by_label(name).check()
    mediator.press("送各方签名")
    mediator.sees("签署调解协议")


def sign(city: City, who: Person, uid: str, *, what: str = "sign", draw: bool = False) -> None:
    """The code first, then the signature. `what`: sign (the agreement) or sign-points."""
    assert who.user is not None
    who.open(f"/mediation/{uid}/{what}/").press("获取验证码")
    city.work()
    if draw:
        draw_signature(who)
    else:
        who.page.get_by_label("填写姓名作为签名").fill(who.user.name)
        who.tick("我确认以上姓名是本人填写")
    for claim in who.page.get_by_label("——").all():
        claim.check()
    who.fill("短信验证码", city.code(who.user)).tick("我已阅读全文").press("签名")
    who.sees("签名成功")


def draw_signature(who: Person) -> None:
    pad = who.page.locator("[data-signature] canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    mouse = who.page.mouse
    for start, end in (((30, 40), (110, 90)), ((110, 35), (40, 95)), ((140, 50), (230, 60)), ((190, 30), (180, 100))):
        mouse.move(box["x"] + start[0], box["y"] + start[1])
        mouse.down()
        mouse.move(box["x"] + end[0], box["y"] + end[1], steps=6)
        mouse.up()


def sort(officer: Person) -> None:
    """确认建议 from the officer's list."""
    officer.open("/").follow("繁简分流").follow(CASE).press("确认建议")
    officer.sees("已确认")


def waive_the_answer(judge: Person, on: date, *parties: str) -> None:
    """In court everybody says that no time to answer is needed (解释266第3款)."""
    judge.choose("登记什么", "不需要答辩期")
    for party in parties:
        judge.choose("谁表示的", party)
    judge.fill("表示的日期", on.isoformat()).choose("怎么表示的", "到庭当面表示").press("登记约定")


def pay(who: Person, uid: str) -> None:
    """Through the cashier and back, until the court has the money."""
    who.open(f"/cases/{uid}/").follow("交").press("去支付")
    assert who.page.url.startswith(settings.CASHIER_URL), f"the pay button led to {who.page.url}"
    who.sees("收银台模拟").press("支付")
    who.page.wait_for_url("**/fees/cases/**")
    who.sees("已收到您的付款")
