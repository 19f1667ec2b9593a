"""The tallies equal what the events say, whatever happened, in whatever order they were worked on."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest
from django.db import connection

from common.cases.events import REGISTRY
from common.cases.models import Event
from common.cases.states import Stage
from common.courts.models import Court
from intake.review.events import CauseSet, Registered
from tests.factories import court
from tests.targets.histories import PLAIN, TRAFFIC, filed, happen, history_of, new_case, random_city
from yunfu_court.targets import tally
from yunfu_court.targets.indicators import KINDS, LATCHES, MEASURE_WORDS, MEASURES
from yunfu_court.targets.models import Dirty, MonthTally, Tally
from yunfu_court.targets.selectors import Earlier, counted

pytestmark = pytest.mark.django_db


def kept() -> dict[tuple[int, date, str], int]:
    return {(t.court_id, t.day, t.measure): t.count for t in Tally.objects.all()}


def told(cases) -> dict[tuple[int, date, str], int]:
    """The same from the pure meaning, without the database's arithmetic."""
    sums: Counter[tuple[int, date, str]] = Counter()
    for case in cases:
        for one in counted(LATCHES, history_of(case)):
            sums[case.court_id, one.day, one.measure] += one.sign
    return {key: count for key, count in sums.items() if count}


@pytest.mark.parametrize("seed", range(5))
def test_tally_equals_the_meaning_and_the_recount(seed: int) -> None:
    court()
    courts = list(Court.objects.order_by("order"))[:3]
    cases = random_city(courts, seed)
    assert tally.drain() > 5
    assert not Dirty.objects.exists()
    assert kept() == told(cases)
    assert tally.verify() == []


def test_the_order_of_work_does_not_matter() -> None:
    court()
    courts = list(Court.objects.order_by("order"))[:3]
    cases = random_city(courts, 99)
    tally.drain()
    first = kept()
    days = list(Dirty.objects.none()) or sorted({(k[0], k[1]) for k in first})
    random.Random(1).shuffle(days)
    Tally.objects.all().delete()
    MonthTally.objects.all().delete()
    for court_id, day in [*days, *days[:5]]:
        assert tally.recount(court_id=court_id, day=day)
    assert kept() == first == told(cases)
    assert tally.verify() == []
    tally.rebuild()
    assert kept() == first
    assert tally.verify() == []


def test_verify_names_what_was_tampered_with() -> None:
    case = new_case(court())
    happen(case, date(2026, 3, 2), filed())
    happen(case, date(2026, 3, 4), Registered(filing_id=1, on_time=True))
    tally.drain()
    row = Tally.objects.get(measure="registered.online")
    Tally.objects.filter(pk=row.pk).update(count=7)
    found = tally.verify()
    assert len(found) == 2, "the day, and the month that no longer is its days"
    assert "registered.online: kept 7, recounted 1" in found[0]


def test_a_past_day_never_changes() -> None:
    """A mistake mended in May leaves March as it was reported."""
    case = new_case(court(), stage=Stage.REVIEW)
    happen(case, date(2026, 3, 2), filed())
    happen(case, date(2026, 3, 4), Registered(filing_id=1, on_time=True))
    tally.drain()
    before = kept()
    from triage.trial.events import Closed

    happen(case, date(2026, 4, 1), Closed(closing_id=1, way="judgment", procedure="small", track="fast"))
    from common.cases.events import Advanced

    happen(case, date(2026, 5, 6), Advanced(frm="closed", to="trial", cause="x"))
    tally.drain()
    after = kept()
    assert {k: v for k, v in after.items() if k[1] < date(2026, 4, 1)} == before
    key = case.court_id
    assert after[key, date(2026, 4, 1), "concluded.fast"] == 1
    assert after[key, date(2026, 5, 6), "concluded.fast"] == -1


def test_a_mended_cause_is_a_counter_event_on_its_own_day() -> None:
    """Filed in March as a traffic accident, mended in May to a divorce: March stays, May takes it back."""
    case = new_case(court())
    happen(case, date(2026, 3, 2), filed(cause=TRAFFIC))
    tally.drain()
    before = kept()
    happen(case, date(2026, 5, 6), CauseSet(filing_id=1, former=TRAFFIC, cause=PLAIN))
    tally.drain()
    assert {k: v for k, v in kept().items() if k[1] < date(2026, 5, 1)} == before
    assert kept()[case.court_id, date(2026, 3, 2), "key.received"] == 1
    assert kept()[case.court_id, date(2026, 5, 6), "key.received"] == -1
    assert tally.verify() == []


def test_an_event_that_counts_for_nothing_leaves_no_mark() -> None:
    case = new_case(court())
    from fees.charging.events import Noticed

    happen(case, date(2026, 3, 2), Noticed(notice_id=1, amount=1, party_id=0))
    assert not Dirty.objects.exists()


def test_every_kind_read_is_announced_by_some_room() -> None:
    used = KINDS | {
        one.kind for latch in LATCHES for on in (*latch.on, *latch.off) for one in on.when if isinstance(one, Earlier)
    }
    assert used <= set(REGISTRY)
    assert set(MEASURE_WORDS) == set(MEASURES)


def test_recount_is_a_handful_of_statements(django_assert_num_queries) -> None:
    case = new_case(court())
    happen(case, date(2026, 3, 2), filed())
    with django_assert_num_queries(8):  # savepoint, lock, mark, count, out and in for day and month
        tally.recount(court_id=case.court_id, day=date(2026, 3, 2))


def test_the_mark_costs_one_statement(django_assert_num_queries) -> None:
    case = new_case(court())
    record = happen(case, date(2026, 3, 2), filed())
    event = REGISTRY["intake.filed"]
    with django_assert_num_queries(1):
        tally.record(Event.objects.none().model(kind=record.kind, case_id=case.pk, day=record.day), event)  # type: ignore[arg-type]
    assert connection.in_atomic_block
