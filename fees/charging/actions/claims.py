"""The claims of a suit changed: more is asked for, or what was asked too much goes back (办法21, 35)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines, finish_todo, open_todo, record_facts
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import FactKey, TodoKind
from common.law.money import divide
from common.law.tariff import TariffError
from common.law.transitions import move
from fees.charging import queries
from fees.charging.events import Noticed, ReliefCovers
from fees.charging.queries import Basis
from fees.money.actions.ledger import ask_less, enter
from fees.money.actions.notices import paid_up, wait_for_receipt
from fees.money.actions.refunds import owe_refund
from fees.money.models import FeeNotice
from fees.money.queries import FEE_TERMS
from fees.money.states import NOTICE_MOVES, PAYABLE, EntryKind, NoticeKind, NoticeState, RefundReason
from fees.relief.actions import wait_until
from fees.relief.queries import granted, taken_off
from fees.relief.states import ReliefKind


@transaction.atomic
def follow_claims(
    *,
    case: Case,
    party_id: int,
    amount: int | None,
    claims: Sequence[tuple[str, int | None]],
    late: bool,
    unpaid: bool = False,
    by: By,
    today: date,
) -> None:
    """The party asks for another sum than before, `amount` and `claims` being what it was: the fee is worked out by the
    new one, in the procedure of today (halved stays halved), and the difference is asked for, or goes back (办法21).

    `late`: said after the investigation in court: the fee stays as it was, and its part is for the party to bear (办法
    21(2), 35). `unpaid`: what had been added is given up because nobody paid for it; ActionRefused where nothing was.
    Nothing was asked for yet: nothing follows.
    """
    case = Case.lock(case.pk)
    rows = list(queries.asked_for(case).select_for_update(of=("self",)).order_by("pk"))
    if unpaid and not any(_open_increase(row, party_id) and row.state == NoticeState.LAPSED for row in rows):
        raise ActionRefused("没有到期未交费的增加请求，请按提出的时间选择。", field="when")
    _keep_basis(case, party_id, Basis.of(amount, claims, party_id), late, today)
    if not rows:
        return
    try:
        found = queries.due_now(case, today)
    except TariffError as error:
        words = f"变更诉讼请求后，案件受理费无法计算：{error}"
        open_todo(case=case, kind=TodoKind.FEE_SETTLE, words=words, by=by, today=today)
        return
    more = found.value.amount - sum(row.amount for row in rows)
    if more > 0:
        notice = next((row for row in rows if _open_increase(row, party_id)), None)
        notice = notice or FeeNotice(
            case=case, party_id=party_id, kind=NoticeKind.INCREASE, amount=0, state=NoticeState.OPEN
        )
        notice.full, notice.halved = found.value.quote.full_fen, found.value.quote.halved
        notice.procedure, notice.quote = case.procedure, queries.quote_as_rows(found.value.quote, found)
        ask_more(notice, more, by, today)
    else:
        # What nobody has paid yet is asked no more before anything goes back; then the newest.
        for row in sorted(rows, key=lambda each: (not each.left, -each.pk)):
            more += _ask_less(row, min(-more, row.amount), by, today)


def _keep_basis(case: Case, party_id: int, before: Basis, late: bool, today: date) -> None:
    """By which sum the fee is worked out from now on, where that is not the one in dispute."""
    held = queries.held_basis(case)
    if late and held is None and before.more_than(case.amount):
        record_facts(case=case, facts={FactKey.FEE_BASIS: before.as_value()}, source="claims", today=today)
    elif held is not None and not held.more_than(case.amount):
        record_facts(case=case, facts={FactKey.FEE_BASIS: False}, source="claims", today=today)


def _open_increase(row: FeeNotice, party_id: int) -> bool:
    return row.kind == NoticeKind.INCREASE and row.party_id == party_id and row.state in PAYABLE


def ask_more(notice: FeeNotice, more: int, by: By, today: date) -> None:
    """`more` fen on this notice, less what relief takes off it; what is left has its days anew (办法22). Where relief
    leaves nothing to pay now, the party is told so. Part of an action that holds the locks."""
    off, until, deferred = 0, None, False
    for relief in granted(notice.case):
        if relief.kind_granted == ReliefKind.DEFER:
            until, deferred = relief.until, True
            continue
        part = taken_off(relief, more)
        relief.granted += part
        relief.save(update_fields=["granted"])
        off += part
    notice.amount, notice.issued_on = notice.amount + more, today
    notice.save()
    enter(EntryKind.CHARGE, case_id=notice.case_id, amount=more, on=today, notice=notice)
    enter(EntryKind.RELIEF, case_id=notice.case_id, amount=min(off, more), on=today, notice=notice)
    state = NoticeState.RELIEVED if deferred or not notice.left else NoticeState.OPEN
    if notice.state != state:
        move(notice, state, NOTICE_MOVES)
        notice.save(update_fields=["state"])
    finish_todo(case=notice.case, kind=TodoKind.INCREASE_UNPAID, by=by, today=today)
    if state == NoticeState.OPEN:
        _ask(notice, by)
        return
    if deferred:
        wait_until(notice=notice, until=until, by=by, today=today)
    covered = ReliefCovers(notice_id=notice.pk, amount=more, left=notice.left, until=until, party_id=notice.party_id)
    announce(case=notice.case, event=covered, by=by)


def _ask_less(notice: FeeNotice, less: int, by: By, today: date) -> int:
    """`less` fen less is asked of this notice, and relief is the same part of it as before; what was paid too much goes
    back (办法21(2)). Returns what it was."""
    if not less:
        return 0
    off = divide(notice.relieved * less, notice.amount)
    _, surplus = ask_less(EntryKind.CANCEL, notice=notice, amount=less, void=off, on=today)
    if notice.state in (NoticeState.OPEN, NoticeState.LAPSED):
        _still_asked(notice, by, today)
    if surplus:
        owe_refund(
            case=notice.case,
            party_id=notice.party_id,
            amount=surplus,
            reason=RefundReason.CLAIMS,
            by=by,
            today=today,
            notice=notice,
        )
    return less


def _still_asked(notice: FeeNotice, by: By, today: date) -> None:
    """What is left is asked for again, with its days; nothing left, the notice is done."""
    if notice.left:
        move(notice, NoticeState.OPEN, NOTICE_MOVES)
        notice.save(update_fields=["state"])
        _ask(notice, by)
    elif notice.received:
        paid_up(notice=notice, today=today)
    else:
        move(notice, NoticeState.CANCELLED, NOTICE_MOVES)
        notice.ended_on = today
        notice.save(update_fields=["state", "ended_on"])
        own = f"notice:{notice.pk}"
        close_deadlines(case=notice.case, today=today, terms=list(FEE_TERMS), subject=own, met=False)
    finish_todo(case=notice.case, kind=TodoKind.INCREASE_UNPAID, by=by, today=today)


def _ask(notice: FeeNotice, by: By) -> None:
    wait_for_receipt(notice=notice, by=by)
    announce(case=notice.case, event=Noticed(notice_id=notice.pk, amount=notice.left, party_id=notice.party_id), by=by)
