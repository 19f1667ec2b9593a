"""Who bears the fee, in tables: the shares, who owes whom, when it takes effect (办法29-34, 50; 解释207)."""

from __future__ import annotations

from datetime import date

from common.law.effect import effect
from common.law.money import spread
from fees.settling import rules
from tests.factories.triage import DAY
from tests.fees.settling.suits import OVER
from tests.tables import rows


@rows(
    ("amount", "weights", "parts"),
    [
        (100, {1: 1, 2: 1}, {1: 50, 2: 50}),
        (101, {1: 1, 2: 1}, {1: 51, 2: 50}),
        (100, {1: 1, 2: 1, 3: 1}, {1: 34, 2: 33, 3: 33}),
        (10, {1: 0, 2: 7}, {1: 0, 2: 10}),
        (10, {}, {}),
        (0, {1: 5}, {1: 0}),
    ],
)
def test_a_sum_is_spread_to_the_fen(amount: int, weights: dict[int, int], parts: dict[int, int]) -> None:
    assert spread(amount, weights) == parts


@rows(
    ("lacks", "backs", "owed"),
    [
        ({2: 100}, {1: 100}, {2: {1: 100}}),
        ({2: 100}, {1: 60}, {2: {1: 60, 0: 40}}),  # a part was never prepaid
        ({2: 100}, {}, {2: {0: 100}}),
        ({2: 70, 3: 30}, {1: 100}, {2: {1: 70}, 3: {1: 30}}),
        ({2: 50, 3: 50}, {1: 33, 4: 67}, {2: {1: 17, 4: 33}, 3: {1: 16, 4: 34}}),
        ({}, {1: 5}, {}),
    ],
)
def test_who_owes_whom(lacks: dict[int, int], backs: dict[int, int], owed: dict[int, dict[int, int]]) -> None:
    found = rules.debts(lacks, backs)
    assert found == owed
    assert {loser: sum(parts.values()) for loser, parts in found.items()} == lacks


@rows(
    ("way", "procedure", "ends", "received_on", "stayed", "on"),
    [
        ("judgment", "summary", [date(2026, 3, 17), date(2026, 3, 16)], None, False, OVER),
        ("judgment", "summary", [date(2026, 3, 17), date(2026, 3, 18)], None, False, None),
        ("judgment", "summary", [date(2026, 3, 17), None], None, False, None),  # one was never served
        ("judgment", "summary", [], None, False, None),
        ("judgment", "summary", [date(2026, 3, 17)], None, True, None),
        ("judgment", "small", [], None, False, None),  # nobody knows of it yet
        ("judgment", "small", [], date(2026, 3, 9), False, date(2026, 3, 9)),
        ("dismissal", "summary", [None], None, False, None),
        ("mediation", "summary", [], None, False, None),
        ("mediation", "summary", [], date(2026, 3, 5), False, date(2026, 3, 5)),
        ("withdrawal", "summary", [], None, False, DAY),
    ],
)
def test_when_the_end_takes_effect(
    way: str, procedure: str, ends: list[date | None], received_on: date | None, stayed: bool, on: date | None
) -> None:
    found = effect(
        way, procedure=procedure, closed_on=DAY, ends=ends, received_on=received_on, stayed=stayed, today=OVER
    )
    assert found.value == on
    assert found.articles


@rows(
    ("share", "off", "pays"),
    [(100, 0, 100), (100, 100, 0), (100, 40, 60), (50, 40, 30), (0, 100, 0), (33, 50, 16)],
)
def test_relief_is_for_who_asked_on_the_part_it_bears(share: int, off: int, pays: int) -> None:
    assert rules.payables({1: share, 2: 100 - share}, off=off, helped={1}) == {1: pays, 2: 100 - share}


def test_what_those_who_were_relieved_pay_adds_up() -> None:
    shares = {1: 13_819, 2: 13_819, 3: 13_819}  # a fee of 414.57, half of it relieved
    assert sum(rules.payables(shares, off=20_729, helped={1, 2, 3}).values()) == 41_457 - 20_729
