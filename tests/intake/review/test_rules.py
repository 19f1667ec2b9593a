"""The review's rules as tables, without a database."""

from __future__ import annotations

from datetime import date

from common.law.mediability import Mediability
from intake.elements.rules.forms import newest
from intake.filing.states import FILING_MOVES, FilingState
from intake.review.rules import changes, divertible, on_time
from tests.factories.intake import TODAY
from tests.tables import rows


@rows(
    ("route", "found", "accepts", "already", "wish", "may"),
    [
        ("A", Mediability.MAY, "yes", False, "mediate", True),
        ("B", Mediability.MAY, "unsure", False, "sue", True),
        ("B", Mediability.MAY, "no", False, "sue", False),
        ("B", Mediability.NEVER, "yes", False, "sue", False),
        ("B", Mediability.MAY, "yes", True, "sue", False),
        ("C", Mediability.MAY, "yes", False, "sue", False),
    ],
)
def test_who_may_be_passed_to_mediation_unregistered(route, found, accepts, already, wish, may):
    finding = divertible(route=route, mediable=found, accepts=accepts, already_mediated=already, wish=wish)
    assert finding.value is may
    assert finding.articles


def test_a_decision_on_the_last_day_is_in_time():
    assert on_time(date(2026, 11, 30), date(2026, 11, 30)).value
    assert not on_time(date(2026, 11, 30), date(2026, 12, 1)).value


def test_a_registered_filing_moves_nowhere():
    assert FILING_MOVES[FilingState.REGISTERED] == frozenset()
    assert set(FILING_MOVES) == set(FilingState)


def test_changes_mask_numbers():
    form = newest("private_lending", TODAY)
    found = changes(form, "sue", {"claimant.1.phone": "13800000001"}, {"claimant.1.phone": "13900000009"})
    assert [(each.label, each.before, each.after) for each in found] == [
        ("原告 · 联系电话", "138****0001", "139****0009")
    ]
