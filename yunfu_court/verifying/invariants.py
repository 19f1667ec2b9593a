"""What an invariant is, and the pieces in which a large table is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Min, Q

from common.cases.models import Case

CASES_AT_ONCE = 2_000


@dataclass(frozen=True)
class Fault:
    """A row that breaks an invariant: which, of which case, how; `facts` are what a known red may ask of it."""

    row: str
    words: str
    case_id: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        of = f" (case {self.case_id})" if self.case_id and not self.row.endswith(f"case {self.case_id}") else ""
        return f"{self.row}{of}: {self.words}"


@dataclass(frozen=True)
class Span:
    """Cases by their keys, both ends included."""

    low: int
    high: int

    def of(self, name: str = "case") -> Q:
        """Rows of these cases; `name` is the way from the row to its case ("pk": the case itself)."""
        return Q(**{f"{name}__gte": self.low, f"{name}__lte": self.high})


def spans() -> list[Span]:
    """Every case, in pieces small enough to be held in memory with all that hangs on them."""
    ends = Case.objects.aggregate(low=Min("pk"), high=Max("pk"))
    if ends["low"] is None:
        return []
    return [
        Span(low, min(low + CASES_AT_ONCE - 1, ends["high"]))
        for low in range(ends["low"], ends["high"] + 1, CASES_AT_ONCE)
    ]


@dataclass(frozen=True)
class Invariant:
    """`find` gives the rows of a piece that break it; `pieces` says which there are. `ground`: the article, or why."""

    name: str
    ground: str
    find: Callable[[Any], Iterable[Fault]]
    pieces: Callable[[], Sequence[Any]] = spans


def whole() -> list[None]:
    """A table that is small enough to be asked at once."""
    return [None]
