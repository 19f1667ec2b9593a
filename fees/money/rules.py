"""Where the money of a notice stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from fees.money.states import EntryKind


@dataclass(frozen=True, slots=True)
class Standing:
    """The money of one notice, in fen. What came is at any time what is held and what goes or went back."""

    owed: int = 0  # asked, less relief and what is asked no more
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
    def surplus(self) -> int:
        """Held without a ground: it goes back."""
        return self.held - self.applied


def standing(sums: Mapping[EntryKind, int]) -> Standing:
    """Where a notice stands by the sums of its lines in the ledger. Money not counted has lines of its own kinds."""
    given = Counter(sums)
    return Standing(
        owed=given[EntryKind.CHARGE] + given[EntryKind.RELIEF_VOID] - given[EntryKind.RELIEF] - given[EntryKind.CANCEL],
        received=given[EntryKind.PAYMENT],
        owed_back=given[EntryKind.REFUND_DUE] - given[EntryKind.REFUND_VOID] - given[EntryKind.REFUND_PAID],
        refunded=given[EntryKind.REFUND_PAID],
    )
