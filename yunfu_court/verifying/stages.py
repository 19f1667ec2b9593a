"""Where a case stands is explained by its moves, and each move is in the table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from common.cases.events import Advanced
from common.cases.models import Case, Event
from common.cases.states import TRANSITIONS, CaseKind, Stage
from yunfu_court.verifying.invariants import Fault, Invariant, Span

_TABLE: frozenset[tuple[str, str]] = frozenset((frm, to) for frm, after in TRANSITIONS.items() for to in after)


def _moves(span: Span) -> Iterator[tuple[int, list[tuple[int, str, str]]]]:
    """Case -> (event, from, to) in the order of its chain."""
    rows = Event.objects.filter(span.of(), kind=Advanced.kind).order_by("case_id", "seq")
    found = rows.values_list("case_id", "pk", "payload__frm", "payload__to")
    for case_id, moves in groupby(found, lambda move: move[0]):
        yield case_id, [(pk, frm, to) for _, pk, frm, to in moves]


def _unexplained(span: Span) -> Iterator[Fault]:
    moves = dict(_moves(span))
    for pk, kind, stage in Case.objects.filter(span.of("pk")).order_by("pk").values_list("pk", "kind", "stage"):
        at: str = Stage.HANDLING if kind == CaseKind.PETITION else Stage.REVIEW
        for event, frm, to in moves.get(pk, []):
            if frm != at:
                yield Fault(f"event {event}", f"moves from {frm}, the case stood at {at}", pk, {"stage": stage})
                break
            at = to
        else:
            if at != stage:
                yield Fault(f"case {pk}", f"stands at {stage}, its events end at {at}", pk, {"stage": stage})


def _forbidden(span: Span) -> Iterator[Fault]:
    for case_id, moves in _moves(span):
        for event, frm, to in moves:
            if (frm, to) not in _TABLE:
                yield Fault(f"event {event}", f"the table knows no move {frm} -> {to}", case_id, {"frm": frm, "to": to})


INVARIANTS = (
    Invariant("stages.explained", "a case stands where its cases.advanced events end", _unexplained),
    Invariant("stages.allowed", "each move is in common.cases.states.TRANSITIONS", _forbidden),
)
