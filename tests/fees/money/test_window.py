"""Cash at the window has its receipt; an order cancelled at the cashier is over, and says so."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from common.cases.actions import link_party
from common.cases.events import SYSTEM, Audience
from common.cases.models import Event
from common.documents.models import Paper
from common.law import clock
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.actions import receive_callback, receive_counter, settle_payment, start_payment, stop_payment
from fees.money.actions.payments import Cancelled, UnknownOrder
from fees.money.states import CounterMethod
from tests.factories import UserFactory, staff
from tests.factories.fees import message_of, order
from tests.factories.triage import DAY, by, make_team, paying_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]


@pytest.fixture
def asked() -> tuple[Any, Any, Any]:
    zhang = UserFactory(name="张三", verified=True)
    make_team()
    case, claimant, _ = paying_case(claimant_user=zhang)
    link_party(party=claimant, user_id=zhang.pk, by=SYSTEM, today=DAY)
    return case, open_fee(case=case, by=SYSTEM, today=DAY), zhang


@pytest.mark.parametrize(("method", "papers"), [(CounterMethod.CASH, 1), (CounterMethod.POS, 0)])
def test_cash_and_nothing_else_has_a_receipt_with_number_sum_and_case(
    asked: Any, method: CounterMethod, papers: int
) -> None:
    case, notice, _ = asked
    clerk = staff(Role.FINANCE)
    values = {"method": method, "ticket": "粤A001", "once": uuid4(), "by": by(clerk), "today": DAY}
    receipt = receive_counter(notice=notice, amount=notice.left, **values)
    for _ in range(2):  # heard of twice, printed once
        settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=DAY)
    found = list(Paper.objects.filter(case=case, kind="cash_receipt").order_by("pk"))
    assert len(found) == papers
    for paper in found:
        assert (paper.context["ticket"], paper.context["amount"]) == ("粤A001", receipt.amount)
        assert (paper.context["case"], paper.context["payer"]) == (case.title, notice.party.name)
        assert (paper.audience, paper.party_id) == (Audience.SIDE, notice.party_id)


def test_a_cancelled_order_is_over_and_the_next_press_opens_another(asked: Any) -> None:
    case, notice, zhang = asked
    first = order(notice, zhang)
    for _ in range(2):
        stop_payment(message=Cancelled(first.ref), by=SYSTEM)
    first.refresh_from_db()
    assert first.state == "stopped"
    assert Event.objects.get(case=case, kind="fees.payment_stopped").party_id == notice.party_id
    client = Client()
    client.force_login(zhang)
    with clock.at(DAY):
        shown = client.get(f"/fees/cases/{case.uid}/payments/{first.ref}/")
        page = client.get(f"/fees/cases/{case.uid}/").content.decode()
    assert "您取消了支付，没有扣款" in shown.content.decode()
    assert "Refresh" not in shown  # nothing is waited for
    assert "等待结果" not in page
    second = start_payment(notice=notice, party=notice.party, once=uuid4(), by=by(zhang, party=notice.party), today=DAY)
    assert (second.pk != first.pk, second.state) == (True, "started")


def test_a_cancellation_takes_nothing_from_money_that_came(asked: Any) -> None:
    """Paid first and cancelled later: paid. Cancelled first and paid all the same: the money counts."""
    _, notice, zhang = asked
    first = order(notice, zhang)
    stop_payment(message=Cancelled(first.ref), by=SYSTEM)
    receipt = receive_callback(message=message_of(first), today=DAY)
    settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=DAY)
    stop_payment(message=Cancelled(first.ref), by=SYSTEM)
    first.refresh_from_db()
    notice.refresh_from_db()
    assert (first.state, notice.state, receipt.verdict) == ("received", "paid", "counted")
    with pytest.raises(UnknownOrder):
        stop_payment(message=Cancelled("0" * 32), by=SYSTEM)
