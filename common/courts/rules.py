"""Plain values that the courts' reference data hands to rules. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation

from common.law.articles import UNCONFIRMED

# From when what always held is written down: before any case this portal knows, and no day to tell anybody.
ALWAYS = date(2000, 1, 1)


def since_words(since: date) -> str:
    """2021-10-01 起, or 自始有效 of what had no beginning."""
    return "自始有效" if since <= ALWAYS else f"{since:%Y-%m-%d} 起"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated figure as it held on the day asked about. `value` is text in `unit` (元, 日, 月)."""

    key: str
    value: str
    unit: str
    name: str
    since: date
    confirmed: bool
    source: str

    @property
    def number(self) -> int:
        """The value as a whole number; ValueError when it is none."""
        return int(self.value)

    @property
    def time(self) -> time:
        """The value as a time of day; ValueError when it is none."""
        return time.fromisoformat(self.value)

    @property
    def fen(self) -> int:
        """An amount given in 元 as integer fen; ValueError when it is no amount."""
        try:
            return int(Decimal(self.value) * 100)
        except InvalidOperation as error:
            raise ValueError(f"{self.key}: {self.value!r} is no amount") from error

    @property
    def mark(self) -> str:
        """What is shown beside the figure: 待确认, or nothing."""
        return "" if self.confirmed else UNCONFIRMED
