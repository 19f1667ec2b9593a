"""What the night does to deadlines: those that ran out lapse, and a changed calendar counts them again."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q

from common.cases.events import (
    By,
    DeadlineLapsed,
    DeadlineMoved,
    DeadlineReopened,
)
from common.cases.models import Case, Deadline
from common.cases.queries import end_found
from common.cases.states import DEADLINE_MOVES, ENDED, OF_COURT, DeadlineState, TodoKind
from common.courts.queries import calendar
from common.law import terms as law_terms
from common.law.articles import joined
from common.law.calendar import Calendar, without_doubt
from common.law.regimes import HISTORY_FROM
from common.law.transitions import move

from .announce import announce
from .batches import one_by_one
from .people import open_todo

_LOOKED_AT = timedelta(days=60)  # no holiday is announced later after the day itself


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
        found = end_found(row, received_on, row.start, days)
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
    end_found(row, case.received_on, row.start, days)  # raises for one that cannot be counted: somebody has to look
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
        day = end_found(row, received_on, row.start, days).value.day
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
        row.ended_on = row.told = row.dealt_on = row.again_on = row.expected_on = None
        row.late_reason = ""
    ends = ["ended_on", "told", "dealt_on", "again_on", "late_reason", "expected_on"]
    row.save(update_fields=["due", "state", *ends])
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
