"""What an agreement leads to, as tables."""

from __future__ import annotations

from datetime import date

import pytest

from common.law.mediability import Subject
from common.law.regimes import Route
from mediation.outcome import rules
from mediation.outcome.rules import may_confirm
from mediation.texts.states import Outcome
from tests.tables import rows


@rows(
    ("route", "cause", "within", "switch", "wanted"),
    [
        (Route.A, "8", True, False, {Outcome.CONFIRMATION}),
        (Route.A, "8", False, False, set()),
        (Route.A, "14", True, False, set()),
        (Route.B, "8", True, False, {Outcome.CONFIRMATION}),
        (Route.C, "8", True, False, {Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_SOUGHT}),
        (
            Route.C,
            "8",
            True,
            True,
            {Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_SOUGHT, Outcome.CONFIRMATION},
        ),
        (Route.C, "14", True, True, {Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_SOUGHT}),
    ],
)
def test_what_an_agreement_leads_to(route, cause, within, switch, wanted):
    found = rules.options(route, cause=cause, confirm_after_filing=switch, within_term=within, on=date(2026, 3, 2))
    assert set(found.value) == wanted


@rows(
    ("receipts", "wanted"),
    [
        ({}, None),
        ({1: date(2026, 11, 5), 2: None}, None),
        ({1: date(2026, 11, 5), 2: date(2026, 11, 9)}, date(2026, 11, 9)),
    ],
)
def test_a_paper_takes_effect_on_the_last_receipt(receipts, wanted):
    assert rules.last_receipt(receipts).value == wanted


@pytest.mark.parametrize("cause", ["", "119"])
@pytest.mark.parametrize("subject", [None, *Subject])
def test_what_disposes_of_title_is_never_confirmed(cause, subject):
    assert may_confirm(cause, subject).value is (subject in (None, Subject.OBLIGATION))
