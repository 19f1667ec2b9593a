"""Whoever has a day coming hears of it, once for each mark."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from common.cases.actions import close_deadlines, set_deadline
from common.cases.events import SYSTEM
from common.cases.states import Holder
from common.notifications.models import Notice
from tests.factories import UserFactory
from tests.factories import court as court_named
from tests.factories.cases import make_case
from yunfu_court.reminders import remind


@pytest.fixture
def due_on_thursday(db: None, settings: Any) -> Any:
    """李四 must answer by 8 December 2026 (a Tuesday), fifteen days from 23 November."""
    settings.EVENT_HANDLERS = []
    case, _, li = make_case(court=court_named("luoding"), respondent_user=UserFactory(name="李四"))
    set_deadline(case=case, term="answer", holder=Holder.PARTY, party_id=li.pk, start=date(2026, 11, 23), by=SYSTEM)
    return case


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 4), ""),
        (date(2026, 12, 5), "还有 3 天"),
        (date(2026, 12, 6), ""),
        (date(2026, 12, 7), "还有 1 天"),
        (date(2026, 12, 8), "今天到期"),
        (date(2026, 12, 9), ""),
    ],
)
def test_three_marks_and_no_more(due_on_thursday: Any, day: date, told: str) -> None:
    assert remind(day) == bool(told)
    titles = set(Notice.objects.values_list("title", flat=True))
    assert titles == ({f"提出答辩状：{told}"} if told else set())


def test_a_sweep_that_runs_twice_says_nothing_twice(due_on_thursday: Any) -> None:
    remind(date(2026, 12, 7))
    said = Notice.objects.count()
    remind(date(2026, 12, 7))
    assert Notice.objects.count() == said > 0


def test_who_has_answered_is_left_in_peace(due_on_thursday: Any) -> None:
    close_deadlines(case=due_on_thursday, today=date(2026, 12, 1), terms=["answer"])
    assert remind(date(2026, 12, 7)) == 0


@pytest.mark.parametrize("cases", [1, 30])
def test_finding_them_is_one_query_whatever_their_number(
    db: None, settings: Any, cases: int, django_assert_max_num_queries: Any
) -> None:
    settings.EVENT_HANDLERS = []
    court = court_named("luoding")
    for _ in range(cases):
        case, _, li = make_case(court=court)
        set_deadline(case=case, term="answer", holder=Holder.PARTY, party_id=li.pk, start=date(2026, 11, 23), by=SYSTEM)
    with django_assert_max_num_queries(1):
        assert remind(date(2026, 12, 1)) == 0
