"""What a seat given by the court or the list rests on: a row that admits somebody opens nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from common.cases.models import Case, Deadline, Participation, Todo
from common.cases.states import ENDED, OF_COURT, Capacity, DeadlineState
from common.fields.conditions import built_once
from common.people.access import is_proved, memberships_of
from common.people.models import Anyone

_RUNS = (DeadlineState.OPEN, DeadlineState.WAITING)


def by_post(user: Anyone, today: date) -> Q:
    """The condition for seats of this person as one of the court that still rest on something: a post of that very
    capacity, in a case that is not over (`_unfinished`). Posts stay shut until the second factor is there."""
    condition = Q(pk__in=[])
    held: dict[str, set[int]] = {}
    for post in memberships_of(user, today):
        held.setdefault(post.role, set()).add(post.court_id)
    for role, courts in sorted(held.items()):
        condition |= Q(capacity=role, case__court__in=sorted(courts))
    return condition & _unfinished(today, settings.SEAT_KEPT_DAYS) if held else condition


def by_roster(user: Anyone, today: date) -> Q:
    """The condition for seats of this person as a mediator: what `mediating` asks, once the second factor is there."""
    return Q(mediating(today), capacity=Capacity.MEDIATOR) if is_proved(user, today) else Q(pk__in=[])


def mediating(today: date) -> Q:
    """The condition for seats of mediators who mediate, are asked to, or have yet to sign, and stand on the roster."""
    ask: Callable[[date], Q] = import_string(settings.MEDIATING)
    return ask(today)


@built_once
def _unfinished(today: date, kept: int) -> Q:
    """The condition for seats in a case that goes on, ended lately, or in which something is still to be done: whoever
    tried it closes its file, serves its paper, hears of an appeal; who comes back years later has no case any more."""
    terms = Deadline.objects.filter(case=OuterRef("case"), state__in=_RUNS)
    late = Deadline.objects.filter(
        case=OuterRef("case"), state=DeadlineState.LAPSED, dealt_on__isnull=True, holder__in=OF_COURT
    )
    todos = Todo.objects.filter(case=OuterRef("case"), done_on__isnull=True)
    lately = Q(case__closed_on__gte=today - timedelta(days=kept))
    return ~Q(case__stage__in=ENDED) | lately | Q(Exists(terms)) | Q(Exists(late)) | Q(Exists(todos))


def rests(row: Participation, case: Case, user: Anyone, today: date) -> bool:
    """Whether this seat in the case at hand rests on something today: `by_post` or `by_roster`, of one row. A query for
    a mediator, and for who sits in a case that ended long ago; the answer is kept with the row."""
    kept: bool | None = row.__dict__.get("_rests")
    if kept is None:
        kept = row.__dict__["_rests"] = _rests(row, case, user, today)
    return kept


def _rests(row: Participation, case: Case, user: Anyone, today: date) -> bool:
    mine: QuerySet[Participation] = Participation.objects.filter(pk=row.pk)
    if row.capacity == Capacity.MEDIATOR:
        return is_proved(user, today) and mine.filter(mediating(today)).exists()
    posts = memberships_of(user, today)
    if not any(post.court_id == case.court_id and post.role == row.capacity for post in posts):
        return False
    lately = case.closed_on is None or case.closed_on >= today - timedelta(days=settings.SEAT_KEPT_DAYS)
    return lately or mine.filter(_unfinished(today, settings.SEAT_KEPT_DAYS)).exists()
