"""A hearing, or a meeting before a judge, is when people can come, and does not pass unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from common.cases.models import Case, Todo
from common.cases.states import ENDED, Stage, TodoKind
from common.courts.queries import calendar, sitting_hours
from common.law import clock
from common.law.sittings import hour_refused
from triage.trial.models import FixedHearing
from triage.trial.states import HearingMode
from yunfu_court.appointments import FOLLOWED, midnight, standing
from yunfu_court.verifying.invariants import Fault, Invariant, Span


def _followed(span: Span) -> Iterator[Fault]:
    """What the sweep of the morning after puts on somebody's list is not asked for before it has run."""
    cases = Case.objects.filter(span.of("pk")).exclude(stage__in=ENDED)
    rows = standing(cases, None, midnight(clock.today() - timedelta(days=1)))
    asked = set(Todo.objects.filter(span.of(), what__in=FOLLOWED, done_on=None).values_list("case", "what"))
    for row in rows:
        if row.todo is not None and (row.case.pk, row.todo.value) not in asked:
            yield Fault(row.key, f"passed on {row.due}, not recorded, not fixed anew, on nobody's list", row.case.pk)


def _at_work(span: Span) -> Iterator[Fault]:
    """A hearing to come begins when the court works, or the court clerk is asked for another day."""
    days = calendar()
    rows = FixedHearing.objects.filter(span.of(), off_on=None, at__gt=clock.now(), case__stage=Stage.TRIAL)
    asked = set(Todo.objects.filter(span.of(), what=TodoKind.HEARD_EARLY, done_on=None).values_list("case", flat=True))
    for row in rows.order_by("pk"):
        at, hours = clock.moment(row.at), sitting_hours(row.fixed_on)
        online = row.mode == HearingMode.ONLINE
        works = days.is_working_day(at.date()) or row.case_id in asked
        if not works or hour_refused(at, hours, by_video=online, agreed=online).value:
            yield Fault(f"hearing:{row.pk}", f"fixed for {at:%F %H:%M}, when nobody works", row.case_id)


INVARIANTS = (
    Invariant(
        "appointments.followed",
        "a fixed hearing whose day has passed has a record, a new day, an end, or a to-do (民诉法146, 147)",
        _followed,
    ),
    Invariant("appointments.at_work", "a hearing to come begins on a working day, in working hours", _at_work),
)
