"""Texts kept as data say a length by its term, so that no file types one: 保全后{term:preservation_suit}内要起诉."""

from __future__ import annotations

import re
from datetime import date

from common.law.terms.table import term

_PLACE = re.compile(r"\{term:(\w+)\}")


def said(text: str, on: date, *, figures: bool = False) -> str:
    """The text with each length as it is said to people: 三十日; ``figures``: 30 日. ``on``: the day the law is asked.
    TermError where there is no such term."""
    return _PLACE.sub(lambda found: term(found[1], on).figures if figures else term(found[1], on).spoken, text)


def named(text: str) -> tuple[str, ...]:
    """The keys of the terms that a text says."""
    return tuple(_PLACE.findall(text))
