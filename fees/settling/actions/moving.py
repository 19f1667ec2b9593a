"""Money of a settlement that goes back, and what is asked no more. Part of an action that holds the locks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from common.cases.actions import close_deadlines, finish_todo
from common.cases.events import SYSTEM, By
from common.cases.models import Case
from common.cases.states import TodoKind
from common.law.transitions import move
from fees.money.actions.ledger import enter
from fees.money.actions.refunds import owe_refund
from fees.money.models import Refund
from fees.money.states import NOTICE_MOVES, REFUND_MOVES, EntryKind, NoticeKind, NoticeState, RefundReason, RefundState
from fees.settling.models import Settlement


def ask_no_more(case: Case, which: Mapping[str, Any], today: date) -> None:
    """What is left of these notices is not asked any more. Paid in full, though nobody has reacted to the money yet, a
    notice is paid."""
    for notice in case.fee_notices.select_for_update(of=("self",)).filter(**which).order_by("pk"):
        left = notice.left
        paid = notice.money.applied and not left
        move(notice, NoticeState.PAID if paid else NoticeState.CANCELLED, NOTICE_MOVES)
        notice.ended_on = today
        notice.save(update_fields=["state", "ended_on"])
        enter(EntryKind.CANCEL, case_id=case.pk, amount=left, on=today, notice=notice)


def take_back(
    *,
    case: Case,
    amount: int,
    reason: RefundReason,
    settlement: Settlement,
    by: By,
    today: date,
    since: date | None,
    party_id: int | None = None,
) -> list[Refund]:
    """`amount` leaves the fee and is owed back the way it came: notice by notice, of none more than the fee took of it.
    What was paid under an end that fell goes first, then the oldest. Its days run from `since`, the day of effect (办法
    53第2款)."""
    made: list[Refund] = []
    notices = case.fee_notices.filter(party_id=party_id) if party_id else case.fee_notices.all()
    for notice in sorted(notices.order_by("pk"), key=lambda each: each.kind != NoticeKind.FINAL):
        part = min(amount, notice.money.applied)
        if not part:
            continue
        enter(EntryKind.CANCEL, case_id=case.pk, amount=part, on=today, notice=notice)
        made.append(
            owe_refund(
                case=case,
                party_id=notice.party_id,
                amount=part,
                reason=reason,
                by=by,
                today=today,
                notice=notice,
                settlement_id=settlement.pk,
                since=since,
            )
        )
        amount -= part
    return made


def move_back(*, case: Case, settlement: Settlement, today: date, reason: RefundReason | None = None) -> None:
    """The end of the case does not hold, or who bears it: refunds not made yet are void, who bore the fee is asked no
    more, and nobody has to choose. With a `reason` only refunds made for it."""
    refunds = settlement.refunds.select_for_update().filter(state=RefundState.DUE)
    for refund in (refunds.filter(reason=reason) if reason else refunds).order_by("pk"):
        move(refund, RefundState.VOID, REFUND_MOVES)
        refund.save(update_fields=["state"])
        notice = refund.notice
        enter(EntryKind.REFUND_VOID, case_id=case.pk, amount=refund.amount, on=today, notice=notice, refund=refund)
        enter(EntryKind.CHARGE, case_id=case.pk, amount=refund.amount, on=today, notice=notice)
        subject = f"refund:{refund.pk}"
        close_deadlines(case=case, today=today, terms=["refund"], subject=subject, met=False)
        finish_todo(case=case, kind=TodoKind.REFUND_RELEASE, subject=subject, by=SYSTEM, today=today)
    ask_no_more(case, {"kind": NoticeKind.FINAL, "state__in": [NoticeState.OPEN, NoticeState.LAPSED]}, today)
    close_deadlines(case=case, today=today, terms=["fee_choice", "fee_demand"], met=False)
    finish_todo(case=case, kind=TodoKind.FEE_UNPAID, by=SYSTEM, today=today)
