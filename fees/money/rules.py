"""Where the money of a notice stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fees.money.states import SUMS, EntryKind


@dataclass(frozen=True, slots=True)
class Standing:
    """The money of one notice, in fen. What came is at any time what is held and what goes or went back."""

    owed: int = 0  # asked, less relief and what is asked no more
    relieved: int = 0
    received: int = 0
    owed_back: int = 0
    refunded: int = 0

    @property
    def held(self) -> int:
        return self.received - self.returned

    @property
    def returned(self) -> int:
        return self.owed_back + self.refunded

    @property
    def applied(self) -> int:
        """What the fee takes of the money held."""
        return min(self.held, self.owed)

    @property
    def left(self) -> int:
        """Still to be paid."""
        return self.owed - self.applied

    @property
    def surplus(self) -> int:
        """Held without a ground: it goes back."""
        return self.held - self.applied


def standing(sums: Mapping[EntryKind, int]) -> Standing:
    """Where a notice stands by the sums of its lines in the ledger."""
    return Standing(**{name: sum(sign * sums.get(kind, 0) for kind, sign in of.items()) for name, of in SUMS.items()})
