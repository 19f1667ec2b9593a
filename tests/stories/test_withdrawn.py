"""The fee paid at the counter, the copy posted, the suit withdrawn before the judge, half the fee given back."""

from __future__ import annotations

from pathlib import Path

from tests.stories import given
from tests.stories.driver import City
from tests.stories.filing import a_pdf
from tests.stories.given import Staff, zhang
from tests.stories.steps import CASE


def test_withdrawn_and_refunded(city: City, tmp_path: Path) -> None:
    people, zhang_user = Staff(city.court), zhang()
    assert people.team
    case = given.registered(city, people, zhang_user, **{"resolution.consider_mediation": "no"})
    given.sorted_out(city, people, case, ordinary=True)
    clerk = city.person(people.clerk)
    clerk.open(f"/cases/{case.uid}/").follow("窗口收费").sees("壹佰元")
    clerk.fill("收到金额", "100").choose("方式", "现金").fill("财政票据号", "粤0012345").press("登记收款")
    clerk.sees("收款已登记")
    city.work()

    # 李四 never came in: what is for him goes by post, and its terms run from the day he has it.
    court_clerk = city.person(people.court_clerk)
    court_clerk.open("/").follow("送达").follow("民事起诉状")
    court_clerk.choose("送达方式", "邮寄送达").fill("送达日期", "2026-03-02")
    court_clerk.fill("邮件号码", "EMS 1234567890123").fill("签收人姓名", "李四").choose("签收人是受送达人的", "本人")
    court_clerk.attach("送达回证或者送达过程的照片", a_pdf(tmp_path, "回执.pdf")).press("登记送达").sees("已登记")
    zhang_ = city.person(zhang_user, phone=True)
    zhang_.open(f"/cases/{case.uid}/").sees("李四").follow("申请撤诉").press("提交撤诉申请").sees("请勾选")
    zhang_.tick("我确认申请撤诉").press("提交撤诉申请").sees("等待法官裁定")

    judge = city.person(people.judge)
    judge.open("/").follow("待签裁定").follow(CASE).sees("准许", "撤诉").press("签发裁定").sees("裁定已签发")
    city.work()
    zhang_.open(f"/cases/{case.uid}/").sees("已结", "民事裁定书", "退")
    office = city.person(people.finance)
    office.open("/").follow("待退还诉讼费").follow(CASE).sees("退还 50.00 元", "伍拾元")
    office.press("登记已核对").sees("请另一个人放款")
    # There is one finance officer: the head of division is the second.
    head = city.person(people.head)
    head.open("/").follow("待您放款的退费").follow(CASE).sees("退还 50.00 元")
    head.fill("退款凭证号", "T20260302001").press("登记放款").sees("已登记放款")
    city.work()
    zhang_.open("/notifications/").sees("50 元已退到您的付款账户")
    assert given.fresh(case).closing == "withdrawal"
