"""Nobody is heard or judged unserved, and no paper hangs without somebody having it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from common.cases.models import Todo
from common.cases.states import TodoKind
from common.delivery.queries import hanging_before, unasked
from common.law import clock
from triage.trial.models import Closing, Hearing
from triage.trial.queries import stands
from triage.trial.rules import may_close, unanswered
from triage.trial.states import ClosingWay
from yunfu_court.verifying.invariants import Fault, Invariant, Span


def _heard(span: Span) -> Iterator[Fault]:
    """A hearing that was in time when it was held, and is not since the term moved, has its to-do."""
    asked = set(Todo.objects.filter(span.of(), what=TodoKind.HEARD_EARLY).values_list("case_id", flat=True))
    held = list(Hearing.objects.filter(span.of()).order_by("pk").values_list("pk", "case_id", "on"))
    known = stands({case_id for _, case_id, _ in held})
    for pk, case_id, on in held:
        waits = unanswered(known.get(case_id, []), on).value
        if waits and case_id not in asked:
            yield Fault(f"hearing {pk}", _words(on, [each.party_id for each in waits]), case_id)


def _judged(span: Span) -> Iterator[Fault]:
    rows = Closing.objects.filter(span.of(), undone_on__isnull=True).order_by("pk")
    closed = list(rows.values_list("pk", "case_id", "way", "on"))
    known = stands({case_id for _, case_id, way, _ in closed if ClosingWay(way).on_merits})
    for pk, case_id, way, on in closed:
        if waits := may_close(ClosingWay(way), known.get(case_id, []), on).value:
            yield Fault(f"closing {pk}", _words(on, [each.party_id for each in waits]), case_id, {"way": way})


def _words(on: date, parties: Iterable[int]) -> str:
    return f"on {on} not served, or still to answer: party {', '.join(str(pk) for pk in parties)}"


def _hanging(span: Span) -> Iterator[Fault]:
    """The to-dos of a case end with it, and the sweep raises those of its papers the next morning."""
    today = clock.today()
    rows = unasked(hanging_before(today) - timedelta(days=1), today).filter(span.of()).exclude(case__closed_on=today)
    for pk, case_id, kind, ordered_on in rows.order_by("pk").values_list("pk", "case_id", "kind", "ordered_on"):
        yield Fault(f"service {pk}", f"{kind} hangs since {ordered_on}: on nobody's list", case_id, {"kind": kind})


INVARIANTS = (
    Invariant(
        "services.heard", "nobody is heard before the last day to answer, unless all waived it (民诉法128)", _heard
    ),
    Invariant("services.judged", "a judgment comes after everybody's last day to answer, or all waived it", _judged),
    Invariant("services.asked", "a service that hangs is a to-do of who serves it", _hanging),
)
