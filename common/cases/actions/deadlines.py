"""Deadlines: computed once by a rule, kept with the article. Terms that run from receipt wait for service."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case as If
from django.db.models import DateField, F, Q, QuerySet, Value, When

from common.cases.events import (
    By,
    DeadlineLapsed,
    DeadlineSet,
    ForeignChanged,
    LapseDealt,
)
from common.cases.models import Case, Deadline, Party
from common.cases.models import Event as EventRow
from common.cases.queries import end_found, is_foreign, party_abroad
from common.cases.rules import FOLLOW_UP, ActionRefused, Awaited
from common.cases.states import DEADLINE_MOVES, ENDED, OF_COURT, DeadlineState, Holder, LateReason, Stage
from common.courts.queries import calendar, parameter
from common.law import clock
from common.law import terms as law_terms
from common.law.abroad import Home
from common.law.articles import Finding, joined
from common.law.transitions import move

from .announce import announce
from .opening import record_home_facts


@transaction.atomic
def set_deadline(
    *,
    case: Case,
    term: str,
    holder: Holder,
    by: By,
    start: date | None = None,
    awaits: Awaited | None = None,
    party_id: int | None = None,
    subject: str = "",
    source: EventRow | None = None,
    amount: int | None = None,
    left_out: int = 0,
    noted: Finding[Any] | None = None,
) -> Deadline:
    """Set the deadline of `term` (key of common.law.terms); `party_id`: which party has it.

    Either `start` (the day that is not counted, 民诉法85) or `awaits` (the service whose receipt starts it). `amount`
    replaces the term's length where the court fixes it (补正) or the parties agree on it (extension); `left_out` days
    are not counted (解释243). The law is asked by the day the case was received: an old case keeps the old term. A
    deadline of the same term and subject that is still open is replaced. A party without domicile in China has its own
    length where the term knows one (民诉法285, 286).
    `noted`: what is to be said of this one (whose it is, why it starts on another day); its note and articles are kept
    with those of the term.
    """
    if (start is None) == (awaits is None):
        raise ValueError("a deadline runs either from a day or from a receipt")
    case = Case.lock(case.pk)
    _end(Deadline.objects.filter(case=case, term=term, subject=subject), DeadlineState.VOID, on=None)
    rule = law_terms.term(term, case.received_on, start)
    abroad = Finding(False)
    if party_id is not None and rule.abroad is not None and amount is None:
        abroad = party_abroad(Party.objects.select_related("case").get(pk=party_id))
    row = Deadline(
        case=case,
        event=source,
        term=term,
        name=rule.name,
        subject=subject,
        holder=holder,
        party_id=party_id,
        awaits=awaits.key if awaits else "",
        amount=amount,
        left_out=left_out,
        no_domicile=abroad.value,
        articles=[article.cite for article in rule.articles],
        confirmed=rule.confirmed,
        state=DeadlineState.WAITING,
    )
    if start is not None:
        fix_end(row, case, start)
    for more in (abroad, noted):
        if more is not None:
            row.note = joined(row.note, more.note)[:200]
            row.articles = list(dict.fromkeys([*row.articles, *(article.cite for article in more.articles)]))
            row.confirmed = row.confirmed and more.confirmed
    _doubt(row, case)
    row.save()
    announce(case=case, event=DeadlineSet(deadline_id=row.pk, term=term, due=row.due), by=by)
    return row


def _doubt(row: Deadline, case: Case) -> None:
    """A case of a time whose texts are not held here: its terms are shown, and said not to be certain."""
    if case.law_note and case.law_note not in row.note:
        row.note, row.confirmed = joined(case.law_note, row.note)[:200], False


def fix_end(row: Deadline, case: Case, start: date) -> None:
    """It runs from this day: its end, its note and its articles by the rule. Not saved here."""
    found = end_found(row, case.received_on, start, calendar())
    row.start, row.due = start, found.value.day
    if found.note not in row.note:
        row.note = joined(row.note, found.note)[:200]
    row.confirmed = row.confirmed and found.confirmed
    row.articles = list(dict.fromkeys([*(article.cite for article in found.articles), *row.articles]))
    move(row, DeadlineState.OPEN, DEADLINE_MOVES)
    row.ended_on = None
    # It runs: nobody has to follow it up, or to say why it is late, and its marks are days of this end.
    row.dealt_on = row.again_on = row.told = row.expected_on = None
    row.late_reason = ""


@transaction.atomic
def move_home(*, party: Party, home: Home, by: By, today: date) -> list[Deadline]:
    """It became known where the party has its domicile: its running terms have the length that is theirs (民诉法285,
    286), and one that ran out by the shorter length runs again while the longer one does. Whether the case is
    foreign-related follows from all parties and what was said; where that changes, it is announced. Returns the terms
    that changed."""
    case = Case.lock(party.case_id)
    before = is_foreign(case).value
    party.home = home
    party.save(update_fields=["home"])
    record_home_facts(case=case, today=today)
    found = party_abroad(party)
    changed = []
    states = (DeadlineState.WAITING, DeadlineState.OPEN, DeadlineState.LAPSED)
    rows = Deadline.objects.select_for_update().filter(case=case, party=party, amount=None, state__in=states)
    for row in rows.exclude(no_domicile=found.value).order_by("pk"):
        rule = law_terms.term(row.term, case.received_on, row.start)
        if rule.abroad is None:
            continue
        was = row.state
        row.no_domicile, row.note, row.confirmed = found.value, found.note, rule.confirmed and found.confirmed
        row.articles = [article.cite for article in (*rule.articles, *found.articles)]
        if row.start is not None:
            fix_end(row, case, row.start)
        if was == DeadlineState.LAPSED and row.due is not None and row.due < today:
            continue
        row.ended_on = None
        _doubt(row, case)
        row.save()
        changed.append(row)
        announce(case=case, event=DeadlineSet(deadline_id=row.pk, term=row.term, due=row.due), by=by)
    if is_foreign(case).value != before:
        announce(case=case, event=ForeignChanged(party_id=party.pk, home=home.value), by=by)
    return changed


@transaction.atomic
def start_deadlines(*, case: Case, awaits: Awaited, start: date, by: By) -> list[Deadline]:
    """Service is recorded: every deadline that waited for it gets its due day."""
    case = Case.lock(case.pk)
    started = []
    waiting = Deadline.objects.select_for_update().filter(case=case, awaits=awaits.key, state=DeadlineState.WAITING)
    for row in waiting.order_by("pk"):
        fix_end(row, case, start)
        _doubt(row, case)
        row.save()
        started.append(row)
        announce(case=case, event=DeadlineSet(deadline_id=row.pk, term=row.term, due=row.due), by=by)
    return started


@transaction.atomic
def await_again(*, case: Case, awaits: Awaited, by: By, lapsed: bool = True) -> list[Deadline]:
    """The receipt that started these counts no more: each waits for the next one, where it was worth nothing from the
    start also one that ran out (`lapsed`); of a case that is over only what began with its end. What was done in the
    meantime stays done. Not `revive_deadlines`: there the receipt stands, and what had ended the term is gone."""
    case = Case.lock(case.pk)
    states = [DeadlineState.OPEN, DeadlineState.LAPSED] if lapsed else [DeadlineState.OPEN]
    rows = Deadline.objects.filter(case=case, awaits=awaits.key, state__in=states)
    if case.closed_on is not None:
        rows = rows.filter(start__gte=case.closed_on)
    return [
        set_deadline(
            case=case,
            term=row.term,
            holder=Holder(row.holder),
            by=by,
            awaits=awaits,
            party_id=row.party_id,
            subject=row.subject,
            source=row.event,
            amount=row.amount,
            left_out=row.left_out,
        )
        for row in rows.select_related("event").order_by("pk")
    ]


@transaction.atomic
def close_deadlines(
    *,
    case: Case,
    today: date,
    terms: list[str] | None = None,
    but: Collection[str] = (),
    subject: str | None = None,
    met: bool = True,
) -> int:
    """Mark open and waiting deadlines as met (or void, when they no longer matter). Returns how many rows changed.

    Without `terms` all of the case's are closed, `but` these. One that already lapsed stays so: it was missed; but now
    it has been dealt with.
    """
    rows = Deadline.objects.filter(case=case).exclude(term__in=but)
    if terms is not None:
        rows = rows.filter(term__in=terms)
    if subject is not None:
        rows = rows.filter(subject=subject)
    return _end(rows, DeadlineState.MET if met else DeadlineState.VOID, on=today)


@transaction.atomic
def hand_deadlines(*, case: Case, terms: list[str], holder: Holder) -> int:
    """Those of these terms that run, or were missed and wait for somebody, are this one's to keep from now on. Returns
    how many changed."""
    case = Case.lock(case.pk)
    runs = Q(state__in=[DeadlineState.OPEN, DeadlineState.WAITING])
    late = Q(state=DeadlineState.LAPSED, dealt_on__isnull=True) | Q(again_on__isnull=False)
    return Deadline.objects.filter(runs | late, case=case, term__in=terms).exclude(holder=holder).update(holder=holder)


@transaction.atomic
def keep_deadlines(*, case: Case, terms: list[str], on: date, subject: str | None = None) -> int:
    """What these terms ask was done on `on`, whenever that is written down: those that still ran on that day are met,
    also one that was taken for missed in the meantime; one that was missed has been dealt with. Of one `subject` only.
    Returns how many."""
    rows = Deadline.objects.filter(case=case, term__in=terms)
    rows = rows if subject is None else rows.filter(subject=subject)
    in_time = rows.filter(state__in=(DeadlineState.OPEN, DeadlineState.LAPSED), due__gte=on)
    kept = in_time.update(state=DeadlineState.MET, ended_on=on, dealt_on=None, again_on=None)
    # What was done too late was missed, but it has been done, whatever was said of it: nobody is chased any more.
    open_ = Q(dealt_on=None) | Q(again_on__isnull=False) | Q(dealt_by__isnull=False)
    late = rows.filter(open_, state=DeadlineState.LAPSED, due__lt=on)
    return kept + late.update(dealt_on=on, again_on=None, dealt_by=None)


@transaction.atomic
def revive_deadlines(*, case: Case, ended: Collection[int], by: By) -> list[Deadline]:
    """What `ended` these terms had not come about: they stand again as they were, waiting, running, or missed and to be
    dealt with. One that was set anew since is that one. Returns them."""
    case = Case.lock(case.pk)
    rows = Deadline.objects.select_for_update(of=("self",)).filter(case=case)
    live = set(rows.filter(state__in=["open", "waiting"]).values_list("term", "subject"))
    over = Q(state=DeadlineState.VOID) | Q(state=DeadlineState.LAPSED, dealt_by=None)
    found = []
    for row in rows.filter(over, pk__in=ended).order_by("-pk"):
        if (row.term, row.subject) in live:
            continue
        live.add((row.term, row.subject))
        row.dealt_on = None
        if row.state == DeadlineState.VOID:
            move(row, DeadlineState.OPEN if row.due else DeadlineState.WAITING, DEADLINE_MOVES)
            row.ended_on = None
        row.save(update_fields=["state", "ended_on", "dealt_on"])
        found.append(row)
        announce(case=case, event=DeadlineSet(deadline_id=row.pk, term=row.term, due=row.due), by=by)
    return found


@transaction.atomic
def ask_again(*, case: Case, terms: Collection[str], subject: str, by: By) -> list[Deadline]:
    """What these terms ask of one `subject` was written down as done, and was not: the newest of them runs again. One
    whose day has passed lapses tonight. Returns them."""
    case = Case.lock(case.pk)
    rows = Deadline.objects.select_for_update(of=("self",)).filter(case=case, term__in=terms, subject=subject)
    row = rows.filter(state=DeadlineState.MET, due__isnull=False).order_by("-pk").first()
    if row is None:
        return []
    move(row, DeadlineState.OPEN, DEADLINE_MOVES)
    row.ended_on = row.told = None
    row.save(update_fields=["state", "ended_on", "told"])
    announce(case=case, event=DeadlineSet(deadline_id=row.pk, term=row.term, due=row.due), by=by)
    return [row]


@transaction.atomic
def unkeep_deadlines(*, case: Case, terms: list[str], on: date, by: By) -> int:
    """What these terms ask turned out to have been done on `on` only: those that had ended before it were missed, and
    somebody looks at them. Returns how many."""
    case = Case.lock(case.pk)
    rows = Deadline.objects.select_for_update().filter(case=case, term__in=terms, state=DeadlineState.MET, due__lt=on)
    found = list(rows.order_by("pk"))
    for row in found:
        move(row, DeadlineState.LAPSED, DEADLINE_MOVES)
        row.ended_on = on
        row.save(update_fields=["state", "ended_on"])
        announce(case=case, event=DeadlineLapsed(deadline_id=row.pk, term=row.term, subject=row.subject), by=by)
    return len(found)


def _if(condition: Q, then: Value, otherwise: str) -> If:
    return If(When(condition, then=then), default=F(otherwise))


def _end(rows: QuerySet[Deadline], state: DeadlineState, on: date | None) -> int:
    """What runs is over; what lapsed and was followed up until now needs nobody any more, also where words had put it
    off: it has been done, or, void, is waited for no more, so that nobody hears that it is. One statement."""
    runs, lapsed = Q(state__in=["open", "waiting"]), Q(state=DeadlineState.LAPSED, dealt_on__isnull=True)
    put_off = Q(state=DeadlineState.LAPSED, again_on__isnull=False)
    return rows.filter(runs | lapsed | put_off).update(
        again_on=None,
        ended_on=_if(runs, Value(on, DateField()), "ended_on"),
        dealt_on=_if(lapsed, Value(on or clock.today(), DateField()), "dealt_on"),
        dealt_by=None,
        **({"told": None} if state == DeadlineState.VOID else {}),
        state=_if(runs, Value(state.value), "state"),
    )


@transaction.atomic
def deal_with(
    *, deadline: Deadline, words: str, by: By, today: date, reason: str = "", expected_on: date | None = None
) -> Deadline:
    """Somebody of the court says what was done about a term that ran out. Said twice, the first stays.

    Where a party waits for it, that party reads why it is late (`reason`, of LateReason) and on which day it is
    expected (`expected_on`), where a day can be said; never `words`.

    Words are no act: until the act is done that ends the term, or the case ends, it is on the list again after
    `FOLLOW_UP` days, and the head of division's as well (`look_again`)."""
    case = Case.lock(deadline.case_id)
    row = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    if row.state != DeadlineState.LAPSED or row.holder not in OF_COURT:
        raise ActionRefused("这个期限没有过期，不用登记处理情况。")
    if row.dealt_on is not None:
        return row
    if not words.strip():
        raise ActionRefused("请写明这件事怎么处理的。", field="words")
    if row.term in law_terms.LATE and reason not in {each.value for each in LateReason}:
        raise ActionRefused("当事人在等这件事，请选一个原因。", field="reason")
    if expected_on is not None and expected_on < today:
        raise ActionRefused("预计的日子已经过了，请填今天或者以后的日子。", field="expected_on")
    row.dealt_on, row.dealt_by_id, row.dealt_words = today, by.user_id, words.strip()[:200]
    row.late_reason, row.expected_on = reason, expected_on
    if Stage(case.stage) not in ENDED:
        row.again_on = today + timedelta(days=parameter(FOLLOW_UP, today).number)
    row.save(update_fields=["dealt_on", "dealt_by", "dealt_words", "late_reason", "expected_on", "again_on"])
    announce(case=case, event=LapseDealt(deadline_id=row.pk, term=row.term, reason=reason), by=by)
    return row


def done_late(*, case: Case, terms: list[str]) -> int:
    """What these terms ask was done, too late: those of which somebody has said what was done are asked about no more.
    Returns how many."""
    rows = Deadline.objects.filter(case=case, term__in=terms, state=DeadlineState.LAPSED, again_on__isnull=False)
    return rows.update(again_on=None, dealt_by=None)
