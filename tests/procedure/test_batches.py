"""One bad row stops nobody else's clock: each batch with a poisoned row among its first."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded

import common.cases.actions.recounting
import yunfu_court.procedure.todos
from common.cases.actions import announce, one_by_one, open_todo, set_deadline, sweep_lapsed
from common.cases.events import SYSTEM, Numbered
from common.cases.models import Case, Deadline, Event, Todo
from common.cases.states import Holder, TodoKind
from common.law import clock
from fees.money.actions import payments
from tests.factories import court as court_named
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


@pytest.fixture
def cases(settings: Any) -> list[Case]:
    settings.EVENT_HANDLERS = []
    court = court_named("luoding")
    return [make_case(court=court)[0] for _ in range(3)]


def stuck() -> list[int]:
    return list(Todo.objects.filter(what=TodoKind.STUCK, done_on=None).values_list("case_id", flat=True))


def test_a_term_that_cannot_lapse_keeps_no_other_from_it(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    for case in cases:
        set_deadline(case=case, term="answer", holder=Holder.ALL, start=date(2026, 11, 2), by=SYSTEM)
    real = announce

    def poisoned(*, case: Case, **rest: Any) -> Event:
        if case.pk == cases[0].pk:
            raise ValueError("poison")
        return real(case=case, **rest)

    monkeypatch.setattr(common.cases.actions.recounting, "announce", poisoned)
    with clock.at(DAY):
        assert sweep_lapsed(today=DAY, by=SYSTEM) == 2
        assert sweep_lapsed(today=DAY, by=SYSTEM) == 0
    assert Deadline.objects.get(case=cases[0]).state == "open", "nothing of the failed one stays"
    assert stuck() == [cases[0].pk]
    assert Todo.objects.get(case=cases[0]).role == "division_head"
    monkeypatch.setattr(common.cases.actions.recounting, "announce", real)
    with clock.at(DAY):
        assert sweep_lapsed(today=DAY, by=SYSTEM) == 1
    assert stuck() == [], "the to-do goes once it goes well"


@dataclass(frozen=True)
class Batch:
    """A sweep: where what it does to one item stands, and where its items come from (None: they are made as rows)."""

    run: Callable[[], Any]
    module: Any
    act: str
    items: str = ""


BATCHES: dict[str, Batch] = {
    "steps taken again": Batch(
        lambda: yunfu_court.procedure.todos.retry_all(DAY), yunfu_court.procedure.todos, "retry"
    ),
    "money received": Batch(lambda: payments.sweep_receipts(today=DAY), payments, "settle_payment", "queries"),
}


@pytest.mark.parametrize("name", sorted(BATCHES))
def test_every_item_is_tried(name: str, cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    batch = BATCHES[name]
    if batch.items:

        class Items:
            @staticmethod
            def unheard() -> list[tuple[int, int]]:
                return [(case.pk, case.pk) for case in cases]

        monkeypatch.setattr(batch.module, batch.items, Items)
    else:
        for case in cases:
            source = announce(case=case, event=Numbered(number_id=1, number_kind="民初"), by=SYSTEM)
            open_todo(case=case, kind=TodoKind.ASSIGN, words="等", by=SYSTEM, today=DAY, source=source)
    tried: list[int] = []

    def poisoned(**asked: Any) -> Any:
        tried.append(asked.get("receipt_id") or asked["todo"].case_id)
        if len(tried) == 1:
            raise ValueError("poison")
        return ""

    monkeypatch.setattr(batch.module, batch.act, poisoned)
    batch.run()
    assert tried == [case.pk for case in cases]
    assert cases[0].pk in stuck()


def test_the_time_of_a_task_is_no_fault_of_a_row(cases: list[Case]) -> None:
    def slow(pk: int) -> bool:
        raise SoftTimeLimitExceeded

    with pytest.raises(SoftTimeLimitExceeded):
        one_by_one("慢", [(case.pk, case.pk) for case in cases], slow, today=DAY)
    assert stuck() == []


def test_a_to_do_that_cannot_be_written_stops_nobody_either(cases: list[Case]) -> None:
    done: list[int] = []

    def act(pk: int) -> bool:
        if pk == 0:
            raise ValueError("poison")
        done.append(pk)
        return True

    assert one_by_one("试", [(0, 0), *((case.pk, case.pk) for case in cases)], act, today=DAY) == 3
    assert done == [case.pk for case in cases]


def test_what_is_left_to_nobody_any_more_is_asked_no_more(cases: list[Case]) -> None:
    def fails(pk: int) -> bool:
        raise ValueError

    one_by_one("试", [(cases[0].pk, cases[0].pk)], fails, today=DAY)
    one_by_one("别的", [(cases[1].pk, cases[1].pk)], fails, today=DAY)
    assert stuck() == [cases[0].pk, cases[1].pk]
    one_by_one("试", [], fails, today=DAY)
    assert stuck() == [cases[1].pk], "the other batch has its own"


BY_AND_BY = {"common.notifications.tasks", "common.documents.tasks", "yunfu_court.targets.tally"}
SWEEPS = {
    "fees.charging.actions": "sweep_overdue",
    "fees.money.actions.payments": "sweep_receipts",
    "mediation.confirmation.actions.judging": "name_judges_left",
    "triage.trial.actions.handing": "hand_over_left",
    "common.delivery.actions.published": "expire_published",
    "common.delivery.tasks": "sweep",
    "common.cases.actions.coming_of_age": "end_guardianships",
    "common.cases.actions.recounting": "sweep_lapsed",
    "yunfu_court.procedure.todos": "retry_all",
    "yunfu_court.reminders": "remind",
    "yunfu_court.targets.tally": "drain",
    "common.notifications.tasks": "sweep",
    "common.documents.tasks": "sweep",
}


@pytest.mark.parametrize("module", sorted(SWEEPS))
def test_no_sweep_has_a_loop_of_its_own_or_is_cut(module: str) -> None:
    """A batch goes through `one_by_one` and takes everything there is; but for what a gateway, the printer or the
    figures work off by and by, where each that is done makes room for the next."""
    source = inspect.getsource(getattr(importlib.import_module(module), SWEEPS[module]))
    assert "one_by_one(" in source
    assert ("limit" in source) is (module in BY_AND_BY)
