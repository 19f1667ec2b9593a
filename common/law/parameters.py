"""Dated figures that are no lengths: wages, thresholds. ``data/parameters.json`` is the one place they stand.

A length the court may set itself is named there by its term: how long it is, the table of terms says. What staff may
change (``edited``) is loaded into the portal, where the court's own figure goes before the shipped one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources

from common.law.terms import TERMS, Unit

# What a length that the court sets is counted in: it types a number of these.
_UNITS = {
    "correction": Unit.DAYS,
    "petition_reply": Unit.DAYS,
    "petition_result": Unit.MONTHS,
    "mediation_waiting": Unit.DAYS,
    "mediator_signs": Unit.DAYS,
    "agreement_choice": Unit.DAYS,
    "other_address": Unit.DAYS,
    "foreign_trial_review": Unit.MONTHS,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure from ``since`` on. ``value`` is text in ``unit``."""

    key: str
    since: date
    value: str
    unit: str
    name: str
    confirmed: bool
    source: str
    edited: bool = True

    @property
    def fen(self) -> int:
        """An amount in yuan as integer fen."""
        return int(self.value) * 100


def _figures() -> Iterator[Figure]:
    text = resources.files("common.law").joinpath("data", "parameters.json").read_text(encoding="utf-8")
    for row in json.loads(text):
        since, term = date.fromisoformat(row.pop("since")), row.pop("term", "")
        if not term:
            yield Figure(since=since, **row)
        for place, version in enumerate(TERMS.get(term, ())):
            yield Figure(since=version.since if place else since, value=str(version.counted(_UNITS[term])), **row)


FIGURES: tuple[Figure, ...] = tuple(_figures())


def figures(key: str) -> tuple[Figure, ...]:
    """Every shipped figure of this key, the oldest first."""
    return tuple(sorted((each for each in FIGURES if each.key == key), key=lambda each: each.since))
