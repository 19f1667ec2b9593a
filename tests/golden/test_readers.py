"""What no reader of the golden city may find: a day that stands for "always", a doubt of the court's own, the table's
noun for a term where who does what is to be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from common.cases.states import Stage
from common.courts.rules import ALWAYS, since_words
from common.law.articles import DOUBTS, sure
from common.law.terms import TERMS, TOLD, told
from tests.tables import rows
from yunfu_court.simulation.golden.items import Items
from yunfu_court.simulation.golden.pages import GUEST
from yunfu_court.simulation.golden.standing import TODAY
from yunfu_court.simulation.people import SIGN_INS

# A day that is only a bound: the first and last of the calendar, and what forms and figures begin with.
SENTINEL = re.compile(r"(?<![\d第])(?:0{0,3}1|1900|9999)(?:年| 年 |-)0?1(?:月| 月 |-)0?1(?!\d)|(?<!\d)1900(?!\d)")
CITIZENS = {GUEST, *(each.kind for each in SIGN_INS if each.role is None and not each.kind.startswith("调解员"))}
WITHOUT_POST = {each.kind for each in SIGN_INS if each.role is None}
STAGES = {stage.label for stage in Stage}
NOUNS = {name for key in TOLD for name in (version.name for version in TERMS[key])} - STAGES - set(TOLD.values())


def lines(found: Items, kind: str, readers: set[str] | None = None) -> Iterator[tuple[str, str]]:
    """(item, line) of what is printed: papers to everybody, pages of these readers, messages."""
    for name, text in found.items():
        what, _, key = name.partition(" ")
        if what == kind and (readers is None or key.split(" /")[0] in readers):
            yield from ((name, line) for line in text.splitlines())


@rows(
    ("text", "found"),
    [
        ("1900年1月1日起施行", True),
        ("自 1900-01-01 起", True),
        ("0001-01-01", True),
        ("到 9999 年 1 月 1 日", True),
        ("2021 年 1 月 1 日（周五）", False),
        ("2021-01-01", False),
    ],
)
def test_a_day_that_is_only_a_bound_is_known(text: str, found: bool) -> None:
    assert bool(SENTINEL.search(text)) is found


def test_what_had_no_beginning_is_said_so() -> None:
    assert (since_words(ALWAYS), since_words(date(2021, 10, 1))) == ("自始有效", "2021-10-01 起")


@rows(
    ("note", "left"),
    [
        ("", ""),
        ("按当时的规定，以后的按起诉时的利率算；利率表待确认", "按当时的规定，以后的按起诉时的利率算"),
        ("（500元）。广东省的具体标准待确认，暂按500元计算。", "（500元）。"),
        ("小额诉讼标的额标准为示例，待确认", ""),
        ("财产案件按金额分段累计。", "财产案件按金额分段累计。"),
    ],
)
def test_of_a_note_a_party_reads_what_is_sure(note: str, left: str) -> None:
    assert sure(note) == left


def test_no_reader_finds_a_day_that_stands_for_always(city_items: Items) -> None:
    found = [each for kind in ("page", "paper", "messages") for each in lines(city_items, kind)]
    assert len(found) > 10_000
    assert [each for each in found if SENTINEL.search(each[1])] == []


def test_no_party_reads_what_the_court_doubts(city_items: Items) -> None:
    found = [*lines(city_items, "page", CITIZENS), *lines(city_items, "paper"), *lines(city_items, "messages")]
    assert [each for each in found if any(word in each[1] for word in DOUBTS)] == []
    assert any("（暂定）" in line for _, line in lines(city_items, "page")), "the court reads it"


def test_no_citizen_reads_the_tables_noun_of_a_term(city_items: Items) -> None:
    """On every page of the parties, and on the home page and in the reminders of whoever holds no post."""
    # A guide is called what the law calls the thing it is about.
    pages = [each for each in lines(city_items, "page", CITIZENS) if "/intake/guides/" not in each[0]]
    homes = [(name, line) for name, line in lines(city_items, "page", WITHOUT_POST) if name.endswith(") /")]
    said = {line.partition("：")[0].partition(" ->")[0].strip() for _, line in [*pages, *homes]}
    assert said & NOUNS == set()
    assert {told(key, TODAY) for key in TOLD} & said, "what is told is there to be found"


@pytest.mark.parametrize("key", sorted(TOLD))
def test_what_is_told_is_no_noun_of_the_table(key: str) -> None:
    assert told(key, TODAY) not in NOUNS
