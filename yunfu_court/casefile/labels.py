"""Codes in events -> the Chinese words for them: which field holds which enumeration."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Any

from common.cases.events import REGISTRY, amounts_of
from common.law import terms
from common.law.money import yuan
from common.law.transitions import label
from common.web.wording import day_words
from yunfu_court.rooms import ROOMS

_LABELS = {kind: fields for room in ROOMS for kind, fields in room.labels.items()}
_PHRASES = {kind: phrase for room in ROOMS for kind, phrase in room.phrases.items()}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# What every telling of an event may name besides its fields: people and papers (`queries`), and what `said` adds.
NAMES = frozenset({"actor", "who", "party", "side", "number", "judge", "mediator", "paper", "todo", "ruling", "due"})


class Said(dict[str, str]):
    """Names and values to fill words with; the key of a term is its length as the law had it on this day; what is not
    known is left out of the sentence."""

    def __init__(self, on: date) -> None:
        super().__init__()
        self.on = on

    def __missing__(self, key: str) -> str:
        return terms.term(key, self.on).spoken if key in terms.TERMS else ""


def said(kind: str, payload: dict[str, Any], on: date) -> Said:
    """Each field of an event's payload in words: labels, yuan and days; ids stay as they are. ``on``: the day the case
    was received, by which lengths are told."""
    enums = _LABELS.get(kind, {})
    out, money = Said(on), amounts_of(kind)
    for name, value in payload.items():
        if value is None:
            out[name] = ""
        elif name in enums:
            out[name] = _label(enums[name], str(value))
        elif name in money and isinstance(value, int):
            out[name] = yuan(value)
        elif name == "term":
            out[name] = terms.name_of(str(value), on)
        elif name == "due":
            out[name] = f"，到 {day_words(date.fromisoformat(value), year=True)}"
        elif isinstance(value, str) and _DAY.fullmatch(value):
            out[name] = day_words(date.fromisoformat(value), year=True)
        else:
            out[name] = str(value)
    if "due" in payload:
        out["due"] = out["due"] or "，待送达后起算"
    if fill := _PHRASES.get(kind):
        out |= fill(payload, out)
    if "what" in out:
        out["ruling"] = out["what"]
    return out


def nameless(kind: str, text: str) -> list[str]:
    """The places of a telling that nobody fills: no field of the event, no name, no term. They would be left out of the
    sentence without a word."""
    fields = {each.name for each in dataclasses.fields(REGISTRY[kind])}
    filled: frozenset[str] = getattr(_PHRASES.get(kind), "names", frozenset())
    known = NAMES | fields | filled | terms.TERMS.keys()
    return sorted({place for _, place, _, _ in Formatter().parse(text) if place is not None} - known)


def _label(enum: type[StrEnum], value: str) -> str:
    try:
        return label(enum(value))
    except ValueError:
        return value
