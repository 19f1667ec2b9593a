"""The notice to pay, its supplement, and what happens when nobody pays."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, finish_todo, one_by_one, open_todo
from common.cases.events import SYSTEM, By
from common.cases.models import Case
from common.cases.rules import NeedsPerson
from common.cases.states import ENDED, TodoKind
from common.law.tariff import TariffError
from common.law.transitions import move
from fees.charging import queries
from fees.charging.actions.claims import ask_more
from fees.charging.events import DeferralOver, Lapsed, NotDue, Noticed
from fees.money.actions.ledger import enter
from fees.money.actions.notices import wait_for_receipt
from fees.money.models import FeeNotice
from fees.money.queries import FEE_TERMS, payable_notice
from fees.money.states import NOTICE_MOVES, EntryKind, NotDueReason, NoticeKind, NoticeState
from fees.relief.actions import wait_until
from fees.relief.queries import granted, taken_off
from fees.relief.states import ReliefKind


@transaction.atomic
def open_fee(*, case: Case, by: By, today: date) -> FeeNotice:
    """The moment of the notice has come: work out what is prepaid and say so, once. Announces Noticed or NotDue.

    Relief granted before (办法48: asked for on filing) is already in the sum, and so is what the court still holds of a
    notice that an end had cancelled, where that end did not hold (解释330). NeedsPerson when the fee cannot be worked
    out (no sum in dispute) or nobody is there to pay it.
    """
    case = Case.lock(case.pk)
    had = case.fee_notices.filter(kind=NoticeKind.MAIN).exclude(state=NoticeState.CANCELLED).first()
    if had is not None:
        return had
    party = queries.payer_of(case)
    if party is None:
        raise NeedsPerson("本案没有可以通知交费的原告，请先核对当事人。")
    try:
        found = queries.due_now(case, today)
    except TariffError as error:
        raise NeedsPerson(f"案件受理费无法计算：{error}请核定标的额。") from error
    due = found.value
    notice = FeeNotice(
        case=case,
        party=party,
        amount=max(0, due.amount - _taken_over(case, today)),
        full=due.quote.full_fen,
        halved=due.quote.halved,
        procedure=case.procedure,
        quote=queries.quote_as_rows(due.quote, found),
        not_due=due.not_due or "",
        state=NoticeState.NOT_DUE if due.not_due else NoticeState.OPEN,
        issued_on=today,
    )
    why, off = (due.not_due, 0) if due.not_due else _earlier_relief(case, notice)
    notice.save()
    enter(EntryKind.CHARGE, case_id=case.pk, amount=notice.amount, on=today, notice=notice)
    enter(EntryKind.RELIEF, case_id=case.pk, amount=off, on=today, notice=notice)
    if why == NotDueReason.DEFERRED:
        later = next(row.until for row in granted(case) if row.kind_granted == ReliefKind.DEFER)
        wait_until(notice=notice, until=later, by=by, today=today)
    if why:
        announce(case=case, event=NotDue(reason=why.value, party_id=notice.party_id), by=by)
    else:
        wait_for_receipt(notice=notice, by=by)
        event = Noticed(notice_id=notice.pk, amount=notice.left, party_id=notice.party_id)
        announce(case=case, event=event, by=by)
    return notice


def _taken_over(case: Case, today: date) -> int:
    """Fen the court holds of notices that an end had cancelled: they are part of what is asked now, and relief is
    worked out anew on the rest."""
    held = 0
    for notice in queries.ended_with(case).select_for_update(of=("self",)):
        held += notice.money.applied
        off = notice.relieved
        for kind in (EntryKind.RELIEF_VOID, EntryKind.CANCEL):
            enter(kind, case_id=case.pk, amount=off, on=today, notice=notice)
    return held


@transaction.atomic
def ask_rest(*, case: Case, by: By, today: date) -> FeeNotice | None:
    """The fee of the suit stands, and its end had stopped asking for what was added to it (a conversion, more claims):
    tried after all, that is asked for again, less what is held of it (解释199, 330; 办法21, 22). None when nothing is
    missing."""
    case = Case.lock(case.pk)
    later = (NoticeKind.SUPPLEMENT, NoticeKind.INCREASE)
    last = queries.ended_with(case).filter(kind__in=later).order_by("-pk").first()
    if last is None:
        return None
    found = queries.due_now(case, today)
    standing = sum(queries.asked_for(case).order_by().values_list("amount", flat=True))
    missing = found.value.amount - standing - _taken_over(case, today)
    if missing <= 0:
        return None
    notice = FeeNotice(case=case, party=last.party, kind=last.kind, amount=0, state=NoticeState.OPEN)
    notice.full, notice.halved = found.value.quote.full_fen, found.value.quote.halved
    notice.procedure, notice.quote = case.procedure, queries.quote_as_rows(found.value.quote, found)
    ask_more(notice, missing, by, today)
    return notice


def _earlier_relief(case: Case, notice: FeeNotice) -> tuple[NotDueReason | None, int]:
    """Relief that was granted before the notice: the reason why nothing is asked now, if so, and what it takes off."""
    off = 0
    for relief in granted(case):
        if relief.kind_granted == ReliefKind.DEFER:
            move(notice, NoticeState.RELIEVED, NOTICE_MOVES)
            return NotDueReason.DEFERRED, off
        off = relief.granted = taken_off(relief, notice.amount)
        relief.save(update_fields=["granted"])
        if relief.kind_granted == ReliefKind.EXEMPT:
            move(notice, NoticeState.RELIEVED, NOTICE_MOVES)
            return NotDueReason.EXEMPT, off
    return None, off


@transaction.atomic
def notice_supplement(*, case: Case, by: By, today: date) -> FeeNotice | None:
    """Turned from the summary to the ordinary procedure: the half that was not asked is asked now (解释199), less the
    same part of it that relief took off the first.

    None when nothing is missing (nothing was prepaid, or the conversion changes no fee).
    """
    case = Case.lock(case.pk)
    had = case.fee_notices.filter(kind=NoticeKind.SUPPLEMENT).exclude(state=NoticeState.CANCELLED).first()
    if had is not None:
        return had
    main = case.fee_notices.filter(kind=NoticeKind.MAIN).exclude(state=NoticeState.CANCELLED).first()
    if main is None or not main.halved or main.state == NoticeState.NOT_DUE:
        return None
    found = queries.due_now(case, today)
    rows = queries.asked_for(case).order_by().values_list("amount", flat=True)
    missing = found.value.amount - sum(rows)
    if missing <= 0:
        return None
    notice = FeeNotice(case=case, party=main.party, kind=NoticeKind.SUPPLEMENT, amount=0, state=NoticeState.OPEN)
    notice.full = found.value.quote.full_fen
    notice.procedure, notice.quote = case.procedure, queries.quote_as_rows(found.value.quote, found)
    ask_more(notice, missing, by, today)
    return notice


@transaction.atomic
def lapse(*, case: Case, by: By, today: date) -> FeeNotice | None:
    """The fee term ran out. Lapsed only if nothing speaks against it (解释213): otherwise nothing happens and None.

    A lapse decides nothing: it puts a draft before a judge. A deferred fee that is not paid by its day only asks the
    finance office to look after it.
    """
    case = Case.lock(case.pk)
    _after_deferral(case, by, today)
    rows = FeeNotice.objects.select_for_update(of=("self",)).filter(case=case, state=NoticeState.OPEN)
    waiting = rows.exclude(kind=NoticeKind.FINAL).order_by("pk") if case.stage not in ENDED else ()
    notice = next((each for each in waiting if queries.lapse_finding(case, each, today).value), None)
    if notice is None:
        return None
    move(notice, NoticeState.LAPSED, NOTICE_MOVES)
    notice.save(update_fields=["state"])
    announce(case=case, event=Lapsed(notice_id=notice.pk), by=by)
    return notice


@transaction.atomic
def reopen(*, case: Case, deadline_id: int, today: date) -> None:
    """The term of a notice had not run out after all: what was taken for unpaid is open again, and should it run out,
    lapses anew (解释213; 民诉法85)."""
    case = Case.lock(case.pk)
    subject = case.deadlines.values_list("subject", flat=True).get(pk=deadline_id)
    for row in FeeNotice.objects.select_for_update(of=("self",)).filter(case=case, state=NoticeState.LAPSED):
        if subject in ("", f"notice:{row.pk}"):
            move(row, NoticeState.OPEN, NOTICE_MOVES)
            row.save(update_fields=["state"])
            if row.kind == NoticeKind.INCREASE:
                finish_todo(case=case, kind=TodoKind.INCREASE_UNPAID, by=SYSTEM, today=today)


def _after_deferral(case: Case, by: By, today: date) -> None:
    notice = payable_notice(case)
    if notice is None or notice.state != NoticeState.RELIEVED or not notice.left or case.stage in ENDED:
        return
    days = [row.until for row in granted(case) if row.kind_granted == ReliefKind.DEFER]
    if not any(day is not None and day < today for day in days):
        return
    words = "缓交期已满，案件受理费还没有交纳，请提醒当事人。"
    open_todo(case=case, kind=TodoKind.DEFERRED, words=words, by=by, today=today)
    announce(case=case, event=DeferralOver(notice_id=notice.pk, party_id=notice.party_id), by=by)


def sweep_overdue(*, today: date, by: By) -> int:
    """Notices whose term ran out while something spoke against a lapse (an order under way, a request since withdrawn):
    asked again, a transaction each. Returns how many lapsed."""
    rows = FeeNotice.objects.filter(
        state=NoticeState.OPEN, case__deadlines__term__in=FEE_TERMS, case__deadlines__state="lapsed"
    ).exclude(case__stage__in=ENDED)
    cases = list(rows.order_by("case_id").values_list("case_id", flat=True).distinct())

    def again(case_id: int) -> bool:
        return lapse(case=Case(pk=case_id), by=by, today=today) is not None

    return one_by_one("受理费逾期", zip(cases, cases, strict=True), again, today=today)
