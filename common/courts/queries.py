"""What the rooms ask about courts. Every function takes the day it is asked for; none asks the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import Q

from common.courts.models import CalendarDay, Court, CourtParameter, CourtRegime, Township
from common.courts.rules import Parameter
from common.courts.states import DayKind
from common.law.articles import Finding
from common.law.calendar import BUILT_IN, Calendar
from common.law.regimes import Regime, RegimeRow, regime_on
from common.law.sittings import Hours


def courts() -> list[Court]:
    """The six courts, the Intermediate Court first. One query."""
    return list(Court.objects.order_by("order"))


def court_above(court: Court) -> str:
    """The court to which an appeal goes (民诉法171), by its full name: above the Intermediate Court that of the
    province, which is none of the six."""
    if court.is_intermediate:
        return "广东省高级人民法院"
    return next((row.name for row in courts() if row.is_intermediate), "上一级人民法院")


def townships() -> list[Township]:
    """The 63 townships with their courts, by code. One query."""
    return list(Township.objects.select_related("court").order_by("code"))


def calendar() -> Calendar:
    """The built-in calendar with the staff's days over it.

    One small query each time: the rows themselves are the version, so no process ever counts by a stale calendar; the
    Calendar is built again only when they changed.
    """
    rows = CalendarDay.objects.order_by("day").values_list("day", "kind", "completes_year")
    return _calendar(tuple(rows))


@lru_cache(maxsize=16)
def _calendar(rows: tuple[tuple[date, str, bool], ...]) -> Calendar:
    return BUILT_IN.with_overrides(
        [(day, kind == DayKind.WORKDAY) for day, kind, _ in rows],
        published_years={day.year for day, _, complete in rows if complete},
    )


def regime_for(court: Court, day: date) -> Finding[Regime]:
    """The regime of a court for papers received on this day, from the dated rows. One query.

    ValueError when no row has begun by then.
    """
    rows = CourtRegime.objects.filter(Q(court=court) | Q(court__isnull=True), since__lte=day)
    return regime_on(court.code, day, [_regime_row(row, court) for row in rows])


def _regime_row(row: CourtRegime, court: Court) -> RegimeRow:
    return RegimeRow(court.code if row.court_id else None, Regime(row.regime), row.since)


def parameter(key: str, day: date) -> Parameter:
    """The figure that holds on this day. One query. LookupError when none does: load_reference ships one for each key
    that the rooms use, so a missing one is a mistake in the code."""
    row = CourtParameter.objects.filter(key=key, since__lte=day).order_by("-since").first()
    if row is None:
        raise LookupError(f"no parameter {key!r} on {day}")
    return row.frozen()


def sitting_hours(day: date) -> Hours:
    """Between which hours, and how far ahead, people are called to come, as the court has set. One query."""
    found = parameters(("sitting_opens", "sitting_closes", "sitting_evening", "sitting_ahead_days"), day)
    opens, closes, evening = (found[f"sitting_{each}"].time for each in ("opens", "closes", "evening"))
    return Hours(opens, closes, evening, found["sitting_ahead_days"].number)


def parameters(keys: Iterable[str], day: date) -> dict[str, Parameter]:
    """Several at once, by key; a missing one is left out. One query."""
    rows = CourtParameter.objects.filter(key__in=list(keys), since__lte=day).order_by("key", "-since").distinct("key")
    return {row.key: row.frozen() for row in rows}
