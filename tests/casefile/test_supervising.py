"""What the Intermediate Court's president and 审管办 see of the city's cases."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from common.cases.access import courts_watched, supervises
from common.cases.actions import give_number
from common.cases.events import SYSTEM
from common.cases.models import Case
from common.people.states import Role
from tests.factories import UserFactory, staff
from tests.factories import court as court_named
from tests.factories.intake import TODAY, make_filing
from yunfu_court.casefile.labels import said

pytestmark = pytest.mark.django_db


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def case() -> Case:
    luoding = court_named("luoding")
    zhang = UserFactory(name="张三", phone="13800000001", verified=True, id_text="11010519491231002X")
    filed = make_filing(user=zhang, court=luoding).case
    give_number(case=filed, kind="民初", by=SYSTEM, today=TODAY)
    return filed


@pytest.mark.parametrize(
    ("role", "court", "sees"),
    [
        (Role.PRESIDENT, "zhongyuan", True),
        (Role.MANAGEMENT, "zhongyuan", True),
        (Role.DIVISION_HEAD, "zhongyuan", False),
        (Role.PRESIDENT, "luoding", False),
        (Role.MANAGEMENT, "yuncheng", False),
    ],
)
def test_who_supervises_the_city(role: Role, court: str, sees: bool) -> None:
    user = staff(role, court_named(court))
    assert supervises(user, TODAY) is sees
    assert (len(courts_watched(user, TODAY)) > 1) is sees
    assert client_of(user).get("/cases/supervision/").status_code == (200 if sees else 403)


def test_number_cause_event_and_day_and_nobody(case: Case) -> None:
    client = client_of(staff(Role.MANAGEMENT, court_named("zhongyuan")))
    number = case.numbers.get().text
    listed = client.get("/cases/supervision/").content.decode()
    one = client.get(f"/cases/supervision/{case.uid}/").content.decode()
    for page in (listed, one):
        assert number in page
        assert case.cause_name in page
        for told in ("张三", "李四", "13800000001", "罗城街道", case.title):
            assert told not in page
    assert "原告" in one, "people are called by what they are in the case"
    assert client.get(f"/cases/{case.uid}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("{number}", True),
        ("{receipt}", True),
        ("民间借贷", True),
        ("{part}", True),
        ("民初1号", True),
        ("(2026)", True),
        ("张三", False),
        ("13800000001", False),
    ],
)
def test_a_name_finds_nothing(case: Case, typed: str, found: bool) -> None:
    client = client_of(staff(Role.PRESIDENT, court_named("zhongyuan")))
    asked = typed.format(number=case.numbers.get().text, receipt=case.receipt, part=case.receipt[3:8])
    page = client.get("/cases/supervision/", {"q": asked})
    assert (case in page.context["page"].rows) is found
    assert "查的是：" in page.content.decode()


def test_the_list_of_cases_leads_there_and_speaks_to_the_court(case: Case) -> None:
    page = client_of(staff(Role.PRESIDENT, court_named("zhongyuan"))).get("/cases/").content.decode()
    assert "/cases/supervision/" in page
    assert "提交申请以后" not in page
    assert "/cases/supervision/" not in client_of(staff(Role.CLERK, case.court)).get("/cases/").content.decode()


def test_days_of_events_are_said_in_chinese() -> None:
    assert said("delivery.dispatched", {"dispatched_on": "2026-12-01"}, TODAY)["dispatched_on"] == (
        "2026 年 12 月 1 日（周二）"
    )
