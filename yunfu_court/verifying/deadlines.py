"""A day that is stored is the day the rule gives: by the start, the length and the calendar of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from common.cases.models import Deadline, LeftOut
from common.cases.states import DeadlineState
from common.courts.queries import calendar
from common.law import terms
from yunfu_court.verifying.invariants import Fault, Invariant, Span


def _off(span: Span) -> Iterator[Fault]:
    days = calendar()
    rows = Deadline.objects.filter(span.of(), state=DeadlineState.OPEN).order_by("pk")
    facts = ("pk", "case_id", "term", "start", "amount", "left_out", "no_domicile", "due", "case__received_on")
    outside: dict[int, list[tuple[date, date]]] = {}
    for left in LeftOut.objects.filter(span.of()).order_by("first", "pk"):
        outside.setdefault(left.case_id, []).append((left.first, left.last))
    for pk, case_id, key, start, amount, left_out, abroad, due, received in rows.values_list(*facts):
        try:
            spans = outside.get(case_id, []) if terms.term(key, received, start).outside else []
            course = terms.Course(left_out=left_out, no_domicile=abroad, excluded=tuple(spans))
            rule = terms.deadline(key, start, days, amount, on=received, course=course).value.day
        except (terms.TermError, ValueError) as error:
            words = str(error)
        else:
            if rule == due:
                continue
            words = f"{key} from {start}: kept {due}, by the rule {rule}"
        yield Fault(f"deadline {pk}", words, case_id, {"term": key})


INVARIANTS = (Invariant("deadlines.by_rule", "an open term ends on the day its rule gives (民诉法85)", _off),)
