"""Money that goes back: owed, and made."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines, finish_todo, open_todo, set_deadline
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Holder, TodoKind
from common.law.money import yuan
from common.law.transitions import move
from common.web.wording import day_words
from fees.money.access import releases_in
from fees.money.actions.ledger import enter
from fees.money.events import RefundDue, Refunded, RefundFailed
from fees.money.models import FeeNotice, Receipt, Refund
from fees.money.states import REFUND_MOVES, EntryKind, RefundReason, RefundState, Verdict


@transaction.atomic
def owe_refund(
    *,
    case: Case,
    party_id: int,
    amount: int,
    reason: RefundReason,
    by: By,
    today: date,
    notice: FeeNotice | None = None,
    receipt: Receipt | None = None,
    settlement_id: int | None = None,
    since: date | None = None,
) -> Refund:
    """Write down that money goes back to a party, with its fifteen days (办法53) from `since`, the day on which the
    paper took effect, else from today, and announce it. Never more than is held: of its notice by the ledger, of a
    receipt that was not counted its own amount."""
    case = Case.lock(case.pk)
    counted = receipt is None or receipt.verdict == Verdict.COUNTED
    held = receipt.amount if receipt is not None else 0
    if counted and notice is not None:
        held = notice.money.held
    if amount > held:
        raise ActionRefused("退还的金额超过法院实际收到的金额，请先核对本案账目。")
    row = Refund.objects.create(
        case=case,
        party_id=party_id,
        notice=notice if counted else None,
        receipt=receipt,
        settlement_id=settlement_id,
        amount=amount,
        reason=reason,
        made_on=today,
    )
    kind = EntryKind.REFUND_DUE if counted else EntryKind.SUSPENSE_BACK
    enter(kind, case_id=case.pk, amount=amount, on=today, notice=notice, refund=row)
    set_deadline(
        case=case, term="refund", holder=Holder.FINANCE, by=by, start=since or today, subject=f"refund:{row.pk}"
    )
    announce(case=case, event=RefundDue(refund_id=row.pk, amount=amount, party_id=party_id), by=by)
    return row


@transaction.atomic
def return_receipt(*, receipt: Receipt, words: str, by: By, today: date) -> Refund:
    """Money that was more than its order, and so was never counted, goes back whole: the finance office looked into it
    and says why. Returned already: that refund."""
    payment = receipt.payment
    case = Case.lock(payment.case_id)
    row = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    had = Refund.objects.filter(receipt=row).first()
    if had is not None:
        return had
    if row.verdict != Verdict.WRONG_AMOUNT:
        raise ActionRefused("这笔款已经入账或者退还，不用再退。")
    if not words.strip():
        raise ActionRefused("请写明核查的结果。", field="words")
    refund = owe_refund(
        case=case,
        party_id=payment.party_id or payment.notice.party_id,
        amount=row.amount,
        reason=RefundReason.WRONG_AMOUNT,
        by=by,
        today=today,
        notice=payment.notice,
        receipt=row,
    )
    refund.words = words.strip()[:200]
    refund.save(update_fields=["words"])
    _compared(refund, by, today)
    finish_todo(case=case, kind=TodoKind.WRONG_AMOUNT, subject=f"receipt:{row.pk}", by=by, today=today)
    return refund


def _due(refund: Refund, today: date) -> tuple[Case, Refund]:
    """The case and the refund, locked, while it is still to be made."""
    case = Case.lock(refund.case_id)
    row = Refund.objects.select_for_update(of=("self",)).select_related("case", "by", "prepared_by").get(pk=refund.pk)
    if row.state == RefundState.PAID:
        who = row.by.display_name if row.by else "系统"
        raise ActionRefused(f"{who}已于 {day_words(row.paid_on or today, year=True)}登记退还，凭证号 {row.voucher}。")
    if row.state == RefundState.VOID:
        raise ActionRefused("这笔退费已经取消。")
    return case, row


@transaction.atomic
def prepare_refund(*, refund: Refund, by: By, today: date) -> Refund:
    """The first of two: what the books say goes back was compared with the paper, the payer and the account. Compared
    already by another: that one stays."""
    _, row = _due(refund, today)
    if row.prepared_by_id is None:
        _compared(row, by, today)
    return row


def _compared(row: Refund, by: By, today: date) -> None:
    """From now on it lies with the second of the two, who reads so."""
    row.prepared_by_id = by.user_id
    row.save(update_fields=["prepared_by"])
    open_todo(
        case=row.case,
        kind=TodoKind.REFUND_RELEASE,
        subject=f"refund:{row.pk}",
        words=f"退费 {yuan(row.amount)} 元已核对，请另一个人放款。",
        role=releases_in(row.case.court_id, today),
        by=by,
        today=today,
    )


@transaction.atomic
def make_refund(*, refund: Refund, voucher: str, by: By, today: date) -> Refund:
    """The second of two released the money, with the number of its voucher. Twice: refused, told when and by whom."""
    case, row = _due(refund, today)
    if row.prepared_by_id is None:
        raise ActionRefused("请先由一位财务人员核对登记，再由另一个人放款。")
    if row.prepared_by_id == by.user_id:
        raise ActionRefused("这笔退费是您核对登记的，请另一个人放款。")
    if not voucher.strip():
        raise ActionRefused("请填写退款凭证号。", field="voucher")
    move(row, RefundState.PAID, REFUND_MOVES)
    row.paid_on, row.voucher, row.by_id = today, voucher.strip()[:40], by.user_id
    row.save()
    enter(EntryKind.REFUND_PAID, case_id=case.pk, amount=row.amount, on=today, notice=row.notice, refund=row)
    close_deadlines(case=case, today=today, terms=["refund"], subject=f"refund:{row.pk}")
    finish_todo(case=case, kind=TodoKind.REFUND_RELEASE, subject=f"refund:{row.pk}", by=by, today=today)
    announce(case=case, event=Refunded(refund_id=row.pk, amount=row.amount, party_id=row.party_id), by=by)
    return row


@transaction.atomic
def take_back_failed(*, refund: Refund, words: str, by: By, today: date) -> Refund:
    """The bank sent the money back: it is owed again, with its days anew, and both people have to see to it again."""
    case = Case.lock(refund.case_id)
    row = Refund.objects.select_for_update(of=("self",)).select_related("notice").get(pk=refund.pk)
    if row.state != RefundState.PAID:
        raise ActionRefused("这笔退费没有放款，不用登记退回。")
    if not words.strip():
        raise ActionRefused("请写明银行为什么退回。", field="words")
    move(row, RefundState.DUE, REFUND_MOVES)
    row.words = f"银行退回（凭证号 {row.voucher}）：{words.strip()}"[:200]
    row.paid_on, row.voucher, row.by_id, row.prepared_by_id = None, "", None, None
    row.save()
    enter(EntryKind.REFUND_BOUNCED, case_id=case.pk, amount=row.amount, on=today, notice=row.notice, refund=row)
    set_deadline(case=case, term="refund", holder=Holder.FINANCE, by=by, start=today, subject=f"refund:{row.pk}")
    announce(case=case, event=RefundFailed(refund_id=row.pk, amount=row.amount, party_id=row.party_id), by=by)
    return row
