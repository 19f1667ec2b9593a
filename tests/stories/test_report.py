"""The president reads the nine figures, opens one with its ground, and has the report made and downloaded."""

from __future__ import annotations

import pikepdf

from tests.stories import given
from tests.stories.driver import City
from tests.stories.given import Staff, li, zhang


def test_report_opened_by_a_leader(city: City) -> None:
    people, zhang_user, li_user = Staff(city.court), zhang(), li()
    president_user = people.president
    case = given.registered(city, people, zhang_user)
    given.mediating(city, case, li_user, people.mediator)
    city.days(30)
    leader = city.person(president_user)
    leader.open("/").follow("目标")
    leader.page.locator("main").get_by_role("link").filter(has_text="网上立案率").first.click()
    leader.look()
    leader.sees("网上立案率", "依据")
    leader.open("/targets/reports/").press("生成报告")
    city.work()
    leader.page.reload()
    leader.look()
    with leader.page.expect_download() as found:
        leader.page.get_by_role("link", name="下载").first.click()
    with pikepdf.open(found.value.path()) as made:
        assert len(made.pages) >= 3
    leader.open("/targets/reports/").sees("罗定市人民法院", "下载 PDF")
