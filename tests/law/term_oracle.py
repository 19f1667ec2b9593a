"""When a term ends, counted a second time: from the facts as they were read beside the articles (data/terms_read.csv),
the holidays as they were announced, and a finger that goes from day to day. It knows nothing of `common.law`.

The conventions are those of the reading: the first day is not counted; months end on the day of the same number, or the
last of the month; a last day that is a holiday waits for the next working day (民诉法85), and what is counted backward
does not; hours begin with the next full hour (解释125) and wait for nothing; an extension begins from the day the term
ended by count; days left out are counted by nobody; 解释258: four months in all.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

READ = Path(__file__).parent / "data" / "terms_read.csv"
ONE = timedelta(days=1)
KNOWN_YEARS = (2024, 2025, 2026)

# As the State Council announced them: no work from - to; Saturdays and Sundays that are worked.
_FREE = """
2024-01-01 2024-01-01  2024-02-10 2024-02-17  2024-04-04 2024-04-06  2024-05-01 2024-05-05  2024-06-10 2024-06-10
2024-09-15 2024-09-17  2024-10-01 2024-10-07
2025-01-01 2025-01-01  2025-01-28 2025-02-04  2025-04-04 2025-04-06  2025-05-01 2025-05-05  2025-05-31 2025-06-02
2025-10-01 2025-10-08
2026-01-01 2026-01-03  2026-02-15 2026-02-23  2026-04-04 2026-04-06  2026-05-01 2026-05-05  2026-06-19 2026-06-21
2026-09-25 2026-09-27  2026-10-01 2026-10-07
"""
_WORKED = """
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""

# Of these the reading says that it is open whether the last day waits for a working day: compared where it is one.
MAY_STAY = (
    "divorce_refile_bar",
    "protection_order_validity",
    "enforcement_inaction",
    "mail_service_abroad",
    "public_notice",
    "public_notice_abroad",
    "public_notice_hkmo",
)
# 解释537, beside the two articles of 民诉法287: no period binds the review of an application for retrial either.
UNBOUND_BESIDES = ("retrial_review",)
# Whose notes say of days that they are not counted in it (解释129, 243; 审限规定9; 行诉解释50).
LEAVES_OUT = (
    "trial_ordinary",
    "trial_summary",
    "trial_small",
    "trial_appeal_judgment",
    "retrial_review",
    "enforcement_term",
    "admin_trial",
    "admin_trial_summary",
    "admin_appeal_trial",
)
MOST_IN_ALL = {"trial_summary_extension": 4}  # months, with what it makes longer (解释258)


def _days(text: str) -> list[date]:
    return [date.fromisoformat(each) for each in text.split()]


@cache
def _free() -> frozenset[date]:
    ends = _days(_FREE)
    spans = zip(ends[::2], ends[1::2], strict=True)
    return frozenset(first + n * ONE for first, last in spans for n in range((last - first).days + 1))


@cache
def _worked() -> frozenset[date]:
    return frozenset(_days(_WORKED))


def works(day: date) -> bool:
    return day in _worked() or (day.weekday() < 5 and day not in _free())


def certain(day: date) -> bool:
    """Whether it is known by announcement if anybody works that day."""
    return day.year in KNOWN_YEARS or (day.weekday() < 5 and day.month in (3, 7, 8, 11, 12))


@cache
def read() -> dict[str, dict[str, str]]:
    """The terms of the first tier, as they were read."""
    with READ.open(encoding="utf-8") as file:
        return {row["key"]: row for row in csv.DictReader(file) if row["tier"] == "1"}


@dataclass(frozen=True)
class Asked:
    """One question: a term, its first day, and what happened to it."""

    key: str
    start: date
    facts: dict[str, object] = field(default_factory=dict)

    def row(self, place: int) -> list[str]:
        return [f"Q{place}", self.key, self.start.isoformat(), json.dumps(self.facts)]

    def __str__(self) -> str:
        return f"{self.key} {self.start} {json.dumps(self.facts)}"


def same_number(day: date, months: int) -> date:
    """So many months on, day by day of the months between."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


def counted(day: date, amount: int, unit: str, left_out: frozenset[date]) -> date:
    """The last day by count. What is left out pushes it on, a day for a day."""
    if unit == "days":
        while amount:
            day += ONE
            amount -= day not in left_out
        return day
    end = same_number(day, amount * (12 if unit == "years" else 1))
    while day < end:
        day += ONE
        end += ONE * (day in left_out)
    return end


def answer(asked: Asked) -> str | None:
    """The day (or hour) the term ends; "" where there is none; None where the reading leaves it open."""
    term, facts = read().get(asked.key), asked.facts
    if term is None or facts.get("received") is False:
        return ""
    abroad = bool(facts.get("no_domicile"))
    if abroad and (term["no_domicile"] == "none" or asked.key in UNBOUND_BESIDES):
        return ""
    amount, unit = int(term["amount"]), term["unit"]
    if abroad and term["no_domicile"]:
        number, unit = term["no_domicile"].split()
        amount = int(number)
    if unit == "hours":
        return _hours(str(facts["at"]), amount)
    if term["direction"] == "backward":
        return (asked.start - amount * ONE).isoformat()
    if unit == "working_days":
        day = asked.start
        while amount:
            day += ONE
            amount -= works(day)
        return day.isoformat() if certain(day) else None
    return _end(asked, amount, unit)


def _hours(at: str, amount: int) -> str:
    begun = datetime.fromisoformat(at).replace(minute=0) + timedelta(hours=1)
    return (begun + timedelta(hours=amount)).strftime("%Y-%m-%dT%H:%M")


def _end(asked: Asked, amount: int, unit: str) -> str | None:
    spans: list[list[str]] = asked.facts.get("excluded", [])  # type: ignore[assignment]
    left_out = frozenset(
        first + n * ONE
        for first, last in ((date.fromisoformat(a), date.fromisoformat(b)) for a, b in spans)
        for n in range((last - first).days + 1)
    )
    end, used, whole = counted(asked.start, amount, unit, left_out), amount, True
    for key in asked.facts.get("extended", []):  # type: ignore[attr-defined]
        step = read()[str(key)]
        more = int(step["amount"])
        if most := MOST_IN_ALL.get(str(key)):
            more = min(more, most - used)
        end, used, whole = counted(end, more, step["unit"], left_out), used + more, whole and step["unit"] == unit
    # A chain over a short month is one thing in steps and another in one: open where they differ.
    if asked.facts.get("extended") and whole and counted(asked.start, used, unit, left_out) != end:
        return None
    if not works(end) and asked.key in MAY_STAY:
        return None
    while certain(end) and not works(end):
        end += ONE
    return end.isoformat() if certain(end) else None


def chains() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each term with what makes it longer, and with what makes that longer in turn."""
    steps = {key: row["extension_of"].split("|") for key, row in read().items() if row["extension_of"]}
    for key, of in steps.items():
        for first in of:
            yield first, (key,)
            yield from ((before, (first, key)) for before in steps.get(first, []))
    yield "trial_summary", ("trial_summary_extension",) * 2
