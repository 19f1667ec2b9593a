"""What several agreements settle together, as tables."""

from __future__ import annotations

import pytest

from mediation.texts.rules import Cover, settled

PRINCIPAL, INTEREST = 11, 12
ZHANG, WANG = 1, 2  # claimants
LI, ZHAO = 3, 4  # respondents


def cover(claims: str, parties: str) -> Cover:
    """Letters: principal and interest; 张三, 王五 (claimants), 李四, 赵六 (respondents)."""
    what = {"p": PRINCIPAL, "i": INTEREST}
    who = {"z": ZHANG, "w": WANG, "l": LI, "h": ZHAO}
    return Cover(frozenset(what[c] for c in claims), frozenset(who[p] for p in parties))


@pytest.mark.parametrize(
    ("covers", "claimants", "claims", "respondents", "whole"),
    [
        ([], [ZHANG], set(), set(), False),
        ([("pi", "zlh")], [ZHANG], {PRINCIPAL, INTEREST}, {LI, ZHAO}, True),
        ([("pi", "zl")], [ZHANG], set(), {LI}, False),
        ([("pi", "zl"), ("pi", "zh")], [ZHANG], {PRINCIPAL, INTEREST}, {LI, ZHAO}, True),
        ([("p", "zl"), ("pi", "zh")], [ZHANG], {PRINCIPAL}, {ZHAO}, False),
        ([("p", "zlh"), ("i", "zlh")], [ZHANG], {PRINCIPAL, INTEREST}, {LI, ZHAO}, True),
        ([("p", "zlh")], [ZHANG], {PRINCIPAL}, set(), False),
        ([("pi", "zlh")], [ZHANG, WANG], set(), set(), False),
        ([("pi", "zlh"), ("pi", "wlh")], [ZHANG, WANG], {PRINCIPAL, INTEREST}, {LI, ZHAO}, True),
    ],
)
def test_each_defendant_may_settle_by_a_text_of_their_own(covers, claimants, claims, respondents, whole):
    found = settled(
        claim_ids=[PRINCIPAL, INTEREST],
        claimant_ids=claimants,
        respondent_ids=[LI, ZHAO],
        covers=[cover(*each) for each in covers],
    ).value
    assert (found.claim_ids, found.respondent_ids, found.whole) == (claims, respondents, whole)


def test_a_dispute_without_claims_is_settled_between_those_who_signed():
    between = {"claim_ids": [], "claimant_ids": [ZHANG], "respondent_ids": [LI, ZHAO]}
    assert not settled(**between, covers=[]).value.whole
    assert not settled(**between, covers=[cover("", "zl")]).value.whole
    assert settled(**between, covers=[cover("", "zl"), cover("", "zh")]).value.whole
