"""A guide found by the words a layman uses: 欠薪, 房子被查封, 要不到钱. The words are data (synonyms.json and each
item's own); nothing is asked of a database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from intake.requests.rules.catalogue import CATALOGUE, Service, stored

LONGEST = 60
_BLANK = re.compile(r"[\s\W_]+")
_ENOUGH = 15
_BY_GROUP, _LATER, _BY_NAME, _BY_WORD, _BY_TEXT = 200, 10, 80, 40, 15
_ALIKE, _MOSTLY = 30, 0.6


@dataclass(frozen=True, slots=True)
class Synonym:
    """What people say, what is meant by it, and the items that help, the likeliest first."""

    said: tuple[str, ...]
    meant: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked for, as what it was understood, and what there is."""

    query: str
    meant: tuple[str, ...]
    services: tuple[Service, ...]


def _synonyms() -> tuple[Synonym, ...]:
    rows = tuple(Synonym(tuple(r["said"]), r["meant"], tuple(r["services"])) for r in stored()["synonyms"])
    if unknown := {code for row in rows for code in row.services} - set(CATALOGUE.by_code):
        raise ValueError(f"synonyms.json: no item is called {', '.join(sorted(unknown))}")
    return rows


SYNONYMS = _synonyms()


def plain(text: str) -> str:
    """Without blanks and signs, in one spelling."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).lower()


def found(asked: str) -> Found:
    """At most the length of a sentence is read; several words are looked for together and apart."""
    shown = " ".join(asked.replace("\0", "").split())[:LONGEST]
    parts = [part for part in dict.fromkeys((plain(shown), *map(plain, shown.split()))) if part]
    scores: dict[str, float] = {}
    meant: list[str] = []
    for part in parts:
        for synonym in SYNONYMS:
            if _says(part, synonym.said):
                meant.append(synonym.meant)
                for place, code in enumerate(synonym.services):
                    scores[code] = scores.get(code, 0) + _BY_GROUP - place * _LATER
        for service in CATALOGUE.services:
            scores[service.code] = scores.get(service.code, 0) + _score(part, service)
    hits = [each for each in CATALOGUE.services if scores.get(each.code, 0) >= _ENOUGH]
    hits.sort(key=lambda each: -scores[each.code])
    return Found(shown, tuple(dict.fromkeys(meant)), tuple(hits))


def _says(part: str, said: Sequence[str]) -> bool:
    """A whole phrase of the group is in what was typed, or the other way round where enough was typed to tell."""
    return any(phrase in part or (len(part) > 1 and part in phrase) for phrase in said)


def _score(part: str, service: Service) -> float:
    if part == service.code.lower():
        return _BY_GROUP
    name, text = plain(service.name), plain(service.lead + "".join(service.words))
    score = 0.0
    if len(part) > 1:
        score += _BY_NAME * (part in name)
        score += _BY_TEXT * (part in text)
    score += _BY_WORD * sum(plain(word) in part for word in service.words)
    pairs = [part[at : at + 2] for at in range(len(part) - 1)]
    share = sum(pair in name or pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0
    return score + (_ALIKE * share if share >= _MOSTLY else 0)
