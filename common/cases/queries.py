"""Reads of the spine, one function per need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.cases.models import Case, Deadline, Participation
from common.cases.models.beside import Beside, unpacked, with_rows
from common.cases.rules import parse_number
from common.law.articles import Article
from common.law.terms import Course, deadline
from common.people.models import bigrams

__all__ = [
    "PARTICIPATIONS",
    "Beside",
    "DeskItem",
    "Offer",
    "Panel",
    "Row",
    "number_of",
    "open_deadlines",
    "search",
    "unpacked",
    "with_rows",
]


@dataclass(frozen=True)
class Offer:
    """Something a person may do now: words, the URL name and its arguments, and why (the article)."""

    words: str
    url_name: str
    args: tuple[Any, ...] = ()
    main: bool = False
    post: bool = False
    hint: str = ""
    articles: Sequence[Article] = ()


@dataclass(frozen=True)
class Row:
    """One line of a panel: a term and its value in words, with an optional link."""

    term: str
    value: str
    url_name: str = ""
    args: tuple[Any, ...] = ()
    badge: str = ""  # "", ok, wait, late, go


@dataclass(frozen=True)
class Panel:
    """What one room shows of a case on the case page: plain values and offers, never model objects."""

    title: str
    rows: Sequence[Row] = ()
    offers: Sequence[Offer] = ()
    notice: str = ""
    order: int = 50


def search(cases: Any, text: str) -> Any:
    """Narrow a queryset of cases to those matching a number, or every two-character piece of a name."""
    text = text.strip()
    if not text:
        return cases
    number = parse_number(text)
    if number is not None:
        return cases.filter(
            numbers__year=number.year,
            numbers__court__code=number.court_code,
            numbers__kind=number.kind,
            numbers__serial=number.serial,
        )
    return cases.filter(grams__contains=bigrams(text))


def open_deadlines(case: Case) -> list[Deadline]:
    """Running and waiting deadlines, the soonest first, those without a day last."""
    rows = case.deadlines.filter(state__in=["open", "waiting"])
    return sorted(rows, key=lambda d: (d.due is None, d.due or date.max, d.pk))


def counted_end(case: Case, row: Deadline) -> date:
    """The last day of a deadline by count alone: what makes it longer runs from there, not from the working day the
    end moved to. Of a term that counts working days, the due day itself."""
    course = Course(left_out=row.left_out)
    found = deadline(row.term, row.start, amount=row.amount, on=case.received_on, course=course).value
    end = found.counted or row.due
    if end is None:
        raise ValueError(f"deadline {row.pk} has not begun")
    return end


def number_of(case: Case) -> str:
    """The number to show for a case: the suit's own if it has one, else the newest, else none yet."""
    numbers = list(case.numbers.all())
    for number in numbers:
        if number.kind in ("民初", "行初"):
            return number.text
    return numbers[-1].text if numbers else ""


@dataclass(frozen=True)
class DeskItem:
    """One line of a person's home page: how many wait for them, how many are due, and where."""

    words: str
    count: int
    url: str
    due: int = 0  # of these, due today or past
    hint: str = ""


# Who takes part, as common.cases.access reads it.
PARTICIPATIONS = Beside(
    "participations",
    Participation.objects.order_by("pk"),
    within={"party": ("name", "side", "order", "kind", "case_id", "user_id", "left_on")},
)
