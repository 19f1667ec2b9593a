"""An order open, the fee paid at the window and the order paid all the same: the surplus goes back once, and only once.

What the court keeps and what it gives back are together what it received, whatever follows.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from common.cases.events import SYSTEM
from common.cases.models import Case, Event
from common.cases.rules import ActionRefused
from common.cases.states import Closing
from common.documents.models import Paper
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.actions import (
    make_refund,
    prepare_refund,
    receive_callback,
    receive_counter,
    settle_payment,
    sweep_receipts,
)
from fees.money.actions.refunds import owe_refund
from fees.money.models import FeeNotice, Receipt, Refund
from fees.money.states import CounterMethod, RefundReason
from fees.relief.actions import decide_relief
from fees.relief.states import ReliefGround, ReliefKind
from fees.review.actions import decide_review
from fees.review.states import ReviewSubject
from fees.settling.actions import apportion, settle, unsettle
from fees.settling.queries import settlement_of
from tests.factories import UserFactory, staff
from tests.factories.fees import ended, message_of, order, silence, unappealed
from tests.factories.triage import DAY, by, make_team, paying_case
from tests.fees.ledger import receivable_by_ledger
from tests.fees.review.test_review import object_to
from tests.fees.test_road import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]

FEE = 5_000


def at_window(notice: FeeNotice, clerk: Any, ticket: str) -> Receipt:
    notice.refresh_from_db()
    values = {"method": CounterMethod.POS, "by": by(clerk), "today": DAY}
    return receive_counter(notice=notice, amount=notice.left, ticket=ticket, once=uuid4(), **values)


def back(case: Case) -> list[tuple[int, str]]:
    """What goes back or went back, in the order in which it was decided."""
    rows = Refund.objects.filter(case=case).exclude(state="void")
    return list(rows.order_by("pk").values_list("amount", "reason"))


def held(notice: FeeNotice) -> int:
    return FeeNotice.objects.get(pk=notice.pk).money.held


@pytest.fixture
def twice(db: None) -> tuple[Case, FeeNotice, Any, Any]:
    """50 at the window and 50 online for a fee of 50; both recorded, neither reacted to."""
    zhang, finance = UserFactory(), staff(Role.FINANCE)
    make_team()
    case, _, _ = paying_case(claimant_user=zhang)
    notice = open_fee(case=case, by=SYSTEM, today=DAY)
    assert notice.amount == FEE
    online = order(notice, zhang)
    at_window(notice, finance, "A1")
    receive_callback(message=message_of(online), today=DAY)
    return case, notice, zhang, finance


def end(case: Case, way: str) -> None:
    ended(case, Closing(way))
    settle(case=case, way=way, by=SYSTEM, today=DAY)


def test_closing_and_apportioning_give_back_nothing_a_second_time(twice: tuple[Any, ...]) -> None:
    case, _, zhang, finance = twice
    sweep_receipts(today=DAY)
    assert back(case) == [(FEE, "overpaid")]
    prepare_refund(refund=Refund.objects.get(), by=by(zhang), today=DAY)
    make_refund(refund=Refund.objects.get(), voucher="T1", by=by(finance), today=DAY)
    end(case, "judgment")
    settle(case=case, way="judgment", by=SYSTEM, today=DAY)
    settled = settlement_of(case)
    assert settled is not None
    assert (settled.paid, settled.refund) == (FEE, 0)
    assert back(case) == [(FEE, "overpaid")]
    first, second = case.parties.order_by("pk")
    shares = {first.pk: 2_000, second.pk: 3_000}
    apportion(case=case, shares=shares, by=by(finance), today=DAY)
    with pytest.raises(ActionRefused, match="已经登记"):
        apportion(case=case, shares=shares, by=by(finance), today=DAY)
    silence(case)
    assert back(case) == [(FEE, "overpaid"), (3_000, "burden")]
    assert FeeNotice.objects.get(kind="final").left == 3_000
    assert receivable_by_ledger(case) == 3_000


def test_the_list_of_costs_says_what_stayed_and_what_went_back_before(twice: tuple[Any, ...]) -> None:
    case, _, _, _ = twice
    sweep_receipts(today=DAY)
    end(case, "judgment")
    paper = Paper.objects.filter(case=case, kind="fee_list").order_by("pk")[0]
    told = {key: paper.context[key] for key in ("final", "paid", "returned", "refund", "due")}
    assert told == {"final": FEE, "paid": FEE, "returned": FEE, "refund": 0, "due": 0}


@pytest.mark.parametrize(("way", "kept"), [("judgment", FEE), ("mediation", FEE), ("dismissal", 0)])
def test_money_the_closing_was_quicker_than_goes_back_once(twice: tuple[Any, ...], way: str, kept: int) -> None:
    case, notice, _, _ = twice
    end(case, way)
    assert sweep_receipts(today=DAY) == 2
    if way == "dismissal":
        unappealed(case)
    assert sum(amount for amount, _ in back(case)) == 2 * FEE - kept
    assert held(notice) == kept
    assert receivable_by_ledger(case) == 0


def test_a_case_that_ended_without_a_settlement_keeps_nothing(twice: tuple[Any, ...]) -> None:
    case, notice, _, _ = twice
    ended(case, Closing.OTHER)
    sweep_receipts(today=DAY)
    assert back(case) == [(FEE, "closed"), (FEE, "closed")]
    assert held(notice) == receivable_by_ledger(case) == 0


def test_relief_and_a_lower_sum_give_back_of_what_is_still_there(twice: tuple[Any, ...]) -> None:
    case, notice, zhang, _ = twice
    sweep_receipts(today=DAY)
    head, president = staff(Role.DIVISION_HEAD), staff(Role.PRESIDENT)
    relief = ask(case, zhang, ReliefKind.REDUCE, ReliefGround.R2)
    decide_relief(relief=relief, grant=ReliefKind.REDUCE, percent=40, by=by(head), today=DAY)
    assert back(case)[1:] == [(2_000, "relief")]
    review = object_to(case, zhang, ReviewSubject.CALCULATION)
    decide_review(review=review, corrected=True, amount=4_000, reason="算错了。", by=by(president), today=DAY)
    assert back(case)[2:] == [(1_000, "overpaid")]
    assert held(notice) == 2_000


def test_what_was_given_back_under_an_end_that_fell_is_not_there_for_the_next(twice: tuple[Any, ...]) -> None:
    case, notice, zhang, finance = twice
    sweep_receipts(today=DAY)
    settle(case=case, way="dismissal", by=SYSTEM, today=DAY)
    unappealed(case)
    for refund in Refund.objects.filter(case=case).order_by("pk"):
        prepare_refund(refund=refund, by=by(zhang), today=DAY)
        make_refund(refund=refund, voucher=f"T{refund.pk}", by=by(finance), today=DAY)
    unsettle(case=case, by=SYSTEM, today=DAY)
    again = settle(case=case, way="dismissal", by=SYSTEM, today=DAY)
    unappealed(case)
    assert (again.paid, again.refund) == (0, 0)
    assert sum(amount for amount, _ in back(case)) == 2 * FEE
    assert held(notice) == 0


def test_a_review_after_the_end_lowers_what_is_apportioned(twice: tuple[Any, ...]) -> None:
    case, _, zhang, finance = twice
    sweep_receipts(today=DAY)
    end(case, "judgment")
    review = object_to(case, zhang, ReviewSubject.CALCULATION)
    president = staff(Role.PRESIDENT)
    decide_review(review=review, corrected=True, amount=4_000, reason="算错了。", by=by(president), today=DAY)
    first, second = case.parties.order_by("pk")
    with pytest.raises(ActionRefused, match="之和"):
        apportion(case=case, shares={first.pk: FEE}, by=by(finance), today=DAY)
    apportion(case=case, shares={second.pk: 4_000}, by=by(finance), today=DAY)
    silence(case)
    assert back(case)[1:] == [(1_000, "overpaid"), (4_000, "burden")]
    assert FeeNotice.objects.get(kind="final").left == 4_000


def test_nobody_can_owe_back_what_is_not_there(twice: tuple[Any, ...]) -> None:
    case, notice, _, _ = twice
    settle_payment(receipt_id=Receipt.objects.earliest("pk").pk, by=SYSTEM, today=DAY)
    values = {"party_id": notice.party_id, "reason": RefundReason.OVERPAID, "by": SYSTEM, "today": DAY}
    with pytest.raises(ActionRefused, match="超过"):
        owe_refund(case=case, amount=FEE + 1, notice=notice, **values)
    with pytest.raises(ActionRefused, match="超过"):
        owe_refund(case=case, amount=1, **values)
    assert Event.objects.filter(case=case, kind="fees.refund_due").count() == 1
