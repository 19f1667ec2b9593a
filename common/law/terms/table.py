"""The table of terms, read from ``data/terms.csv``, and the one question asked of it: this term, on that day."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from importlib import resources

from common.law.articles import Article, art
from common.law.terms.shapes import Asked, Kind, Length, Term, TermError, Unit

_CITE = re.compile(r"(?P<law>\S+)(?: (?P<number>\d+)(?:\((?P<item>\d+)\))?)?")
FILE = "common/law/data/terms.csv"
_NEEDED = ("length", "articles", "mark", "name", "counts_from", "holder")
# Lengths that a person or a court types as a number of these, or that are added to such a number.
_COUNTED = {
    "correction": Unit.DAYS,
    "mediation_c_extension": Unit.DAYS,
    "petition_finish": Unit.DAYS,
    "petition_finish_extension": Unit.DAYS,
    "petition_register": Unit.DAYS,
    "petition_reply": Unit.DAYS,
    "petition_result": Unit.MONTHS,
    "trial_extension_request": Unit.DAYS,
    "trial_ordinary_extension": Unit.MONTHS,
    "trial_small_extension": Unit.MONTHS,
    "trial_summary_extension": Unit.MONTHS,
}
NOTHING = "-"  # A cell that takes away what the version before it had.


def read(lines: Iterable[str]) -> dict[str, tuple[Term, ...]]:
    """The versions of each term, the oldest first, each under the one before it.

    ValueError, naming file and line, where a line is not one: a wrong cell; a version above its term, of a term nobody
    knows (a misspelt key) or of a day that has one; a term with another's name; a unit in which nobody counts it.
    """
    cells: dict[str, dict[str, str]] = {}
    found: dict[str, tuple[Term, ...]] = {}
    names: dict[str, str] = {}
    lined = csv.DictReader(lines, restval="")
    for line in lined:
        key = line["key"]
        try:
            row = {name: cell or cells.get(key, {}).get(name, "") for name, cell in _of_columns(line).items()}
            _whole(row, found)
            each = _version(row)
            _follows(each, found.get(key, ()))
            _named(each, names)
        except (LookupError, ValueError) as error:
            raise ValueError(f"{FILE}, line {lined.line_num}: {error}") from error
        cells[key], found[key] = row, (*found.get(key, ()), each)
    extended = {key for versions in found.values() for each in versions for key in each.extends}
    if unknown := sorted(extended - set(found)):
        raise ValueError(f"{FILE}: nothing is called {', '.join(unknown)}, which another term extends")
    return found


def _of_columns(line: dict[str, str]) -> dict[str, str]:
    if None in line:  # where csv puts the cells behind the last column
        raise ValueError("more cells than columns; is a comma in a text not quoted?")
    return line


def _whole(row: dict[str, str], found: Iterable[str]) -> None:
    """Only a version of a term that stands above may leave out what the term is."""
    if missing := [name for name in _NEEDED if not row[name]]:
        near = get_close_matches(row["key"], list(found), n=1)
        meant = f"; is {near[0]} meant?" if near and row["key"] not in found else ""
        raise ValueError(f"no term {row['key']} stands above, and the line has no {', '.join(missing)}{meant}")


def _named(each: Term, names: dict[str, str]) -> None:
    """A whole line under a misspelt key would be a second term of the same name."""
    if names.setdefault(each.name, each.key) != each.key:
        raise ValueError(f"{each.key}: {each.name} is what {names[each.name]} is called; is the key misspelt?")


def _follows(each: Term, before: tuple[Term, ...]) -> None:
    if before and each.since <= before[-1].since:
        raise ValueError(f"{each.key} has a version from {before[-1].since} above: this one is from {each.since}")
    unit = _COUNTED.get(each.key, each.unit)
    if each.unit is not unit:
        raise ValueError(f"{each.key} is counted in {unit} where it is asked for; this version is in {each.unit}")


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


def name_of(key: str, on: date) -> str:
    """What the term is called by the law of this day; the key itself where it is none."""
    return term(key, on).name if key in TERMS else key


def _versions(key: str) -> tuple[Term, ...]:
    try:
        return TERMS[key]
    except KeyError:
        raise TermError(f"没有名为“{key}”的期限。") from None
