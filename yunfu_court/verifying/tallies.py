"""The figures are those of the events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yunfu_court.targets import tally
from yunfu_court.verifying.invariants import Fault, Invariant


def _off(month: tuple[int, date]) -> Iterator[Fault]:
    for each in tally.differences(*month):
        yield Fault(f"{each.table} of court {each.court_id}", str(each), facts={"measure": each.measure})


INVARIANTS = (Invariant("tallies.recounted", "tally == recount, always", _off, tally.months),)
