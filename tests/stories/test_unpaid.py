"""Unpaid: nothing happens by itself; a draft lies on the judge's list, and the judge rules 按撤诉处理."""

from __future__ import annotations

from tests.stories import given
from tests.stories.driver import City
from tests.stories.given import Staff, zhang
from tests.stories.steps import CASE


def test_unpaid_then_withdrawn_by_the_judge(city: City) -> None:
    people, zhang_user = Staff(city.court), zhang()
    assert people.judge
    case = given.registered(city, people, zhang_user, **{"resolution.consider_mediation": "no"})
    given.sorted_out(city, people, case)
    zhang_ = city.person(zhang_user, phone=True)
    zhang_.open(f"/fees/cases/{case.uid}/").sees("请交纳案件受理费", "怎么算的")
    city.days(8)
    zhang_.open(f"/cases/{case.uid}/").sees("交纳受理费")
    assert given.fresh(case).closed_on is None

    judge = city.person(people.judge)
    judge.open("/").follow("待签裁定").follow(CASE).sees("按撤诉处理", "第二百一十三条")
    judge.press("签发裁定").sees("裁定已签发")
    city.work()
    zhang_.open(f"/cases/{case.uid}/").sees("已结", "民事裁定书")
    assert given.fresh(case).closing == "deemed_withdrawal"
