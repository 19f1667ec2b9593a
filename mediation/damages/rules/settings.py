"""The dated figures the calculators are fed with: statistics of a year, LPR, limits of insurance, customs of counting.

`data/settings.csv` is where they stand; a figure of the court's own (`CourtParameter` of the same key) goes before it.
A figure holds from `since` to `until`; no figure holds outside, and who asks is told so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib import resources

_DAY = timedelta(days=1)
# A statistic of a year holds for the debates of the year after it (人身损害解释22): it ends with that year.
YEARLY = frozenset({"urban_income", "urban_consumption", "avg_wage_month", "local_avg_wage_month"})


class Standing(StrEnum):
    """How sure a figure is. An example is for staff to see how it works; nobody of the public is answered with it."""

    CONFIRMED = "yes"
    CUSTOM = "no"  # not in the law: practice, or recalled
    EXAMPLE = "example"


class NoFigure(ValueError):
    """No figure holds on the day. The words are Chinese and say which; `key` names it."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words)
        self.key = key


@dataclass(frozen=True, slots=True)
class Setting:
    """A figure from `since` to `until` (both included; None: still). `value` is in `unit`: yuan, days, percent."""

    key: str
    value: Fraction
    text: str
    since: date
    until: date | None
    unit: str
    standing: Standing
    name: str
    source: str

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def said(self) -> str:
        """The figure with its unit, 59,307元/年."""
        whole = self.value.denominator == 1 and self.value >= 1000
        return f"{f'{self.value.numerator:,}' if whole else self.text}{self.unit}"

    @property
    def words(self) -> str:
        """What is printed beside a sum: the name, the figure, from when, whence."""
        span = f"{_said(self.since)}起" if self.until is None else f"{_said(self.since)}至{_said(self.until)}"
        return f"{self.name}{self.said}（{span}，{self.source}）"

    @property
    def public_words(self) -> str:
        """The same without what the court itself has yet to confirm: for everybody."""
        return self.words if self.standing is Standing.CONFIRMED else f"{self.name}{self.said}"


@dataclass(frozen=True, slots=True)
class Book:
    """All figures by key, the oldest first. A `public` book has no examples in it."""

    rows: Mapping[str, tuple[Setting, ...]]
    today: date
    public: bool = False

    def on(self, key: str, day: date) -> Setting:
        """The figure of the day. NoFigure, in words, when none holds. KeyError: nothing is called so."""
        known = self.rows[key]
        for row in reversed(known):
            if row.holds(day) and not (self.public and row.standing is Standing.EXAMPLE):
                return row
        raise NoFigure(key, f"没有{_said(day)}适用的“{known[-1].name}”，请查到公布的数额后填上。")

    def between(self, key: str, start: date, end: date) -> list[tuple[date, date, Setting]]:
        """The stretches [from, to) of [start, end) with the figure of each. NoFigure where a day has none."""
        found, day = [], start
        while day < end:
            row = self.on(key, day)
            later = [each.since for each in self.rows[key] if each.since > day]
            stop = min([end, *([row.until + _DAY] if row.until else []), *later])
            found.append((day, stop, row))
            day = stop
        return found

    def with_own(self, own: Iterable[Setting]) -> Book:
        """The court's own figures over the shipped ones."""
        rows = dict(self.rows)
        for each in own:
            # Of two that hold, the later one is asked; on the same day the court's own, which stands behind.
            rows[each.key] = tuple(sorted((*rows.get(each.key, ()), each), key=lambda row: row.since))
        return Book(rows, self.today, self.public)


def own_figure(key: str, text: str, since: date, *, confirmed: bool, source: str) -> Setting | None:
    """A figure as the court wrote it down; None when it is no figure of the calculators, or no number."""
    shipped = SHIPPED.get(key)
    if shipped is None:
        return None
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    until = date(since.year, 12, 31) if key in YEARLY else None
    standing = Standing.CONFIRMED if confirmed else Standing.EXAMPLE
    return Setting(key, value, text, since, until, shipped[-1].unit, standing, shipped[-1].name, source)


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@cache
def _shipped() -> dict[str, tuple[Setting, ...]]:
    text = resources.files("mediation.damages").joinpath("data", "settings.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[Setting, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        since = date.fromisoformat(row["valid_from"])
        known = found.get(row["key"], ())
        if known and (known[-1].until is None or known[-1].until >= since):
            raise ValueError(f"settings.csv: two figures of {row['key']} hold on {since}")
        each = Setting(
            row["key"], Fraction(row["value"]), row["value"], since, until, row["unit"],
            Standing(row["confirmed"]), row["name"], row["source"],
        )  # fmt: skip
        found[row["key"]] = (*known, each)
    return found


SHIPPED = _shipped()


def book(today: date, *, public: bool = False) -> Book:
    """The shipped figures as they are asked for on this day."""
    return Book(SHIPPED, today, public)
