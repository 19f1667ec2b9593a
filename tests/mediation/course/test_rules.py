"""The rules of the course as tables, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from common.law.regimes import Route
from common.law.terms import Length, Unit
from mediation.course import rules
from mediation.course.rules import Side, may_answer, may_name
from mediation.course.states import ConsentState, EndReason
from tests.tables import rows


@rows(
    ("route", "summary", "wanted"),
    [
        (Route.A, False, ("mediation_a", Length(30, Unit.DAYS))),
        (Route.A, True, ("mediation_a", Length(30, Unit.DAYS))),
        (Route.B, True, ("mediation_b", Length(30, Unit.DAYS))),
        (Route.C, False, ("mediation_c_ordinary", Length(15, Unit.DAYS))),
        (Route.C, True, ("mediation_c_summary", Length(7, Unit.DAYS))),
    ],
)
def test_how_long(route, summary, wanted):
    assert rules.period(route, summary=summary, on=date(2026, 3, 2)).value == wanted


@rows(
    ("route", "days", "before", "refused"),
    [
        (Route.C, 30, False, False),
        (Route.C, 31, False, True),
        (Route.C, 10, True, True),
        (Route.C, 0, False, True),
        (Route.A, 60, True, False),
        (Route.B, 181, False, True),
    ],
)
def test_how_much_longer(route, days, before, refused):
    assert bool(rules.extension(route, days=days, extended_before=before, on=date(2026, 3, 2)).value) is refused


G, A, D, U = ConsentState.GIVEN, ConsentState.ASKED, ConsentState.DECLINED, ConsentState.UNREACHABLE


@rows(
    ("claimants", "respondents", "wanted"),
    [
        ([G], [G], None),
        ([G], [A], None),
        ([G], [D], EndReason.UNWILLING),
        ([G], [U], EndReason.UNREACHABLE),
        ([G], [D, G], None),
        ([G], [D, U], EndReason.UNWILLING),
        ([D], [G, G], EndReason.UNWILLING),
        ([D, G], [G], None),
    ],
)
def test_when_it_ends(claimants, respondents, wanted):
    rows = [Side(n, "claimant", state) for n, state in enumerate(claimants)]
    rows += [Side(10 + n, "respondent", state) for n, state in enumerate(respondents)]
    assert rules.standing(rows)[1] == wanted


@rows(("named", "wanted"), [([3, 3], 3), ([3, 4], None), ([3, None], None), ([None, None], None), ([], None)])
def test_choosing_together(named, wanted):
    assert rules.joint_choice(named) == wanted


ASKED, GIVEN, DECLINED, GONE = ConsentState


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
