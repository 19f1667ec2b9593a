"""Money: an order at the cashier, its callback, a payment at the counter.

Two transactions on purpose. The first writes down that money arrived and commits, whatever may go wrong later. The
second lets the procedure react; it is tried at once after the commit and again by a sweep until it succeeds.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from common.cases.actions import announce, one_by_one, open_todo, record_facts
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import ENDED, FactKey, TodoKind
from common.law import clock
from common.law.transitions import move
from fees.money import queries
from fees.money.actions.ledger import enter
from fees.money.actions.notices import paid_up
from fees.money.actions.refunds import owe_refund
from fees.money.events import CashTaken, Paid, PaymentStarted, PaymentStopped
from fees.money.models import FeeNotice, Payment, Receipt
from fees.money.states import (
    PAYABLE,
    PAYMENT_MOVES,
    CounterMethod,
    EntryKind,
    NoticeKind,
    NoticeState,
    PayChannel,
    PaymentState,
    RefundReason,
    Verdict,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Callback:
    """A message of the cashier whose signature was verified: our order number, its own number, fen received."""

    ref: str
    number: str
    amount: int


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A verified message of the cashier: the payer cancelled this order, and no money moved."""

    ref: str


class UnknownOrder(Exception):
    """The cashier speaks of an order we never gave: nothing can be written down for it."""


@transaction.atomic
def start_payment(*, notice: FeeNotice, party: Party | None, once: UUID, by: By, today: date) -> Payment:
    """An order for what is left of the notice. One is under way already: that one, so that nobody pays twice.

    Creating the order at the cashier is the view's next step, outside this transaction.
    """
    case = Case.lock(notice.case_id)
    notice = FeeNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    had = Payment.objects.filter(once=once).first()
    if had is not None and had.notice_id == notice.pk:
        return had
    if had is not None:  # a page drawn for another notice of the case
        raise ActionRefused("这一页已经用过了。请回到案件页，重新点支付。")
    if notice.state not in PAYABLE or not notice.left:
        raise ActionRefused(f"这份交费通知的状态是“{notice.state_label}”，不需要再支付。")
    if case.stage in ENDED and notice.kind != NoticeKind.FINAL:  # what the judgment laid on the loser is owed after it
        raise ActionRefused("本案已经结束，请不要再支付。")
    under_way = Payment.objects.select_for_update().filter(notice=notice, state=PaymentState.STARTED).first()
    if under_way is not None:
        if under_way.amount == notice.left:
            return under_way
        # The sum changed (relief): the former order is given up. Should it be paid all the same, that money is counted.
        move(under_way, PaymentState.DROPPED, PAYMENT_MOVES)
        under_way.save(update_fields=["state"])
    row = Payment.objects.create(
        case=case,
        notice=notice,
        party=party or notice.party,
        amount=notice.left,
        channel=PayChannel.ONLINE,
        state=PaymentState.STARTED,
        ref=uuid.uuid4().hex,
        started_on=today,
        by_id=by.user_id,
        once=once,
    )
    announce(case=case, event=PaymentStarted(payment_id=row.pk, party_id=row.party_id or 0), by=by)
    return row


@transaction.atomic
def receive_callback(*, message: Callback, today: date) -> Receipt:
    """Write down what the cashier says; the same number again gives the same receipt. UnknownOrder for a strange order.

    Nothing is announced here: no reaction may stand between the money and its record.
    """
    order = Payment.objects.filter(ref=message.ref).first()
    if order is None:
        raise UnknownOrder(message.ref)
    Case.lock(order.case_id)
    notice = FeeNotice.objects.select_for_update(of=("self",)).get(pk=order.notice_id)
    payment = Payment.objects.select_for_update().get(pk=order.pk)
    had = Receipt.objects.filter(number=message.number).first()
    if had is not None:
        return had
    return _record(payment=payment, notice=notice, number=message.number, amount=message.amount, today=today)


@transaction.atomic
def stop_payment(*, message: Cancelled, by: By) -> Payment:
    """The order is over, so that nothing waits for its money and the next press opens a new one. Said again, or said of
    an order that was paid or given up: as it is. UnknownOrder for a strange order."""
    order = Payment.objects.filter(ref=message.ref).first()
    if order is None:
        raise UnknownOrder(message.ref)
    case = Case.lock(order.case_id)
    row = Payment.objects.select_for_update(of=("self",)).select_related("notice").get(pk=order.pk)
    if row.state != PaymentState.STARTED:
        return row
    move(row, PaymentState.STOPPED, PAYMENT_MOVES)
    row.save(update_fields=["state"])
    announce(case=case, event=PaymentStopped(payment_id=row.pk, party_id=row.party_id or row.notice.party_id), by=by)
    return row


@transaction.atomic
def receive_counter(
    *,
    notice: FeeNotice,
    amount: int,
    method: CounterMethod,
    ticket: str,
    once: UUID,
    by: By,
    today: date,
) -> Receipt:
    """Money paid at the counter, with the number of the fiscal ticket (办法52). Exactly what is left, or refused."""
    Case.lock(notice.case_id)
    notice = FeeNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    had = Receipt.objects.filter(payment__notice=notice, payment__once=once).first()
    if had is not None:
        return had
    if notice.state not in PAYABLE or not notice.left:
        raise ActionRefused(f"这份交费通知的状态是“{notice.state_label}”，不能再收款。")
    if amount != notice.left:
        raise ActionRefused("金额与应交金额不一致，请核对。", field="amount")
    number = f"counter:{ticket.strip()}"
    if not ticket.strip():
        raise ActionRefused("请填写财政票据号。", field="ticket")
    if Receipt.objects.filter(number=number).exists():
        raise ActionRefused("该票据号已经登记过，请核对。", field="ticket")
    payment = Payment.objects.create(
        case_id=notice.case_id,
        notice=notice,
        party_id=notice.party_id,
        amount=amount,
        channel=PayChannel.COUNTER,
        method=method,
        state=PaymentState.STARTED if not _under_way(notice) else PaymentState.DROPPED,
        ref=uuid.uuid4().hex,
        ticket=ticket.strip(),
        started_on=today,
        by_id=by.user_id,
        once=once,
    )
    return _record(payment=payment, notice=notice, number=number, amount=amount, today=today)


def _under_way(notice: FeeNotice) -> bool:
    return Payment.objects.filter(notice=notice, state=PaymentState.STARTED).exists()


def _record(*, payment: Payment, notice: FeeNotice, number: str, amount: int, today: date) -> Receipt:
    """The receipt, its ledger line and the sums. The caller holds the locks.

    Less than was ordered is a part, and counted as what it is; more than that is nobody's payment of this order.
    """
    came = payment.receipts.filter(verdict=Verdict.COUNTED).aggregate(sum=Sum("amount"))["sum"] or 0
    if amount > payment.amount:
        verdict = Verdict.WRONG_AMOUNT
    elif came >= payment.amount:
        verdict = Verdict.EXTRA
    else:
        verdict = Verdict.COUNTED
    receipt = Receipt.objects.create(
        payment=payment, number=number, amount=amount, verdict=verdict, received_at=clock.now()
    )
    counted = verdict == Verdict.COUNTED
    kind = EntryKind.PAYMENT if counted else EntryKind.SUSPENSE
    enter(kind, case_id=payment.case_id, amount=amount, on=today, notice=notice, receipt=receipt)
    if counted:
        late = notice.state not in PAYABLE
        whole = PaymentState.RECEIVED if came + amount >= payment.amount else PaymentState.PART
        move(payment, PaymentState.LATE if late else whole, PAYMENT_MOVES)
        payment.received_on = today
        payment.save(update_fields=["state", "received_on"])
        # A judge about to sign 按撤诉处理 reads this fact; it is there as soon as the money is. Its value is the notice
        # that was paid in full: a supplement left unpaid is not excused by the first half (解释199), nor is the rest.
        if not notice.left:
            record_facts(case=payment.case, facts={FactKey.FEE_RECEIVED: notice.pk}, source="cashier", today=today)
    elif payment.state == PaymentState.STARTED:
        move(payment, PaymentState.REFUSED, PAYMENT_MOVES)
        payment.save(update_fields=["state"])
    transaction.on_commit(partial(_react, receipt.pk))
    return receipt


def _react(receipt_id: int) -> None:
    """Let the procedure hear of it now; if that fails the money stays recorded and the sweep tries again."""
    try:
        settle_payment(receipt_id=receipt_id, by=SYSTEM, today=clock.today())
    except Exception:
        log.exception("reaction to receipt %s failed; the sweep will try again", receipt_id)


@transaction.atomic
def settle_payment(*, receipt_id: int, by: By, today: date) -> Receipt:
    """React to recorded money, once: announce Paid, or flag it to the finance office, or owe it back."""
    receipt = Receipt.objects.select_related("payment").get(pk=receipt_id)
    case = Case.lock(receipt.payment.case_id)
    notice = (
        FeeNotice.objects.select_for_update(of=("self",))
        .select_related("case", "party")
        .get(pk=receipt.payment.notice_id)
    )
    receipt = Receipt.objects.select_for_update(of=("self",)).select_related("payment").get(pk=receipt_id)
    if receipt.reacted_at is not None:
        return receipt
    receipt.reacted_at = clock.now()
    receipt.save(update_fields=["reacted_at"])
    payment = receipt.payment
    if payment.by_id and payment.channel == PayChannel.COUNTER:
        by = By(user_id=payment.by_id, channel=Channel.COUNTER, party_id=payment.party_id)
    if payment.method == CounterMethod.CASH:
        taken = CashTaken(payment_id=payment.pk, amount=receipt.amount, party_id=payment.party_id or notice.party_id)
        announce(case=case, event=taken, by=by)
    if receipt.verdict == Verdict.WRONG_AMOUNT:
        open_todo(
            case=case,
            kind=TodoKind.WRONG_AMOUNT,
            subject=f"receipt:{receipt.pk}",
            words=f"收银台报告的金额超过订单，款项未计入，请核查：{receipt.number}",
            by=by,
            today=today,
        )
    elif receipt.verdict == Verdict.EXTRA:
        _give_back(receipt, notice, RefundReason.OVERPAID, receipt.amount, by, today)
    elif notice.state not in {*PAYABLE, NoticeState.PAID} or (case.stage in ENDED and notice.kind != NoticeKind.FINAL):
        _after_the_end(case, notice, receipt, by, today)
    else:
        _count(case, notice, receipt, by, today)
    return receipt


def _after_the_end(case: Case, notice: FeeNotice, receipt: Receipt, by: By, today: date) -> None:
    """The notice fell or the case ended between the record and this. What a settlement has taken into the fee is the
    settlement's; without one nothing is owed any more."""
    money = notice.money
    back = min(receipt.amount, money.surplus)
    if not queries.is_settled(case):
        fallen = min(receipt.amount - back, money.applied)
        enter(EntryKind.CANCEL, case_id=case.pk, amount=fallen, on=today, notice=notice)
        back += fallen
    _give_back(receipt, notice, RefundReason.CLOSED, back, by, today)


def _count(case: Case, notice: FeeNotice, receipt: Receipt, by: By, today: date) -> None:
    surplus = min(receipt.amount, notice.money.surplus)
    complete = not notice.left
    was_open = notice.state != NoticeState.PAID
    if complete and was_open:
        paid_up(notice=notice, today=today)
    _give_back(receipt, notice, RefundReason.OVERPAID, surplus, by, today)
    if surplus < receipt.amount:
        announce(
            case=case,
            event=Paid(
                payment_id=receipt.payment_id,
                amount=receipt.amount - surplus,
                online=receipt.payment.channel == PayChannel.ONLINE,
                complete=complete,
                party_id=receipt.payment.party_id or notice.party_id,
            ),
            by=by,
        )


def _give_back(receipt: Receipt, notice: FeeNotice, reason: RefundReason, amount: int, by: By, today: date) -> None:
    if not amount:
        return
    party_id = receipt.payment.party_id or notice.party_id
    owe_refund(
        case=notice.case,
        party_id=party_id,
        amount=amount,
        reason=reason,
        by=by,
        today=today,
        notice=notice,
        receipt=receipt,
    )


def sweep_receipts(*, today: date) -> int:
    """React to receipts nobody has reacted to; one that fails again stays for the next sweep. Returns how many did."""

    def react(pk: int) -> bool:
        return settle_payment(receipt_id=pk, by=SYSTEM, today=today).reacted_at is not None

    return one_by_one("款项到账", queries.unheard(), react, today=today)
