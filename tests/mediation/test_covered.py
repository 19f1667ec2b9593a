"""What several agreements settle together, who may be asked, and for whom an agent may speak: rules as tables."""

from __future__ import annotations

import pytest

from common.law.mediability import Subject
from common.law.regimes import Route
from mediation.course.rules import Side, may_answer, may_name
from mediation.course.states import ConsentState
from mediation.outcome.rules import may_confirm
from mediation.texts.rules import Cover, settled

ASKED, GIVEN, DECLINED, GONE = ConsentState
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


@pytest.mark.parametrize(
    ("route", "claimant", "respondents", "may"),
    [
        (Route.A, GIVEN, [ASKED], True),
        (Route.B, GIVEN, [ASKED], True),
        (Route.B, ASKED, [GIVEN], False),
        (Route.C, GIVEN, [ASKED], False),
        (Route.C, GIVEN, [GIVEN], True),
        (Route.C, GIVEN, [GIVEN, ASKED], False),
        (Route.C, GIVEN, [GIVEN, DECLINED], True),
        (Route.C, GIVEN, [GIVEN, GONE], True),
        (Route.C, ASKED, [GIVEN], False),
    ],
)
def test_who_must_have_agreed_before_a_mediator_is_asked(route, claimant, respondents, may):
    sides = [Side(1, "claimant", claimant)]
    sides += [Side(n, "respondent", each) for n, each in enumerate(respondents, start=2)]
    assert (may_name(route, sides).value == "") is may


@pytest.mark.parametrize(("yes", "power", "may"), [(True, True, True), (True, False, False), (False, False, True)])
def test_any_agent_may_say_no_and_only_one_with_special_power_yes(yes, power, may):
    found = may_answer(yes=yes, may_dispose=power)
    assert found.value is may
    assert bool(found.note) is not may


@pytest.mark.parametrize("cause", ["", "119"])
@pytest.mark.parametrize("subject", [None, *Subject])
def test_what_disposes_of_title_is_never_confirmed(cause, subject):
    assert may_confirm(cause, subject).value is (subject in (None, Subject.OBLIGATION))
