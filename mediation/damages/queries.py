"""The figures the calculators count with: the shipped ones, and over them what the court wrote down itself."""

from __future__ import annotations

from common.courts.models import CourtParameter
from common.law import clock
from mediation.damages.rules.settings import SHIPPED, Book, book, own_figure


def figures(*, public: bool = False) -> Book:
    """Every dated figure as it is known today. One query."""
    rows = CourtParameter.objects.filter(key__in=SHIPPED).order_by("key", "since")
    own = (own_figure(row.key, row.value, row.since, confirmed=row.confirmed, source=row.source) for row in rows)
    return book(clock.today(), public=public).with_own(each for each in own if each is not None)
