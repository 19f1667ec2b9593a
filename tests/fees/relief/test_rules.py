"""What relief takes off: tables, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from fees.relief.rules import may_ask, relief_amount
from fees.relief.states import ReliefGround, ReliefKind
from tests.tables import rows

DAY = date(2026, 3, 2)


def test_only_people_are_exempted() -> None:
    assert not may_ask(ReliefKind.EXEMPT, natural=False).value
    assert may_ask(ReliefKind.REDUCE, natural=False).value
    with pytest.raises(ValueError, match="自然人"):
        relief_amount(ReliefKind.EXEMPT, fee=1, natural=False, percent=None, today=DAY, fee_due=None)


@rows(("percent", "off"), [(30, 1501), (50, 2501), (99, 4951)])
def test_a_reduction_takes_off_its_part(percent: int, off: int) -> None:
    found = relief_amount(ReliefKind.REDUCE, fee=5001, natural=True, percent=percent, today=DAY, fee_due=None)
    assert abs(found.value - off) <= 1


@rows("percent", [None, 0, 29, 100])
def test_a_reduction_is_at_least_thirty_per_cent(percent: int | None) -> None:
    with pytest.raises(ValueError, match="30%"):
        relief_amount(ReliefKind.REDUCE, fee=5000, natural=True, percent=percent, today=DAY, fee_due=None)


def test_deferral_is_decided_before_the_fee_falls_due() -> None:
    for due in (None, DAY):
        assert relief_amount(ReliefKind.DEFER, fee=5000, natural=True, percent=None, today=DAY, fee_due=due).value == 0
    with pytest.raises(ValueError, match="缓交"):
        relief_amount(ReliefKind.DEFER, fee=5000, natural=True, percent=None, today=DAY, fee_due=date(2026, 2, 27))


@rows(
    ("natural", "grounds"),
    [
        (True, {*ReliefGround} - {ReliefGround.R3}),
        (False, {ReliefGround.R3, ReliefGround.R4, ReliefGround.D4}),
    ],
)
def test_nobody_is_offered_what_cannot_be_theirs(natural: bool, grounds: set[ReliefGround]) -> None:
    assert {each for each in ReliefGround if each.fits(natural=natural)} == grounds
    assert natural or all(may_ask(each.kind, natural=False).value for each in grounds)
