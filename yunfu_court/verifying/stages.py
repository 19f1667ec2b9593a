"""Where a case stands is explained by its moves, and each move is one its road allows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from common.cases.events import Advanced
from common.cases.models import Case, Event
from common.cases.states import Stage
from yunfu_court.procedure.roads import road_of
from yunfu_court.verifying.invariants import Fault, Invariant, Span


def _moves(span: Span) -> Iterator[tuple[int, list[tuple[int, str, str]]]]:
    """Case -> (event, from, to) in the order of its chain."""
    rows = Event.objects.filter(span.of(), kind=Advanced.kind).order_by("case_id", "seq")
    found = rows.values_list("case_id", "pk", "payload__frm", "payload__to")
    for case_id, moves in groupby(found, lambda move: move[0]):
        yield case_id, [(pk, frm, to) for _, pk, frm, to in moves]


def _unexplained(span: Span) -> Iterator[Fault]:
    moves = dict(_moves(span))
    for pk, kind, stage in Case.objects.filter(span.of("pk")).order_by("pk").values_list("pk", "kind", "stage"):
        at: str = road_of(kind).begins
        for event, frm, to in moves.get(pk, []):
            if frm != at:
                yield Fault(f"event {event}", f"moves from {frm}, the case stood at {at}", pk, {"stage": stage})
                break
            at = to
        else:
            if at != stage:
                yield Fault(f"case {pk}", f"stands at {stage}, its events end at {at}", pk, {"stage": stage})


def _forbidden(span: Span) -> Iterator[Fault]:
    kinds = dict(Case.objects.filter(span.of("pk")).values_list("pk", "kind"))
    for case_id, moves in _moves(span):
        allowed = road_of(kinds[case_id]).transitions
        for event, frm, to in moves:
            if to not in allowed.get(Stage(frm), ()):
                yield Fault(f"event {event}", f"its road knows no move {frm} -> {to}", case_id, {"frm": frm, "to": to})


INVARIANTS = (
    Invariant("stages.explained", "a case stands where its cases.advanced events end", _unexplained),
    Invariant("stages.allowed", "each move is one the case's road allows", _forbidden),
)
