"""Reds that are known, in the demo city of the checks only: each with what will clear it. The list may only shrink."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yunfu_court.simulation.models import Fill
from yunfu_court.verifying.invariants import Fault

LIST = Path(__file__).with_name("known_reds.json")


@dataclass(frozen=True)
class Red:
    """Up to `count` rows of an invariant whose facts are all those of `where`, until what is said in `cleared_by`."""

    invariant: str
    where: dict[str, str]
    count: int
    cleared_by: str

    def __post_init__(self) -> None:
        if not (self.where and self.count > 0 and self.cleared_by):
            raise ValueError(f"a known red names a condition, a count and what clears it: {self}")

    def holds(self, invariant: str, fault: Fault) -> bool:
        return invariant == self.invariant and all(fault.facts.get(name) == value for name, value in self.where.items())


def seed() -> str:
    """The demo city whose reds are listed."""
    return str(json.loads(LIST.read_text(encoding="utf-8"))["seed"])


def reds() -> list[Red]:
    """The list; ValueError when an entry could cover more than it says."""
    return [Red(**each) for each in json.loads(LIST.read_text(encoding="utf-8"))["reds"]]


def excused() -> Sequence[Red]:
    """The list where it may be read: in a database that is the demo city of its seed and was filled as nothing else."""
    seeds = set(Fill.objects.order_by().values_list("seed", flat=True))
    return reds() if seeds == {seed()} else []
