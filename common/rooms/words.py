"""How an event reads, for each side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Words:
    """One event: what the acting party reads, what the other parties read, what the court reads.

    Written for the person who reads: 您 is the party itself; {who} the acting party's name; {amount} yuan; {day} a day;
    the key of a term, {fee_review}, its length as the law had it for the case.
    What a party cannot see needs no words for it. ``void``: what is added once a later event has made it worth nothing,
    ``voided_by`` its kind and the field of both that says of what.
    """

    mine: str
    others: str = ""
    court: str = ""
    void: str = ""
    voided_by: tuple[str, str] = ("", "")

    def to(self, reader: str) -> str:
        """`reader` is mine, others or court; the court and the others fall back to the nearest telling."""
        if reader == "mine":
            return self.mine
        if reader == "others":
            return self.others or self.mine
        return self.court or self.others or self.mine


Phrase = Callable[[Mapping[str, Any], Mapping[str, str]], dict[str, str]]


def phrase(*names: str) -> Callable[[Phrase], Phrase]:
    """The function fills these places of a telling, from more than one field: payload and the words so far -> words.
    What it fills is declared, so that a place nobody fills is found before anybody reads it."""

    def declare(fill: Phrase) -> Phrase:
        fill.names = frozenset(names)  # type: ignore[attr-defined]
        return fill

    return declare
