"""While an event is reacted to, a case is read once and every action works on the same row."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.cases.actions import announce, set_case, undoable
from common.cases.actions.stage import advance
from common.cases.events import SYSTEM, CaseEvent, event
from common.cases.models import Case, Event
from common.cases.rules import ActionRefused
from common.cases.states import Stage
from common.fields.chains import GENESIS, chained
from tests.factories import court
from tests.factories.cases import make_case
from yunfu_court.procedure.roads.dispute import DISPUTE

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db
seen: list[Any] = []


@event("test.reactions.happened")
class Happened(CaseEvent):
    pass


def move_twice(record: Event, happened: CaseEvent) -> None:
    """Register, then on: what the first action wrote, the second must see without asking again."""
    if not isinstance(happened, Happened):
        return
    set_case(case=record.case, cause="411", registered_on=TODAY)
    with CaptureQueriesContext(connection) as asked:
        case = Case.lock(record.case_id)
        advance(case=case, to=Stage.SORTING, allowed=DISPUTE.transitions, cause=record.kind, by=SYSTEM, today=TODAY)
        seen.extend([case.cause, case.registered_on, Case.lock(record.case_id) is case])
    seen.append([each["sql"] for each in asked if "FOR UPDATE" in each["sql"]])


def move_and_take_back(record: Event, happened: CaseEvent) -> None:
    if not isinstance(happened, Happened):
        return
    with suppress(ActionRefused), undoable():
        advance(
            case=record.case, to=Stage.SORTING, allowed=DISPUTE.transitions, cause=record.kind, by=SYSTEM, today=TODAY
        )
        seen.append(Case.lock(record.case_id).stage)
        raise ActionRefused("不行")
    seen.append(Case.lock(record.case_id).stage)
    announce(case=record.case, event=Taken(), by=SYSTEM)


@event("test.reactions.taken")
class Taken(CaseEvent):
    pass


@pytest.fixture
def case(settings: Any) -> Case:
    seen.clear()
    settings.EVENT_HANDLERS = []
    return make_case(court=court())[0]


def assert_whole(case: Case) -> None:
    link = GENESIS
    for seq, row in enumerate(Event.objects.filter(case=case).order_by("seq"), start=1):
        assert (row.seq, row.previous) == (seq, link)
        link = chained(link, row.body)
    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.last_seq, fresh.last_hash) == (seq, link)


def test_one_read_and_one_row_for_all_actions_of_a_reaction(case: Case, settings: Any) -> None:
    settings.EVENT_HANDLERS = ["tests.cases.test_reactions.move_twice"]
    announce(case=case, event=Happened(), by=SYSTEM)
    assert seen == ["411", TODAY, True, []]
    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.cause, fresh.registered_on, fresh.stage) == ("411", TODAY, Stage.SORTING)
    assert_whole(case)


def test_what_was_taken_back_is_read_again(case: Case, settings: Any) -> None:
    settings.EVENT_HANDLERS = ["tests.cases.test_reactions.move_and_take_back"]
    announce(case=case, event=Happened(), by=SYSTEM)
    assert seen == [Stage.SORTING, Stage.REVIEW]
    assert list(Event.objects.filter(case=case).order_by("seq").values_list("kind", flat=True)) == [
        "test.reactions.happened",
        "test.reactions.taken",
    ]
    assert_whole(case)


def test_a_row_read_before_others_wrote_does_not_break_the_chain(case: Case) -> None:
    old = Case.objects.get(pk=case.pk)
    for one in (case, old, case, old, old):
        announce(case=one, event=Happened(), by=SYSTEM)
    assert Event.objects.filter(case=case).count() == 5
    assert_whole(case)


def test_outside_a_reaction_every_lock_reads(case: Case) -> None:
    assert Case.lock(case.pk) is not Case.lock(case.pk)
