"""The final fee: tables, without a database."""

from __future__ import annotations

from datetime import date

from common.law.articles import art
from fees.settling.rules import final_fee
from tests.tables import rows

DAY = date(2026, 3, 2)
LOAN = "108.4"
FULL, HALF = 287_201, 143_601  # 128,600.50 yuan


@rows(
    ("way", "procedure", "paid", "relieved", "noticed", "fee", "refund", "due"),
    [
        ("judgment", "ordinary_single", FULL, 0, True, FULL, 0, 0),
        ("judgment", "summary", HALF, 0, True, HALF, 0, 0),
        ("mediation", "summary", HALF, 0, True, HALF, 0, 0),  # halved once: never a quarter
        ("withdrawal", "small", HALF, 0, True, HALF, 0, 0),
        ("mediation", "ordinary_single", FULL, 0, True, HALF, FULL - HALF, 0),
        ("withdrawal", "ordinary_single", FULL, 0, True, HALF, FULL - HALF, 0),
        ("judgment", "summary", FULL, 0, True, HALF, FULL - HALF, 0),
        ("judgment", "ordinary_single", HALF, 0, True, FULL, 0, FULL - HALF),
        ("mediation", "summary", 0, 0, False, HALF, 0, HALF),
        ("withdrawal", "summary", 0, 0, False, 0, 0, 0),
        ("dismissal", "summary", HALF, 0, True, 0, HALF, 0),
        ("dismissal", "summary", 0, 0, True, 0, 0, 0),
        ("deemed_withdrawal", "summary", 0, 0, True, 0, 0, 0),
        ("deemed_withdrawal", "ordinary_single", FULL, 0, True, HALF, FULL - HALF, 0),
        ("other", "summary", 0, 0, False, 0, 0, 0),
        ("other", "summary", HALF, 0, True, HALF, 0, 0),
        ("transfer", "summary", HALF, 0, True, HALF, 0, 0),
        ("judgment", "summary", 0, HALF, True, HALF, 0, 0),
    ],
)
def test_the_final_fee_by_the_way_of_closing(
    way: str, procedure: str, paid: int, relieved: int, noticed: bool, fee: int, refund: int, due: int
) -> None:
    found = final_fee(
        way,
        cause=LOAN,
        amount=12_860_050,
        claims=[12_860_050],
        procedure=procedure,
        paid=paid,
        relieved=relieved,
        noticed=noticed,
        day=DAY,
    )
    assert (found.value.fee, found.value.refund, found.value.due) == (fee, refund, due)
    assert found.value.words


@rows(
    ("way", "procedure", "asked", "relieved", "paid", "off", "refund", "due"),
    [
        # Half of the fee was granted: half of the fee it turns out to be.
        ("judgment", "ordinary_single", 287_200, 143_600, 143_600, 143_601, 0, 0),
        ("mediation", "ordinary_single", 287_201, 143_601, 143_600, 71_801, 71_800, 0),
        ("withdrawal", "ordinary_single", 287_201, 143_601, 0, 71_801, 0, 71_800),
        ("deemed_withdrawal", "ordinary_single", 287_201, 143_601, 143_600, 71_801, 71_800, 0),
        # Exempt is exempt, also from the half that the conversion adds.
        ("judgment", "ordinary_single", 143_601, 143_601, 0, 287_201, 0, 0),
        ("mediation", "ordinary_single", 287_201, 287_201, 0, 143_601, 0, 0),
        # Thirty per cent of the half and nothing of the supplement.
        ("judgment", "ordinary_single", 287_201, 43_080, 0, 43_080, 0, 244_121),
    ],
)
def test_relief_stays_the_part_that_was_granted(
    way: str, procedure: str, asked: int, relieved: int, paid: int, off: int, refund: int, due: int
) -> None:
    found = final_fee(
        way,
        cause=LOAN,
        amount=12_860_050,
        claims=[12_860_050],
        procedure=procedure,
        paid=paid,
        relieved=relieved,
        noticed=True,
        asked=asked,
        day=DAY,
    ).value
    assert (found.relieved, found.refund, found.due) == (off, refund, due)


def test_half_of_what_was_paid_goes_back_when_the_supplement_never_came() -> None:
    found = final_fee(
        "deemed_withdrawal",
        cause=LOAN,
        amount=12_860_050,
        claims=[12_860_050],
        procedure="ordinary_single",
        paid=HALF,
        relieved=0,
        noticed=True,
        asked=FULL,
        supplement_unpaid=True,
        day=DAY,
    )
    assert (found.value.fee, found.value.refund, found.value.due) == (71_800, 71_801, 0)
    assert found.articles == (art("民诉解释", 199, 2),)


def test_paid_and_then_settled_costs_half_where_an_ended_suit_keeps_all() -> None:
    given = {"cause": LOAN, "amount": 12_860_050, "claims": [12_860_050], "procedure": "ordinary_single"}
    found = final_fee("other", paid=FULL, relieved=0, noticed=True, settled=True, day=DAY, **given)
    assert (found.value.fee, found.value.refund, found.value.due) == (HALF, FULL - HALF, 0)
    assert art("收费办法", 15) in found.articles
    assert not found.confirmed
    ended = final_fee("other", paid=FULL, relieved=0, noticed=True, day=DAY, **given)
    assert (ended.value.refund, ended.articles) == (0, (art("收费办法", 28),))


@rows(("way", "paid"), [("inadmissible", 5_000), ("dismissal", 5_000), ("inadmissible", 0)])
def test_what_was_never_tried_costs_nothing(way: str, paid: int) -> None:
    found = final_fee(
        way, cause=LOAN, amount=1_000_000, claims=[], procedure="", paid=paid, relieved=0, noticed=bool(paid), day=DAY
    )
    assert (found.value.fee, found.value.refund, found.value.due) == (0, paid, 0)
    assert art("收费办法", 27, 2) in found.articles
