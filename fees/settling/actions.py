"""The final fee, and who bears it in the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import announce, close_deadlines, finish_todo, open_todo
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import TodoKind
from common.law.tariff import TariffError
from common.law.transitions import move
from fees.charging.events import Noticed
from fees.money.actions.ledger import enter
from fees.money.actions.refunds import owe_refund
from fees.money.models import FeeNotice, Refund
from fees.money.queries import FEE_TERMS, standings
from fees.money.states import NOTICE_MOVES, REFUND_MOVES, EntryKind, NoticeKind, NoticeState, RefundReason, RefundState
from fees.settling import queries
from fees.settling.events import Settled
from fees.settling.models import Settlement


@transaction.atomic
def settle(*, case: Case, way: str, by: By, today: date) -> Settlement:
    """The final fee by the way the case closed, halved once.

    What was paid too much is owed back; what is missing is put before the finance office: who bears it is for the
    judgment to say (办法29-31). Settled already: that settlement. Ways without a fee settle to nothing.
    """
    case = Case.lock(case.pk)
    had = queries.settlement_of(case)
    if had is not None:
        return had
    paid, relieved = queries.totals(case)
    note, articles, confirmed = "", [], True
    try:
        found = queries.final_of(case, way, today)
        final = found.value
        note, confirmed = found.note, found.confirmed
        articles = [article.cite for article in found.articles]
        fee, refund, due, words, relieved = final.fee, final.refund, final.due, final.words, final.relieved
    except TariffError as error:
        # A closing must not fail for want of a sum in dispute: what was paid stays, the finance office looks at it.
        fee, refund, due, words = paid + relieved, 0, 0, ((f"无法计算：{error}", None),)
        confirmed = False
        open_todo(case=case, kind=TodoKind.FEE_SETTLE, words=f"诉讼费用无法结算：{error}", by=by, today=today)
    row = Settlement.objects.create(
        case=case,
        way=way,
        final=fee,
        paid=paid,
        relieved=relieved,
        refund=refund,
        due=due,
        quote={
            "steps": [
                {
                    "text": text,
                    "short": article.short if article else "",
                    "cite": article.cite if article else "",
                }
                for text, article in words
            ],
            "note": note,
            "articles": articles,
            "confirmed": confirmed,
        },
        on=today,
    )
    _cancel_open(case, today)
    _take_back(case=case, amount=refund, reason=RefundReason.SETTLED, settlement=row, by=by, today=today)
    if due:
        open_todo(
            case=case,
            kind=TodoKind.APPORTION,
            words="结案后应补交案件受理费，请按法律文书确定的负担通知当事人",
            by=by,
            today=today,
        )
    announce(case=case, event=Settled(final=fee, refund=refund), by=by)
    return row


def _cancel_open(case: Case, today: date) -> None:
    """What nobody paid is not asked any more; the deferred or never prepaid fee lives on in the settlement."""
    waiting = [NoticeState.OPEN, NoticeState.LAPSED, NoticeState.RELIEVED, NoticeState.NOT_DUE]
    _ask_no_more(case, {"state__in": waiting}, today)
    close_deadlines(case=case, today=today, terms=list(FEE_TERMS), met=False)


def _ask_no_more(case: Case, which: Mapping[str, Any], today: date) -> None:
    """What is left of these notices is not asked any more. Paid in full, though nobody has reacted to the money yet, a
    notice is paid."""
    rows = list(case.fee_notices.select_for_update(of=("self",)).filter(**which).order_by("pk"))
    money = standings(rows)
    for notice in rows:
        left = notice.left
        paid = money[notice.pk].applied and not left
        move(notice, NoticeState.PAID if paid else NoticeState.CANCELLED, NOTICE_MOVES)
        notice.ended_on = today
        notice.save(update_fields=["state", "ended_on"])
        enter(EntryKind.CANCEL, case_id=case.pk, amount=left, on=today, notice=notice)


def _take_back(
    *,
    case: Case,
    amount: int,
    reason: RefundReason,
    settlement: Settlement,
    by: By,
    today: date,
    party_id: int | None = None,
) -> list[Refund]:
    """`amount` leaves the fee and is owed back the way it came: notice by notice, of none more than the fee took of it.
    What was paid under an end that fell goes first, then the oldest."""
    made: list[Refund] = []
    notices = case.fee_notices.filter(party_id=party_id) if party_id else case.fee_notices.all()
    money = standings(notices)
    for notice in sorted(notices.order_by("pk"), key=lambda each: each.kind != NoticeKind.FINAL):
        part = min(amount, money[notice.pk].applied)
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
            )
        )
        amount -= part
    return made


@transaction.atomic
def apportion(*, case: Case, shares: Mapping[int, int], by: By, today: date) -> list[FeeNotice | Refund]:
    """Who bears the final fee, as the paper says: party id -> fen, together exactly the final fee (办法29-31).

    A party that prepaid more than its share gets the rest back from the court; one that owes is asked for it, unless
    the winner bears it willingly, which is simply a larger share (解释207).
    """
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None:
        raise ActionRefused("案件结案后才能登记诉讼费用的负担。")
    if (
        Refund.objects.filter(settlement=row, reason=RefundReason.BURDEN).exists()
        or case.fee_notices.filter(kind=NoticeKind.FINAL).exclude(state=NoticeState.CANCELLED).exists()
    ):
        raise ActionRefused("诉讼费用的负担已经登记。")
    if sum(shares.values()) != row.final - min(row.relieved, row.final):
        raise ActionRefused("各方负担的金额之和应等于案件受理费。", field="shares")
    has = queries.borne(case)
    made: list[FeeNotice | Refund] = []
    for party in case.parties.filter(pk__in=[*shares, *has]).order_by("pk"):
        gap = shares.get(party.pk, 0) - has[party.pk]
        if gap < 0:
            # What goes back to one is asked of the other below: the books charge it once.
            made += _take_back(
                case=case,
                amount=-gap,
                reason=RefundReason.BURDEN,
                settlement=row,
                by=by,
                today=today,
                party_id=party.pk,
            )
        elif gap > 0:
            notice = FeeNotice.objects.create(
                case=case,
                party=party,
                kind=NoticeKind.FINAL,
                amount=gap,
                full=row.final,
                procedure=case.procedure,
                quote=row.quote,
                state=NoticeState.OPEN,
                issued_on=today,
            )
            enter(EntryKind.CHARGE, case_id=case.pk, amount=gap, on=today, notice=notice)
            announce(case=case, event=Noticed(notice_id=notice.pk, amount=gap), by=by)
            made.append(notice)
    finish_todo(case=case, kind=TodoKind.APPORTION, by=by, today=today)
    return made


@transaction.atomic
def unsettle(*, case: Case, by: By, today: date) -> bool:
    """The case goes on after all (民诉法102): the settlement no longer holds, refunds not yet made are void."""
    case = Case.lock(case.pk)
    row = queries.settlement_of(case)
    if row is None:
        return False
    row.undone_on = today
    row.save(update_fields=["undone_on"])
    for refund in row.refunds.select_for_update().filter(state=RefundState.DUE).order_by("pk"):
        move(refund, RefundState.VOID, REFUND_MOVES)
        refund.save(update_fields=["state"])
        notice = refund.notice
        enter(EntryKind.REFUND_VOID, case_id=case.pk, amount=refund.amount, on=today, notice=notice, refund=refund)
        enter(EntryKind.CHARGE, case_id=case.pk, amount=refund.amount, on=today, notice=notice)
    _ask_no_more(case, {"kind": NoticeKind.FINAL, "state": NoticeState.OPEN}, today)
    return True
