"""Who gets a case, and what its term leaves out: tables, without a database."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.law.procedures import Procedure
from tests.tables import rows
from triage.teams.rules import TeamLoad, days_outside, pick, weight_of


def team(number: int, load: int, last: int | None, *people: int) -> TeamLoad:
    return TeamLoad(number, load, last, frozenset(people))


@rows(
    ("teams", "excluded", "chosen"),
    [
        ([], (), None),
        ([team(1, 9, 5, 11), team(2, 3, 6, 12)], (), 2),
        ([team(1, 3, 5, 11), team(2, 3, 4, 12)], (), 2),
        ([team(1, 3, 5, 11), team(2, 3, None, 12)], (), 2),
        ([team(2, 0, None, 12), team(1, 0, None, 11)], (), 1),
        ([team(1, 0, None, 11), team(2, 9, 1, 12)], (11,), 2),
        ([team(1, 0, None, 11)], (11, 99), None),
    ],
)
def test_the_least_loaded_team_gets_the_case_and_ties_go_to_the_longest_idle(
    teams: list[TeamLoad], excluded: tuple[int, ...], chosen: int | None
) -> None:
    assert pick(teams, excluded).value == chosen


@rows(
    ("procedure", "parties", "appraisal", "weight"),
    [
        (Procedure.SMALL, 2, False, 2),
        (Procedure.SUMMARY, 3, False, 4),
        (Procedure.SUMMARY, 5, False, 4),
        (Procedure.SUMMARY, 6, False, 5),
        (Procedure.ORDINARY_PANEL, 2, True, 10),
    ],
)
def test_weight_is_more_than_number(procedure: Procedure, parties: int, appraisal: bool, weight: int) -> None:
    assert weight_of(procedure, parties=parties, appraisal=appraisal).value == weight


@rows(
    ("route", "spans", "days"),
    [
        ("C", [], 0),
        ("C", [(date(2026, 3, 9), date(2026, 4, 8), None)], 30),
        ("C", [(date(2026, 3, 9), date(2026, 4, 8), date(2026, 3, 20))], 11),
        ("C", [(date(2026, 3, 9), date(2026, 4, 8), date(2026, 4, 9))], 30),  # the sweep finds it the day after
        ("C", [(date(2026, 3, 9), date(2026, 4, 8), date(2026, 3, 5))], 0),  # agreed early, never needed
        ("B", [(date(2026, 3, 9), date(2026, 4, 8), None)], 0),  # before registration no term runs
        ("", [(date(2026, 3, 9), date(2026, 4, 8), None)], 0),
    ],
)
def test_the_days_an_extended_mediation_took_are_outside_the_trial_term(route: str, spans: Any, days: int) -> None:
    found = days_outside(route, spans)
    assert found.value == days
    assert bool(found.articles) == bool(days)
