"""A hearing, or a meeting before a judge, does not pass unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from common.cases.models import Case, Todo
from common.cases.states import ENDED
from common.law import clock
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


INVARIANTS = (
    Invariant(
        "appointments.followed",
        "a fixed hearing whose day has passed has a record, a new day, an end, or a to-do (民诉法146, 147)",
        _followed,
    ),
)
