"""C: registered, mediated without agreement, sorted to the fast track, paid at the cashier, tried and closed."""

from __future__ import annotations

from pathlib import Path

from tests.stories import steps
from tests.stories.driver import City
from tests.stories.filing import a_pdf, sue
from tests.stories.given import Staff, li, zhang


def test_failed_paid_fast_and_closed(city: City, tmp_path: Path) -> None:
    people = Staff(city.court)
    assert people.team
    mediator_user, li_user = people.mediator, li()
    zhang_ = city.person(zhang(), phone=True)
    uid = sue(zhang_, a_pdf(tmp_path, "借条.pdf"))
    city.work()
    zhang_.open(f"/intake/filed/{uid}/").sees("收件回执（PDF）").follow("查看案件")
    zhang_.sees("张三诉李四民间借贷纠纷")

    steps.register(city.person(people.clerk))
    city.work()
    zhang_.open(f"/cases/{uid}/").sees("民初")

    li_ = city.person(li_user, phone=True)
    assert steps.come_in(city, li_, li_user) == uid
    steps.confirm_address(li_, uid)
    li_.follow("提交答辩")
    li_.fill("您的意见", "借款是真的，请求分期归还。").press("提交")
    li_.sees("答辩已提交")
    steps.consent(li_, uid)
    mediator = city.person(mediator_user)
    steps.take_the_case(mediator)
    steps.hold_a_session(mediator, uid)
    steps.no_agreement(mediator, uid)
    city.work()

    steps.sort(city.person(people.officer))
    city.work()
    zhang_.open(f"/cases/{uid}/").sees("案件受理费")
    steps.pay(zhang_, uid)
    city.work()
    li_.open(f"/cases/{uid}/").sees("审理")

    judge = city.person(people.judge)
    judge.open("/triage/mine/").sees("简易程序").follow("张三诉李四民间借贷纠纷：结案")
    judge.choose("结案方式", "判决").attach("判决书", a_pdf(tmp_path, "判决书.pdf")).press("登记结案")
    judge.sees("已结")
    city.work()
    zhang_.open(f"/cases/{uid}/").sees("民事判决书")
    li_.open(f"/cases/{uid}/").sees("民事判决书")
