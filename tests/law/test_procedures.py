"""Which procedure, on which grounds, for how long."""

from datetime import date

import pytest

from common.law.articles import art
from common.law.procedures import (
    GUANGDONG_WAGES,
    Procedure,
    ProcedureFacts,
    SmallClaimsWage,
    Track,
    choose,
    trial_term,
    wage_on,
)
from common.law.terms import term
from tests.tables import rows

DAY = date(2026, 3, 2)

SMALL, SUMMARY = Procedure.SMALL, Procedure.SUMMARY
SINGLE, PANEL = Procedure.ORDINARY_SINGLE, Procedure.ORDINARY_PANEL
MONEY = {"money_only": True, "amount_fen": 1_000_000}


@rows(
    ("facts", "expected"),
    [
        (MONEY, SMALL),
        (MONEY | {"amount_fen": 6_000_000}, SMALL),
        (MONEY | {"amount_fen": 6_000_001}, SUMMARY),
        (MONEY | {"amount_fen": 6_000_001, "agreed_small": True}, SMALL),
        (MONEY | {"amount_fen": 24_000_000, "agreed_small": True}, SMALL),
        (MONEY | {"amount_fen": 24_000_001, "agreed_small": True}, SUMMARY),
        (MONEY | {"money_only": False}, SUMMARY),
        (MONEY | {"amount_fen": None}, SUMMARY),
        (MONEY | {"status_or_title": True}, SUMMARY),
        (MONEY | {"foreign": True}, SUMMARY),
        (MONEY | {"needs_appraisal": True}, SUMMARY),
        (MONEY | {"counterclaim": True}, SUMMARY),
        (MONEY | {"unsuited_small": True}, SUMMARY),
        (MONEY | {"foreign": True, "amount_fen": 7_000_000, "agreed_small": True}, SUMMARY),
        (MONEY | {"cause": "14"}, SUMMARY),
        (MONEY | {"cause": "38.1"}, SUMMARY),
        (MONEY | {"cause": "22.2"}, SUMMARY),
        (MONEY | {"cause": "22.1"}, SMALL),
        (MONEY | {"cause": "164.1"}, SUMMARY),
        (MONEY | {"cause": "164"}, SMALL),
        (MONEY | {"cause": "108.3"}, SMALL),
        (MONEY | {"whereabouts_unknown": True}, SINGLE),
        (MONEY | {"many_parties": True}, SINGLE),
        (MONEY | {"unsuited_summary": True}, SINGLE),
        (MONEY | {"cause": "512"}, SINGLE),
        (MONEY | {"clear": False}, SINGLE),
        (MONEY | {"clear": False, "agreed_summary": True}, SUMMARY),
        (MONEY | {"whereabouts_unknown": True, "agreed_summary": True}, SINGLE),
        (MONEY | {"clear": False, "basics_clear": False}, PANEL),
        (MONEY | {"remanded": True}, PANEL),
        (MONEY | {"retrial": True}, PANEL),
        (MONEY | {"public_interest": True}, PANEL),
        (MONEY | {"third_party_revocation": True}, PANEL),
        (MONEY | {"cause": "511"}, PANEL),
        (MONEY | {"cause": "502"}, PANEL),
        (MONEY | {"group_dispute": True}, PANEL),
        (MONEY | {"wide_attention": True}, PANEL),
        (MONEY | {"new_or_complex": True}, PANEL),
        (MONEY | {"panel_by_law": True}, PANEL),
        (MONEY | {"unsuited_single": True}, PANEL),
        (MONEY | {"intermediate_court": True}, PANEL),
    ],
)
def test_procedure(facts, expected):
    found = choose(ProcedureFacts(**facts))
    assert found.value.procedure is expected
    assert found.value.grounds
    assert found.articles


def test_grounds_name_the_fact_and_its_article():
    grounds = choose(ProcedureFacts(**MONEY, foreign=True, needs_appraisal=True)).value.grounds
    assert {(each.article, each.against) for each in grounds[1:]} == {
        (art("民诉法", 166, 1, 2), SMALL),
        (art("民诉法", 166, 1, 3), SMALL),
    }


@rows(("fen", "open_"), [(6_000_000, False), (6_000_001, True), (24_000_000, True), (24_000_001, False)])
def test_small_claims_may_be_agreed_in_between(fen, open_):
    assert choose(ProcedureFacts(money_only=True, amount_fen=fen)).value.small_by_agreement is open_


def test_the_demonstration_wage_is_marked():
    found = choose(ProcedureFacts(**MONEY))
    assert not found.confirmed
    assert "待确认" in found.note
    assert choose(ProcedureFacts(money_only=False)).confirmed


def test_wages_are_dated():
    new = SmallClaimsWage.of_wage(13_000_000, date(2026, 7, 1), confirmed=True, source="公布")
    rows = (*GUANGDONG_WAGES, new)
    assert (new.half, new.double) == (6_500_000, 26_000_000)
    assert wage_on(date(2026, 6, 30), rows).half == 6_000_000
    assert wage_on(date(2026, 7, 1), rows) is new
    assert wage_on(None, rows) is new
    facts = ProcedureFacts(money_only=True, amount_fen=6_400_000, received=date(2026, 7, 1))
    assert choose(facts, rows).value.procedure is SMALL
    assert choose(facts, rows).confirmed
    with pytest.raises(ValueError, match="尚未设置"):
        wage_on(None, ())


@rows(("procedure", "months", "extension"), [(SMALL, 2, 1), (SUMMARY, 3, 1), (SINGLE, 6, 6), (PANEL, 6, 6)])
def test_trial_terms_agree_with_the_table_of_terms(procedure, months, extension):
    found = trial_term(procedure, DAY)
    assert found.value.extension_months == extension
    assert (term(found.value.term, DAY).amount, term(found.value.extension, DAY).amount) == (months, extension)


@rows(
    ("procedure", "fee", "mediation"),
    [(SMALL, "small", 7), (SUMMARY, "summary", 7), (SINGLE, "ordinary", 15), (PANEL, "ordinary", 15)],
)
def test_what_follows_from_the_procedure(procedure, fee, mediation):
    assert procedure.fee_option == fee
    assert term(procedure.mediation_term, DAY).amount == mediation
    assert procedure.label


def test_tracks_have_words():
    assert [each.label for each in Track] == ["速裁快审", "精审"]
