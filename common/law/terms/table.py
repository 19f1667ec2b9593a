"""The table of terms, read from ``data/terms.csv``, and the one question asked of it: this term, on that day."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date
from importlib import resources

from common.law.articles import Article, art
from common.law.terms.shapes import Asked, Kind, Length, Term, TermError, Unit

_CITE = re.compile(r"(?P<law>\S+)(?: (?P<number>\d+)(?:\((?P<item>\d+)\))?)?")
NOTHING = "-"  # A cell that takes away what the version before it had.


def read(lines: Iterable[str]) -> dict[str, tuple[Term, ...]]:
    """The versions of each term, the oldest first. ValueError where a line is not one."""
    found: dict[str, list[dict[str, str]]] = {}
    for line in csv.DictReader(lines, restval=""):
        versions = found.setdefault(line["key"], [])
        before = versions[-1] if versions else {}
        versions.append({name: cell or before.get(name, "") for name, cell in line.items()})
    return {
        key: tuple(sorted((_version(each) for each in versions), key=lambda each: each.since))
        for key, versions in found.items()
    }


def source() -> list[str]:
    return resources.files("common.law").joinpath("data", "terms.csv").read_text(encoding="utf-8").splitlines()


def _version(cells: dict[str, str]) -> Term:
    row = {name: "" if cell == NOTHING else cell for name, cell in cells.items()}
    length = _length(row["length"])
    abroad, _, abroad_articles = row["abroad"].partition(";")
    return Term(
        key=row["key"],
        name=row["name"],
        amount=length.amount,
        unit=length.unit,
        counts_from=row["counts_from"],
        articles=_cites(row["articles"]),
        since=date.fromisoformat(row["since"]) if row["since"] else date.min,
        holder=row["holder"],
        from_receipt=row["receipt"] == "yes",
        confirmed=row["mark"] == "V",
        asked=Asked(row["asked"] or Asked.RECEIPT),
        kind=Kind(row["kind"] or Kind.FIXED),
        backward=row["direction"] == "backward",
        stays=row["stays"] == "yes",
        abroad=None if abroad in ("", "none") else _length(abroad),
        unbound=abroad == "none",
        abroad_articles=_cites(abroad_articles),
        extends=tuple(each for each in row["extends"].split(";") if each),
        in_all=_length(row["in_all"]) if row["in_all"] else None,
        outside=_cites(row["outside"]),
        doubt=row["doubt"],
    )


def _length(text: str) -> Length:
    amount, unit = text.split()
    return Length(int(amount), Unit(unit))


def _cites(text: str) -> tuple[Article, ...]:
    """民诉法 126;立案规定 8(1);信访通知: a law's key, its article, the item."""
    return tuple(_cite(each) for each in text.split(";") if each)


def _cite(text: str) -> Article:
    found = _CITE.fullmatch(text)
    if found is None:
        raise ValueError(f"not an article: {text}")
    return art(found["law"], found["number"] or "", None, int(found["item"]) if found["item"] else None)


TERMS: dict[str, tuple[Term, ...]] = read(source())


def term(key: str, on: date, began: date | None = None) -> Term:
    """The term as the law has it for a case received ``on`` that day; ``began``: the day the term starts.

    Which of the two a version asks for is its own rule (``Asked``). Of a day before the first version held here the
    first is given: ``deadline`` says that it is not certain. TermError if there is no such term.
    """
    versions = _versions(key)
    held = [each for each in versions if each.since <= (began or on if each.asked is Asked.START else on)]
    return held[-1] if held else versions[0]


def name_of(key: str) -> str:
    """What the term is called today; the key itself where it is none."""
    return TERMS[key][-1].name if key in TERMS else key


def _versions(key: str) -> tuple[Term, ...]:
    try:
        return TERMS[key]
    except KeyError:
        raise TermError(f"没有名为“{key}”的期限。") from None
