"""C, settled: two times offered, an agreement signed by finger and by name, the judge's 调解书, half the fee."""

from __future__ import annotations

from common.law.regimes import Route
from tests.stories import given, steps
from tests.stories.driver import City
from tests.stories.given import Staff, li, zhang


def test_settled_with_a_paper_of_the_court(city: City) -> None:
    people, zhang_user, li_user = Staff(city.court), zhang(), li()
    assert people.judge
    mediator_user = people.mediator
    case = given.registered(city, people, zhang_user)
    assert case.route == Route.C
    given.mediating(city, case, li_user, mediator_user)
    uid = case.uid

    mediator = city.person(mediator_user)
    mediator.open(f"/mediation/{uid}/").follow("约定时间")
    mediator.choose("怎样进行", "视频（同时）").fill("第一个时间", "2026-03-05T09:30").fill(
        "第二个时间", "2026-03-06T15:00"
    )
    mediator.press("通知各方").sees("已通知各方")
    zhang_, li_ = city.person(zhang_user, phone=True), city.person(li_user, phone=True)
    for each in (zhang_, li_):
        each.open(f"/cases/{uid}/").follow("选择调解时间").choose("哪个时间您方便", "3 月 5 日（周四）09:30").press(
            "提交选择"
        )
    li_.sees("3 月 5 日")

    steps.draft_agreement(mediator, uid, "2026-03-31")
    steps.sign(city, zhang_, uid, draw=True)
    steps.sign(city, li_, uid)
    steps.sign(city, mediator, uid)
    zhang_.open(f"/mediation/{uid}/").sees("生效")
    zhang_.open(f"/mediation/{uid}/finish/").choose("您想怎样了结", "请法院制作调解书").press("确定")
    li_.open(f"/cases/{uid}/").sees("调解书")

    judge = city.person(people.judge)
    judge.open("/mediation/judge/").follow("审查")
    judge.tick("协议出于各方自愿").tick("协议内容不违反法律")
    judge.choose("案件受理费由谁负担", "全部由被告李四负担").press("签发调解书")
    judge.sees("调解书已签发")
    city.work()
    for person in (zhang_, li_):
        person.open(f"/cases/{uid}/").follow("查看并签收民事调解书")
        person.tick("我看过调解书，同意签收").press("我签收")
    city.work()
    zhang_.open(f"/cases/{uid}/").sees("已结", "民事调解书")
    li_.open(f"/cases/{uid}/").sees("已结", "民事调解书")
    assert given.fresh(case).closing == "mediation"
