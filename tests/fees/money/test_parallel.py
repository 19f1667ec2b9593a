"""Many at once, in real transactions: callbacks, starts, assignments, settlements."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from common.cases.events import SYSTEM
from common.cases.rules import ActionRefused
from common.cases.states import Stage
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.actions import receive_callback, sweep_receipts
from fees.money.models import FeeNotice, LedgerEntry, Payment, Receipt, Refund
from fees.settling.actions import settle
from fees.settling.models import Settlement
from tests.factories import UserFactory, staff
from tests.factories.fees import ledger_faults, message_of, order, unappealed
from tests.factories.triage import DAY, by, make_team, paying_case, sorting_case
from triage.sorting.actions import confirm, propose
from triage.sorting.models import Decision
from triage.teams.actions import assign
from triage.teams.models import Assignment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("books")]


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Run `act` in `count` threads that start together; what each returned, or the ActionRefused it met."""
    gate = threading.Barrier(count)

    def run(number: int) -> Any:
        try:
            gate.wait(timeout=30)
            return act(number)
        except ActionRefused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_the_same_message_many_times_at_once_is_one_receipt() -> None:
    zhang = UserFactory()
    make_team()
    case, _, _ = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    message = message_of(payment, number="online:one")
    found = at_once(8, lambda _: receive_callback(message=message, today=DAY).pk)
    assert len(set(found)) == 1
    assert Receipt.objects.get().reacted_at is not None  # after the commit, by itself
    assert LedgerEntry.objects.filter(kind="payment").count() == 1
    case.refresh_from_db()
    assert case.stage == "trial"
    assert case.events.filter(kind="fees.paid").count() == 1


def test_different_messages_of_one_order_are_all_recorded_and_one_is_counted() -> None:
    zhang = UserFactory()
    make_team()
    case, _, _ = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    at_once(5, lambda n: receive_callback(message=message_of(payment, number=f"online:{n}"), today=DAY))
    sweep_receipts(today=DAY)
    assert Counter(Receipt.objects.values_list("verdict", flat=True)) == {"counted": 1, "extra": 4}
    assert sum(Refund.objects.values_list("amount", flat=True)) == 4 * payment.amount
    assert ledger_faults() == []


def test_many_starts_make_one_order_and_many_openings_one_notice() -> None:
    zhang = UserFactory()
    case, _, _ = paying_case(claimant_user=zhang)
    assert len(set(at_once(5, lambda _: open_fee(case=case, by=SYSTEM, today=DAY).pk))) == 1
    notice = FeeNotice.objects.get()
    at_once(5, lambda _: order(notice, zhang).pk)
    assert Payment.objects.count() == 1


def test_parallel_assignments_see_each_others_load() -> None:
    for name in ("甲速裁团队", "乙速裁团队", "丙速裁团队"):
        make_team(name)
    cases = [paying_case(stage=Stage.ASSIGNMENT)[0] for _ in range(9)]
    at_once(9, lambda number: assign(case=cases[number], by=SYSTEM, today=DAY))
    assert sorted(Counter(Assignment.objects.values_list("team", flat=True)).values()) == [3, 3, 3]
    # The same case from five sides is assigned once.
    at_once(5, lambda _: assign(case=cases[0], by=SYSTEM, today=DAY))
    assert Assignment.objects.count() == 9


def test_two_officers_at_once_are_one_decision() -> None:
    officers = [staff(Role.TRIAGE_OFFICER, name=name) for name in ("周分流", "吴分流")]
    case, _, _ = sorting_case()
    row = propose(case=case, by=SYSTEM, today=DAY)
    found = at_once(2, lambda n: confirm(decision=row, version=row.version, by=by(officers[n]), today=DAY))
    assert sorted(isinstance(each, ActionRefused) for each in found) == [False, True]
    assert Decision.objects.filter(case=case, state="confirmed").count() == 1
    assert FeeNotice.objects.count() == 1


def test_settling_many_times_at_once_owes_one_refund() -> None:
    zhang = UserFactory()
    make_team()
    case, _, _ = paying_case(claimant_user=zhang)
    payment = order(open_fee(case=case, by=SYSTEM, today=DAY), zhang)
    receive_callback(message=message_of(payment), today=DAY)
    at_once(5, lambda _: settle(case=case, way="dismissal", by=SYSTEM, today=DAY).pk)
    assert Settlement.objects.count() == 1
    unappealed(case)  # a refund is owed from effect
    assert Refund.objects.get().amount == payment.amount
