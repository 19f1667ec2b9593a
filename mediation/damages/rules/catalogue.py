"""The calculators people are offered, as data: what each asks, and what to have in hand when one goes on with it.

`data/calculators.json`: areas (checklist, one list of evidence each) and calculators (a rule's kind and its inputs).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """One input: `name` as the rule knows it (a dot leads into a part), `kind` how it is asked.

    `setting`: the dated figure that is taken where nothing is typed. Where none holds today, it has to be typed.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    optional: bool = False
    setting: str = ""
    suffix: str = ""
    least: int = 0
    yes: str = "是"
    no: str = "否"
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Calculator:
    """A page: the rule it asks, in words of the situation. `fixed` inputs are not asked."""

    key: str
    area: str
    kind: str
    title: str
    lead: str
    fields: tuple[Asked, ...]
    fixed: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Area:
    """A key area: what to do first, and the evidence as (what it shows, what it is)."""

    key: str
    title: str
    lead: str
    steps: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]

    @property
    def calculators(self) -> tuple[Calculator, ...]:
        return tuple(each for each in CALCULATORS.values() if each.area == self.key)


def _asked(row: dict[str, Any]) -> Asked:
    choices = tuple((code, words) for code, words in row.get("choices", ()))
    return Asked(**{**row, "choices": choices})


@cache
def _data() -> dict[str, Any]:
    text = resources.files("mediation.damages").joinpath("data", "calculators.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


AREAS: tuple[Area, ...] = tuple(
    Area(
        row["key"],
        row["title"],
        row["lead"],
        tuple(row["steps"]),
        tuple((shows, what) for shows, what in row["evidence"]),
    )
    for row in _data()["areas"]
)
CALCULATORS: dict[str, Calculator] = {
    row["key"]: Calculator(**{**row, "fields": tuple(_asked(each) for each in row["fields"])})
    for row in _data()["calculators"]
}


def area_of(calculator: Calculator) -> Area:
    return next(each for each in AREAS if each.key == calculator.area)
