"""The procedure's table against the law's terms and the stages' map, without a database."""

from __future__ import annotations

import inspect
import re

import pytest

from common.cases.states import TRANSITIONS, Stage
from common.law import terms
from common.law.articles import LAWS
from common.people.states import Role
from yunfu_court.procedure import LAPSES, PETITION_ROAD, PROCEDURE, ROLE_OF, Line, settling, steps


@pytest.mark.parametrize("key", sorted(LAPSES))
def test_what_lapses_is_a_term_of_the_law(key: str) -> None:
    assert key in terms.TERMS


@pytest.mark.parametrize("line", PROCEDURE, ids=lambda line: line.event.kind)
def test_each_line_rests_on_an_article_and_leads_somewhere(line: Line) -> None:
    assert line.ground
    assert all(article.law in LAWS for article in line.ground)
    assert line.a or line.b or line.c


def test_an_event_has_one_line() -> None:
    kinds = [line.event for line in PROCEDURE] + list(PETITION_ROAD)
    assert len(kinds) == len(set(kinds))


def test_a_to_do_goes_to_a_role_that_exists() -> None:
    assert set(ROLE_OF.values()) <= {role.value for role in Role}
    named = {name for module in (steps, settling) for name, _ in inspect.getmembers(module, inspect.isfunction)}
    assert set(ROLE_OF) <= named


def test_every_stage_that_a_step_moves_to_can_be_reached() -> None:
    wanted = set(re.findall(r"x\.to\(Stage\.([A-Z]+)", inspect.getsource(steps) + inspect.getsource(settling)))
    reachable = {stage for targets in TRANSITIONS.values() for stage in targets}
    assert {Stage[name] for name in wanted} <= reachable


def test_route_a_never_registers_or_charges() -> None:
    """Nothing is registered unless they sue; no fee without a suit (law/procedure, route A)."""
    mine = {step.__name__ for line in PROCEDURE for step in line.a}
    assert not mine & {"registered", "charge", "assign", "to_trial", "second_sort", "back_to_registration"}


def test_route_c_charges_only_after_the_second_sort() -> None:
    """The fee notice follows mediation, never registration (2025意见 6)."""
    for line in PROCEDURE:
        names = [step.__name__ for step in line.c]
        if "charge" in names:
            assert line.event.kind == "triage.sorted"
