"""Reads of relief, one function per need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from common.cases.models import Case, Deadline
from fees.money.queries import _numbers, fee_deadline
from fees.relief.models import Relief
from fees.relief.states import ReliefState


def decide_by(case: Case) -> Deadline | None:
    """The fee term before whose end a deferral is to be decided (办法49), once it runs."""
    term = fee_deadline(case)
    return term if term and term.due else None


def granted(case: Case) -> list[Relief]:
    return list(case.reliefs.filter(state=ReliefState.GRANTED).order_by("pk"))


def waiting_reliefs(courts: Sequence[int]) -> Any:
    """Requests for relief of these courts that nobody has decided, oldest first."""
    rows = Relief.objects.filter(state=ReliefState.PENDING, case__court__in=courts)
    return rows.select_related("case", "case__court", "party").prefetch_related(_numbers())
