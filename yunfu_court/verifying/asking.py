"""All invariants, asked one after another, a piece of the tables at a time."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

from yunfu_court.verifying import (
    appeals,
    appointments,
    bearing,
    chains,
    clocks,
    deadlines,
    ledger,
    numbers,
    petitions,
    posts,
    services,
    signing,
    stages,
    tallies,
)
from yunfu_court.verifying.invariants import Fault, Invariant
from yunfu_court.verifying.known import Red

INVARIANTS: tuple[Invariant, ...] = (
    *chains.INVARIANTS,
    *stages.INVARIANTS,
    *numbers.INVARIANTS,
    *posts.INVARIANTS,
    *deadlines.INVARIANTS,
    *services.INVARIANTS,
    *appointments.INVARIANTS,
    *ledger.INVARIANTS,
    *bearing.INVARIANTS,
    *tallies.INVARIANTS,
    *clocks.INVARIANTS,
    *petitions.INVARIANTS,
    *signing.INVARIANTS,
    *appeals.INVARIANTS,
)
Say = Callable[[str], None]
_EVERY = 5.0  # seconds between two words of progress


@dataclass
class Answer:
    """What was found of one invariant: `first` and `count` of the rows that nothing excuses, the known ones apart."""

    invariant: Invariant
    count: int = 0
    first: Fault | None = None
    known: Counter[int] = field(default_factory=Counter)  # place in the list of reds -> rows

    def take(self, fault: Fault, reds: Sequence[Red]) -> None:
        for place, red in enumerate(reds):
            if red.holds(self.invariant.name, fault) and self.known[place] < red.count:
                self.known[place] += 1
                return
        self.count += 1
        self.first = self.first or fault


def ask(invariant: Invariant, reds: Sequence[Red] = (), say: Say = lambda words: None) -> Answer:
    """One invariant over everything. `say` hears where it is, at most every few seconds."""
    answer = Answer(invariant)
    pieces = invariant.pieces()
    say(invariant.name)
    spoke = time.monotonic()
    for done, piece in enumerate(pieces):
        if time.monotonic() - spoke > _EVERY:
            say(f"{invariant.name} {done}/{len(pieces)}")
            spoke = time.monotonic()
        with _as_of_one_moment():
            for fault in invariant.find(piece):
                answer.take(fault, reds)
    return answer


@contextmanager
def _as_of_one_moment() -> Iterator[None]:
    """The court goes on while it is verified: the questions about a piece see it as it was at one moment."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
