"""A: mediation asked for without a suit, settled, confirmed by a judge on the joint application."""

from __future__ import annotations

from tests.stories import steps
from tests.stories.driver import City
from tests.stories.filing import ask_for_mediation
from tests.stories.given import Staff, li, zhang


def test_settled_and_confirmed(city: City) -> None:
    people, li_user = Staff(city.court), li()
    assert people.judge
    mediator_user = people.mediator
    zhang_ = city.person(zhang(), phone=True)
    uid = ask_for_mediation(zhang_)
    city.work()
    steps.divert(city.person(people.clerk))
    city.work()

    li_ = city.person(li_user)
    assert steps.come_in(city, li_, li_user) == uid
    li_.sees("没有起诉")
    steps.consent(li_, uid)
    mediator = city.person(mediator_user)
    steps.take_the_case(mediator)
    steps.draft_agreement(mediator, uid, "2026-03-31")
    for each in (zhang_, li_, mediator):
        steps.sign(city, each, uid)
    zhang_.open(f"/cases/{uid}/").sees("生效").follow("选择怎样了结")
    zhang_.choose("您想怎样了结", "共同申请司法确认").press("确定")
    li_.open(f"/cases/{uid}/").follow("共同申请司法确认")
    li_.choose("您想怎样了结", "共同申请司法确认").press("确定")
    city.work()

    judge = city.person(people.judge)
    judge.open("/mediation/judge/").follow("审查").choose("是否受理", "受理").press("提交")
    judge.open("/mediation/judge/").follow("审查").fill("张三一方到场的人", "张三")
    judge.fill("李四一方到场的人", "李四")
    for box in judge.page.get_by_role("checkbox", name="不存在").all():
        box.check()
    judge.fill("审查情况", "双方到庭，确认协议系自愿达成，内容不违反法律规定。")
    judge.choose("怎样裁定", "确认调解协议有效").press("签发裁定")
    judge.sees("已办理")
    city.work()
    for each in (zhang_, li_):
        each.open(f"/cases/{uid}/").sees("已结", "民特", "民事裁定书")
