"""Loading the reference data that ships with the portal, and changing the calendar."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from common.courts.models import CalendarDay, Court, CourtParameter, CourtRegime, Division, Township
from common.law.parameters import FIGURES, Figure

DATA = Path(__file__).parent / "data"


def _json(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return rows


def _upsert(model: Any, key: tuple[str, ...], rows: list[dict[str, Any]], *, overwrite: bool) -> int:
    """Create what is missing; with `overwrite` also give existing rows the shipped values. Returns rows written."""
    existing = {tuple(getattr(row, name) for name in key): row for row in model.objects.all()}
    fresh, changed = [], []
    for values in rows:
        instance = model(**values)
        old = existing.get(tuple(getattr(instance, name) for name in key))
        if old is None:
            fresh.append(instance)
        elif overwrite and any(getattr(old, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(old, name, value)
            changed.append(old)
    model.objects.bulk_create(fresh)
    for row in changed:
        row.save()
    return len(fresh) + len(changed)


@transaction.atomic
def load_reference(*, overwrite: bool = False) -> dict[str, int]:
    """Load courts, divisions, townships, regimes and parameters from `data/`; returns rows written per kind.

    What the staff changed in the admin stays unless `overwrite`. Six small queries when there is nothing to do.
    """
    written = {"courts": _upsert(Court, ("slug",), _json("courts.json"), overwrite=overwrite)}
    court = dict(Court.objects.values_list("slug", "pk"))

    divisions = [{"court_id": court[row.pop("court")], **row} for row in _json("divisions.json")]
    written["divisions"] = _upsert(Division, ("court_id", "name"), divisions, overwrite=overwrite)
    tribunal = {(row.court_id, row.name): row.pk for row in Division.objects.all()}

    with (DATA / "townships.csv").open(encoding="utf-8", newline="") as lines:
        townships = [_township(row, court, tribunal) for row in csv.DictReader(lines)]
    written["townships"] = _upsert(Township, ("code",), townships, overwrite=overwrite)

    regimes = [_dated(row) for row in _json("regimes.json")]
    for row in regimes:
        slug = row.pop("court")
        row["court_id"] = court[slug] if slug else None
    written["regimes"] = _upsert(CourtRegime, ("court_id", "since"), regimes, overwrite=overwrite)

    parameters = [_parameter(each) for each in FIGURES if each.edited]
    written["parameters"] = _upsert(CourtParameter, ("key", "since"), parameters, overwrite=overwrite)
    return written


def _parameter(figure: Figure) -> dict[str, Any]:
    return {name: value for name, value in asdict(figure).items() if name != "edited"}


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "since": date.fromisoformat(row["since"])}


def _township(row: dict[str, str], court: dict[str, int], tribunal: dict[tuple[int, str], int]) -> dict[str, Any]:
    court_id = court[row["court"]]
    return {
        "code": row["code"],
        "court_id": court_id,
        "name": row["name"],
        "kind": row["kind"],
        "population": int(row["population"]),
        "population_mark": row["population_mark"],
        "tribunal_id": tribunal[court_id, row["tribunal"]] if row["tribunal"] else None,
    }


@transaction.atomic
def keep_day(*, day: CalendarDay) -> CalendarDay:
    """A day of the calendar is entered or mended; what was counted by it is counted again (`_changed`)."""
    day.save()
    _changed()
    return day


@transaction.atomic
def drop_day(*, day: CalendarDay) -> None:
    """A day was entered by mistake."""
    day.delete()
    _changed()


def _changed() -> None:
    """After the commit those who keep days by the calendar are called: settings.CALENDAR_HANDLERS, dotted because the
    ground imports nobody above it."""
    for path in getattr(settings, "CALENDAR_HANDLERS", []):
        transaction.on_commit(import_string(path), robust=True)
