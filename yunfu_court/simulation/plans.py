"""What a dispute is about and how its people will behave, drawn from a seed alone. Pure: no database, no clock.

Every draw has a name (`plan.chance("corrected", 0.2)`) and a generator of its own, made from seed, dispute and name:
the same seed gives the same city whatever is played first, and a killed process goes on as if it had not been killed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar, cast

FIRST_DAY = date(2024, 7, 1)
T = TypeVar("T")


@dataclass(frozen=True)
class Kind:
    """A kind of dispute: its share, cause, form, sum in yuan (median and spread of the logarithm; 0: no money)."""

    share: int
    cause: str
    form: str
    median: int
    spread: float
    claimant: str = "person"  # person, firm, bank, property
    respondent: str = "person"  # person, firm, insurer, hospital, seller
    settles: float = 0.5  # how often mediation succeeds
    careful: float = 0.15  # how often the officer finds more in it than the rules


# Shares follow what a county court in Guangdong receives: loans and bank debts first, then families and contracts.
KINDS: tuple[Kind, ...] = (
    Kind(17, "108.3", "private_lending", 46_000, 1.0),
    Kind(12, "108.1", "general", 98_000, 0.9, "bank", "person", 0.42),
    Kind(10, "115.2", "general", 31_000, 0.6, "bank", "person", 0.45, 0.05),
    Kind(9, "205.5", "labour", 14_000, 0.8, "person", "firm", 0.62),
    Kind(4, "205.6", "labour", 28_000, 0.7, "person", "firm", 0.48),
    Kind(9, "411", "general", 62_000, 0.9, "person", "insurer", 0.6),
    Kind(10, "88", "general", 57_000, 1.1, "firm", "firm", 0.46),
    Kind(3, "88.8", "general", 1_900, 0.9, "person", "seller", 0.66, 0.02),
    Kind(8, "126", "general", 3_600, 0.6, "property", "person", 0.58, 0.02),
    Kind(8, "14", "general", 0, 0.0, settles=0.34, careful=0.3),
    Kind(3, "22.1", "general", 19_000, 0.6, settles=0.55),
    Kind(3, "55.2", "general", 0, 0.0, settles=0.57),
    Kind(2, "413", "general", 118_000, 0.8, "person", "hospital", 0.3, 0.8),
    Kind(4, "116.2", "general", 24_000, 0.9, settles=0.5),
    Kind(3, "120.7", "general", 41_000, 0.8, "person", "firm", 0.45, 0.3),
    Kind(3, "144", "general", 12_000, 0.7, "person", "firm", 0.6),
)
# By population, the five basic courts (the Intermediate Court hears few civil cases at first instance).
COURTS: dict[str, int] = {"yuncheng": 20, "yunanqu": 10, "xinxing": 19, "yunanxian": 15, "luoding": 36}
LAGGING = "yunanxian"  # 郁南 still takes most of its money at the counter
_WEEKDAYS = (24, 21, 20, 19, 17, 3, 2)  # Monday to Sunday; online filings also come at weekends


@dataclass(frozen=True)
class Plan:
    """One dispute. `stop` names where a show-case is left standing for visitors; `force` fixes single draws."""

    seed: str
    number: int
    arrives: date
    court: str
    kind: Kind
    wish: str
    minute: int
    stop: str = ""
    brisk: bool = False
    claimant_phone: str = ""  # a demo sign-in who is the claimant
    respondent_phone: str = ""
    lawyer_phone: str = ""
    force: Mapping[str, Any] = field(default_factory=dict)

    def draw(self, name: str) -> Random:
        """The generator of one named decision."""
        return Random(f"{self.seed}:{self.number}:{name}")  # noqa: S311 - a demo, not a secret

    def chance(self, name: str, share: float) -> bool:
        if name in self.force:
            return bool(self.force[name])
        return self.draw(name).random() < share

    def pick(self, name: str, options: Mapping[T, float]) -> T:
        if name in self.force:
            return cast("T", self.force[name])
        return self.draw(name).choices(list(options), weights=list(options.values()))[0]

    def one(self, name: str, options: Sequence[T]) -> T:
        return self.draw(name).choice(options)

    def days(self, name: str, low: int, high: int) -> int:
        """A number of days; one where the show-case must reach its place soon."""
        if name in self.force:
            return int(str(self.force[name]))
        return 1 if self.brisk else self.draw(name).randint(low, high)

    @property
    def online(self) -> bool:
        """Whether the filing comes online: a share that grows over the years."""
        return self.chance("online", online_share(self.arrives))

    @property
    def amount(self) -> int | None:
        """The sum in dispute in fen, whole yuan; None when it is not about money."""
        if not self.kind.median:
            return None
        if "yuan" in self.force:
            return int(str(self.force["yuan"])) * 100
        drawn = self.draw("amount").lognormvariate(math.log(self.kind.median), self.kind.spread)
        return max(300, round(drawn)) * 100


def online_share(day: date) -> float:
    """From two in five in July 2024 to more than four in five two years later."""
    return min(0.86, 0.42 + 0.44 * max(0, (day - FIRST_DAY).days) / 800)


def payment_online_share(court: str, day: date) -> float:
    grown = 0.5 + 0.42 * max(0, (day - FIRST_DAY).days) / 800
    return min(0.95, grown) * (0.45 if court == LAGGING else 1.0)


def background(seed: str, number: int, today: date) -> Plan:
    """An ordinary dispute of the city."""
    rng = Random(f"{seed}:{number}")  # noqa: S311
    length = (today - FIRST_DAY).days
    # Somewhat more of them the later: the last months are what visitors look at.
    arrives = FIRST_DAY + timedelta(days=int(length * rng.random() ** 0.85))
    arrives -= timedelta(days=arrives.weekday())
    arrives += timedelta(days=rng.choices(range(7), weights=_WEEKDAYS)[0])
    arrives = min(max(arrives, FIRST_DAY), today - timedelta(days=1))
    kind = rng.choices(KINDS, weights=[each.share for each in KINDS])[0]
    wish = "mediate" if rng.random() < (0.22 if kind.claimant == "person" else 0.06) else "sue"
    court = rng.choices(list(COURTS), weights=list(COURTS.values()))[0]
    return Plan(seed, number, arrives, court, kind, wish, rng.randint(8 * 60 + 30, 17 * 60 + 20))


def kind_of(cause: str) -> Kind:
    return next(each for each in KINDS if each.cause == cause)
