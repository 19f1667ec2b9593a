"""Declined by the defendant in one click, without a reason; the officer overrules what the rules proposed."""

from __future__ import annotations

from tests.stories import given
from tests.stories.driver import City
from tests.stories.given import Staff, li, zhang
from tests.stories.steps import CASE


def test_declined_and_overruled(city: City) -> None:
    people, zhang_user, li_user = Staff(city.court), zhang(), li()
    assert people.mediator
    case = given.registered(city, people, zhang_user)
    given.let_in(city, case, li_user)
    li_ = city.person(li_user, phone=True)
    li_.open(f"/cases/{case.uid}/").follow("答复是否同意调解").sees("不调解")
    li_.choose("您是否同意先行调解", "不同意调解").press("提交答复")
    li_.open(f"/cases/{case.uid}/").sees("繁简分流").sees_not("答复是否同意调解")
    city.work()
    zhang_ = city.person(zhang_user, phone=True)
    zhang_.open("/notifications/").sees("不再调解")

    officer = city.person(people.officer)
    officer.open("/triage/").follow(CASE)
    officer.page.get_by_text("改定", exact=True).click()
    officer.choose("适用程序", "普通").choose("承办轨道", "精审").press("改定程序或者轨道").sees("请选择")
    officer.choose("适用程序", "普通").choose("承办轨道", "精审")
    words = officer.page.get_by_label("改定理由").locator("option").nth(1).inner_text()
    officer.select("改定理由", words).press("改定程序或者轨道").sees("已改定")
    assert given.fresh(case).track == "careful"
    zhang_.open(f"/cases/{case.uid}/").sees("交纳受理费")
