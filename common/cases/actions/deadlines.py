"""Deadlines: computed once by a rule, kept with the article. Terms that run from receipt wait for service."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Case as If
from django.db.models import DateField, F, Q, QuerySet, Value, When

from common.cases.events import (
    By,
    DaysCountedAgain,
    DaysLeftOut,
    DeadlineLapsed,
    DeadlineMoved,
    DeadlineReopened,
    DeadlineSet,
    ForeignChanged,
    LapseDealt,
)
from common.cases.models import Case, Deadline, LeftOut, Party
from common.cases.models import Event as EventRow
from common.cases.queries import course_of, is_foreign, party_abroad
from common.cases.rules import FOLLOW_UP, ActionRefused, Awaited
from common.cases.states import DEADLINE_MOVES, ENDED, OF_COURT, DeadlineState, Holder, LeftOutGround, Stage, TodoKind
from common.courts.queries import calendar, parameter
from common.law import clock
from common.law import terms as law_terms
from common.law.abroad import Home
from common.law.articles import Finding, joined
from common.law.calendar import Calendar, add_months, without_doubt
from common.law.regimes import HISTORY_FROM
from common.law.terms import Due
from common.law.transitions import move

from .announce import announce
from .batches import one_by_one
from .opening import record_home_facts
from .people import open_todo

_LOOKED_AT = timedelta(days=60)  # no holiday is announced later after the day itself


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
        _fix(row, case, start)
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


def _fix(row: Deadline, case: Case, start: date) -> None:
    found = _found(row, case.received_on, start, calendar())
    row.start, row.due = start, found.value.day
    if found.note not in row.note:
        row.note = joined(row.note, found.note)[:200]
    row.confirmed = row.confirmed and found.confirmed
    row.articles = list(dict.fromkeys([*(article.cite for article in found.articles), *row.articles]))
    move(row, DeadlineState.OPEN, DEADLINE_MOVES)
    row.ended_on = None
    # It runs: nobody has to follow it up, and its marks are days of this end.
    row.dealt_on = row.again_on = row.told = None


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
            _fix(row, case, row.start)
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
def leave_out(*, case: Case, ground: LeftOutGround, first: date, last: date, by: By, today: date) -> LeftOut:
    """Days that do not count in the trial term (解释243; 审限规定9): its end moves by as many. Recorded again from the
    same day, the last day is the new one: what is still going on is recorded up to today, and again when it is over.
    A term that had run out runs again while the longer one does, and the head of division has a to-do to look at it."""
    case = Case.lock(case.pk)
    if last < first:
        raise ActionRefused("最后一天不能早于第一天。", field="last")
    if case.registered_on is None or first <= case.registered_on:
        raise ActionRefused("不计入的期间应在立案之后。", field="first")
    if first > today:
        raise ActionRefused("第一天不能晚于今天。", field="first")
    if last > today:
        raise ActionRefused("最后一天不能晚于今天。还没结束的，先登记到今天，结束后再登记一次。", field="last")
    if ground is LeftOutGround.POSTPONED and last > add_months(first, 1):
        raise ActionRefused("延期审理的期间太长，不能全部不计入审限，请核对。", field="last")
    row = record_left_out(case=case, ground=ground, first=first, last=last, by=by, today=today)
    announce(case=case, event=DaysLeftOut(left_out_id=row.pk, ground=ground, first=first, last=last), by=by)
    return row


def record_left_out(*, case: Case, ground: LeftOutGround, first: date, last: date, by: By, today: date) -> LeftOut:
    """Write the days down and count the terms that know them again. The caller holds the lock and announces."""
    row, _ = LeftOut.objects.update_or_create(
        case=case,
        ground=ground,
        first=first,
        removed_on=None,
        defaults={"last": last, "recorded_by_id": by.user_id, "recorded_on": today},
    )
    _count_outside(case, by, today)
    return row


@transaction.atomic
def count_again(*, left_out: LeftOut, words: str, by: By, today: date) -> LeftOut:
    """Days that were left out by mistake, or too many of them, count again, and the trial term ends as much sooner.
    `words`: why. The row stays readable; what was right of it is recorded anew. Taken back twice, the first stays."""
    case = Case.lock(left_out.case_id)
    row = LeftOut.objects.select_for_update(of=("self",)).get(pk=left_out.pk)
    if row.removed_on is not None:
        return row
    take_left_out_back(case=case, row=row, words=words, by=by, today=today)
    event = DaysCountedAgain(left_out_id=row.pk, ground=row.ground, first=row.first, last=row.last)
    announce(case=case, event=event, by=by)
    return row


def take_left_out_back(*, case: Case, row: LeftOut, words: str, by: By, today: date) -> None:
    """Write down why these days count after all, and count the terms again. The caller holds the locks, and announces
    it."""
    if not words.strip():
        raise ActionRefused("请写明更正的理由。", field="words")
    row.removed_on, row.removed_by_id, row.removed_words = today, by.user_id, words.strip()[:200]
    row.save(update_fields=["removed_on", "removed_by", "removed_words"])
    _count_outside(case, by, today)


def _count_outside(case: Case, by: By, today: date) -> None:
    """The terms that know days left out, by the days that are left out now. Inside the caller's transaction."""
    rows = Deadline.objects.select_for_update().filter(case=case, start__isnull=False)
    for each in rows.filter(state__in=[DeadlineState.OPEN, DeadlineState.LAPSED]).order_by("pk"):
        if each.start is None or not law_terms.term(each.term, case.received_on, each.start).outside:
            continue
        was, due = each.state, each.due
        _fix(each, case, each.start)
        if each.due == due:
            continue
        if was == DeadlineState.LAPSED and each.due is not None and each.due < today:
            Deadline.objects.filter(pk=each.pk).update(due=each.due)  # over all the same, only on another day
            continue
        each.save()
        if was == DeadlineState.LAPSED:
            words = f"{each.name}原已过期，登记不计入的期间后重新计算，请核对。"
            subject = f"deadline:{each.pk}"
            open_todo(case=case, kind=TodoKind.REOPENED, subject=subject, words=words, by=by, today=today)
        announce(case=case, event=DeadlineSet(deadline_id=each.pk, term=each.term, due=each.due), by=by)


def _found(row: Deadline, received_on: date, start: date, days: Calendar) -> Finding[Due]:
    return law_terms.deadline(row.term, start, days, row.amount, on=received_on, course=course_of(row.case, row))


@transaction.atomic
def start_deadlines(*, case: Case, awaits: Awaited, start: date, by: By) -> list[Deadline]:
    """Service is recorded: every deadline that waited for it gets its due day."""
    case = Case.lock(case.pk)
    started = []
    waiting = Deadline.objects.select_for_update().filter(case=case, awaits=awaits.key, state=DeadlineState.WAITING)
    for row in waiting.order_by("pk"):
        _fix(row, case, start)
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
def deal_with(*, deadline: Deadline, words: str, by: By, today: date) -> Deadline:
    """Somebody of the court says what was done about a term that ran out. Said twice, the first stays.

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
    row.dealt_on, row.dealt_by_id, row.dealt_words = today, by.user_id, words.strip()[:200]
    if Stage(case.stage) not in ENDED:
        row.again_on = today + timedelta(days=parameter(FOLLOW_UP, today).number)
    row.save(update_fields=["dealt_on", "dealt_by", "dealt_words", "again_on"])
    announce(case=case, event=LapseDealt(deadline_id=row.pk, term=row.term), by=by)
    return row


def done_late(*, case: Case, terms: list[str]) -> int:
    """What these terms ask was done, too late: those of which somebody has said what was done are asked about no more.
    Returns how many."""
    rows = Deadline.objects.filter(case=case, term__in=terms, state=DeadlineState.LAPSED, again_on__isnull=False)
    return rows.update(again_on=None, dealt_by=None)


def look_again(*, today: date) -> int:
    """Terms that were dealt with by words and whose act was not done since are on the list again, the last words beside
    them. Returns how many. One statement."""
    rows = Deadline.objects.filter(state=DeadlineState.LAPSED, again_on__lte=today)
    return rows.exclude(case__stage__in=[each.value for each in ENDED]).update(dealt_on=None, again_on=None)


def recount_open(*, today: date, by: By) -> int:
    """The calendar may have changed: every open deadline is computed again by its rule. Returns how many changed.

    A new day is announced. One that would already have passed is not held against anybody: the day that was told stays.
    """
    days = calendar()
    rows = Deadline.objects.filter(state=DeadlineState.OPEN).select_related("case").order_by("pk")
    facts = ("term", "start", "due", "amount", "left_out", "no_domicile", "note", "confirmed", "case__received_on")
    changed = [
        (row.pk, row.case_id)
        for row in rows.only(*facts).iterator(chunk_size=2000)
        if _recounted(row, row.case.received_on, days, today) != (row.due, row.note, row.confirmed)
    ]
    return one_by_one("日历变动", changed, partial(_recount, days=days, today=today, by=by), today=today)


def _recounted(row: Deadline, received_on: date, days: Calendar, today: date) -> tuple[date | None, str, bool] | None:
    """The day, the note and whether both are certain, by this calendar; None for one that cannot be counted."""
    if row.start is None or row.due is None:
        return None
    try:
        found = _found(row, received_on, row.start, days)
    except (law_terms.TermError, ValueError):
        return None
    day = found.value.day
    if day is not None and day != row.due and day < today:
        day = row.due
    note = joined(*without_doubt(row.note).split("；"), *found.note.split("；"))[:200]
    return day, note, found.confirmed and received_on >= HISTORY_FROM


@transaction.atomic
def _recount(pk: int, *, days: Calendar, today: date, by: By) -> bool:
    case = Case.lock(Deadline.objects.values_list("case_id", flat=True).get(pk=pk))
    row = Deadline.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.state != DeadlineState.OPEN or row.start is None or row.due is None:
        return False
    _found(row, case.received_on, row.start, days)  # raises for one that cannot be counted: somebody has to look
    found = _recounted(row, case.received_on, days, today)
    if found is None or found[0] is None or found == (row.due, row.note, row.confirmed):
        return False
    former = row.due
    row.due, row.note, row.confirmed = found
    if row.due == former:
        row.save(update_fields=["note", "confirmed"])
        return True
    row.told = None  # its marks are days of the new end
    row.save(update_fields=["due", "note", "confirmed", "told"])
    announce(case=case, event=DeadlineMoved(deadline_id=pk, term=row.term, frm=former, due=found[0]), by=by)
    return True


def recount_lapsed(*, today: date, by: By) -> int:
    """The same of terms that ran out: a day that turns out to have been a holiday ended nothing (民诉法85). Returns how
    many end later by their rule than was held against them. Of the last weeks; not what the court was late with and has
    done in a case that is over; but what its lapse itself has ended that day."""
    days = calendar()
    rows = Deadline.objects.filter(state=DeadlineState.LAPSED, ended_on__gte=today - _LOOKED_AT)
    over = Q(holder__in=OF_COURT, dealt_on__gt=F("ended_on"), case__stage__in=[stage.value for stage in ENDED])
    rows = rows.exclude(over).select_related("case").order_by("pk")
    changed = [
        (row.pk, row.case_id) for row in rows.iterator(chunk_size=2000) if _ends_later(row, row.case.received_on, days)
    ]
    return one_by_one("日历变动后的过期期限", changed, partial(_reopen, days=days, today=today, by=by), today=today)


def _ends_later(row: Deadline, received_on: date, days: Calendar) -> date | None:
    """The last day by this calendar, where it lies after the one that was kept."""
    if row.start is None or row.due is None:
        return None
    try:
        day = _found(row, received_on, row.start, days).value.day
    except (law_terms.TermError, ValueError):
        return None
    return day if day is not None and day > row.due else None


@transaction.atomic
def _reopen(pk: int, *, days: Calendar, today: date, by: By) -> bool:
    case = Case.lock(Deadline.objects.values_list("case_id", flat=True).get(pk=pk))
    row = Deadline.objects.select_for_update(of=("self",)).get(pk=pk)
    day = _ends_later(row, case.received_on, days)
    if row.state != DeadlineState.LAPSED or row.due is None or day is None:
        return False
    former = row.due
    again = Deadline.objects.filter(
        case=case, term=row.term, subject=row.subject, state__in=(DeadlineState.OPEN, DeadlineState.WAITING)
    )
    undone = row.dealt_on is None or row.again_on is not None
    runs = day >= today and undone and not again.exists()
    row.due = day
    if runs:
        move(row, DeadlineState.OPEN, DEADLINE_MOVES)
        row.ended_on = row.told = row.dealt_on = row.again_on = None
    row.save(update_fields=["due", "state", "ended_on", "told", "dealt_on", "again_on"])
    words = f"{row.name}的最后一天因放假改为 {day}，此前按 {former} 作了过期处理，请核对由此办理的事项。"
    open_todo(case=case, kind=TodoKind.REOPENED, subject=f"deadline:{pk}", words=words, by=by, today=today)
    event = DeadlineReopened(deadline_id=pk, term=row.term, frm=former, due=day, runs=runs)
    announce(case=case, event=event, by=by)
    return True


def sweep_lapsed(*, today: date, by: By) -> int:
    """Announce every open deadline whose last day has passed, each once, a transaction a row. Returns how many."""
    due = Deadline.objects.filter(state=DeadlineState.OPEN, due__lt=today).order_by("due", "id")
    rows = list(due.values_list("pk", "case_id"))
    return one_by_one("期限届满", rows, partial(_lapse, today=today, by=by), today=today)


@transaction.atomic
def _lapse(pk: int, *, today: date, by: By) -> bool:
    case = Case.lock(Deadline.objects.values_list("case_id", flat=True).get(pk=pk))
    taken = Deadline.objects.filter(pk=pk, state=DeadlineState.OPEN, due__lt=today).update(
        state=DeadlineState.LAPSED, ended_on=today
    )
    if taken:
        row = Deadline.objects.get(pk=pk)
        announce(case=case, event=DeadlineLapsed(deadline_id=pk, term=row.term, subject=row.subject), by=by)
    return bool(taken)
