"""Interest by the year on a day base, and payments in their order: what lending, sale and enforcement share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mediation.damages.rules.given import Given
from mediation.damages.rules.shapes import GivenError, rounded


def simple(principal: Fraction, rate: Fraction, time: Fraction) -> Fraction:
    """principal × percent a year × years."""
    return principal * rate / 100 * time


@dataclass(frozen=True, slots=True)
class Payment:
    """So much on a day, which is counted from the start of the interest."""

    day: Fraction
    amount: Fraction


def payments(given: Given, start: date | None) -> list[Payment]:
    """The payments by day: [[100, 5000], …], [["2026-03-02", 5000], …] or {"day"/"date", "amount"}."""
    found = []
    for row in given.rows("payments"):
        if isinstance(row, dict):
            row = [
                next((row[key] for key in ("day", "date", "on") if key in row), None),
                row.get("amount", row.get("paid")),
            ]
        if not isinstance(row, list | tuple) or len(row) != 2:
            raise GivenError("payments", "每次付款要有日期和金额。")
        amount = given.within("payments", given.exact("payments", row[1]), 0, 10**13)
        found.append(Payment(moment(given, "payments", row[0], start), amount))
    return sorted(found, key=lambda each: each.day)


def moment(given: Given, name: str, value: object, start: date | None) -> Fraction:
    """A day as so many days from the start: a number, or a date where the start is one."""
    if start is not None and isinstance(value, str) and not value.strip().isdigit():
        value = (given.as_day(name, value) - start).days
    return given.within(name, given.exact(name, value), 0, 40_000)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed at a moment. `steps` say how it came about, a row a payment."""

    principal: Fraction
    interest: Fraction
    steps: tuple[tuple[Fraction, Fraction, Fraction, Fraction], ...] = ()  # day, interest grown, paid, principal left

    @property
    def total(self) -> Fraction:
        return self.principal + self.interest


def run(
    principal: Fraction, rate: Fraction, paid: list[Payment], end: Fraction, base: Fraction, costs: Fraction
) -> Owed:
    """Costs, then interest, then principal at each payment (民法典561); interest settled to the fen each time."""
    interest, day, steps = costs, Fraction(0), []
    for each in paid:
        if each.day > end:
            break
        grown = rounded(simple(principal, rate, (each.day - day) / base))
        interest += grown
        to_interest = min(each.amount, interest)
        interest -= to_interest
        principal = max(principal - (each.amount - to_interest), Fraction(0))
        day = each.day
        steps.append((day, grown, each.amount, principal))
    grown = simple(principal, rate, (end - day) / base)
    return Owed(principal, interest + grown, (*steps, (end, grown, Fraction(0), principal)))
