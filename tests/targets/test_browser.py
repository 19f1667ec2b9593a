"""The leaders' pages in a browser: at a desk and on a phone, axe clean, the report fetched without leaving anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from common.people.states import Role
from tests.factories import court, staff
from yunfu_court.targets.models import Report
from yunfu_court.targets.tasks import render_report

pytestmark = pytest.mark.django_db(transaction=True)


def shot(page, name: str) -> None:
    """Kept only where somebody wants to look (SHOTS names a directory)."""
    if os.environ.get("SHOTS"):
        page.screenshot(path=Path(os.environ["SHOTS"]) / f"{name}.png", full_page=True)


@pytest.fixture
def president(city, on_the_day):
    return staff(Role.PRESIDENT, court("yuncheng"), name="黎院长")


def enter(page, client, live_server, user) -> None:
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])


def test_a_president_reads_the_figures_and_takes_the_report(page, client, live_server, president, accessible) -> None:
    enter(page, client, live_server, president)
    page.goto("/targets/?court=city")
    assert page.locator("h1").inner_text()
    accessible(page)
    shot(page, "dashboard-1280")
    page.get_by_role("link", name="查看网上立案率的依据").click()
    accessible(page)
    shot(page, "indicator-1280")
    page.goto("/targets/reports/")
    accessible(page)
    page.get_by_role("button", name="生成报告").click()
    page.get_by_text("可以关闭这一页").wait_for()
    accessible(page)
    shot(page, "progress-1280")
    assert render_report(Report.objects.get().pk)
    page.get_by_role("link", name="下载 PDF").wait_for()
    accessible(page)
    shot(page, "done-1280")


def test_the_same_on_a_phone(phone, client, live_server, president, accessible) -> None:
    enter(phone, client, live_server, president)
    phone.goto("/targets/")
    accessible(phone)
    shot(phone, "dashboard-360")
    phone.goto("/targets/third_mediation/?part=below")
    accessible(phone)
    shot(phone, "indicator-360")
