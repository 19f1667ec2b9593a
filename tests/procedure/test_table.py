"""The procedure's table against the law's terms and the stages' map, without a database."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from django.urls import reverse

from common.cases.states import CaseKind, Stage, TodoKind
from common.law import terms
from common.law.articles import LAWS
from common.people.states import Role
from yunfu_court import procedure
from yunfu_court.procedure import settling, steps
from yunfu_court.procedure.happening import kind_of
from yunfu_court.procedure.road import Line, Road
from yunfu_court.procedure.roads import ROADS
from yunfu_court.procedure.roads.dispute import DISPUTE, LAPSES, LINES


@pytest.mark.parametrize("key", sorted(LAPSES))
def test_what_lapses_is_a_term_of_the_law(key: str) -> None:
    assert key in terms.TERMS


@pytest.mark.parametrize("line", [line for road in ROADS for line in road.lines], ids=lambda line: line.event.kind)
def test_each_line_rests_on_an_article_and_leads_somewhere(line: Line) -> None:
    assert line.ground
    assert all(article.law in LAWS for article in line.ground)
    assert line.a or line.b or line.c or line.always


def test_an_event_has_one_line() -> None:
    for road in ROADS:
        kinds = [line.event for line in road.lines]
        assert len(kinds) == len(set(kinds))


def test_a_kind_of_case_has_one_road() -> None:
    kinds = [kind for road in ROADS for kind in road.kinds]
    assert sorted(kinds) == sorted(CaseKind)


def test_a_to_do_goes_to_a_role_that_exists_and_to_a_page_that_is_there() -> None:
    for kind in TodoKind:
        assert kind.role in Role
        assert not kind.page or reverse(kind.page, args=[] if kind.listed else ["uid"])


@pytest.mark.parametrize("road", ROADS, ids=lambda road: min(road.kinds))
def test_what_waits_is_taken_again_under_a_kind_of_its_own(road: Road) -> None:
    waiting = [(kind_of(step), step) for step in set(road.steps()) if kind_of(step)]
    assert len({kind for kind, _ in waiting}) == len(waiting)
    assert TodoKind.LAPSED not in road.waiting(), "a term that ran out asks a person to look"


def test_every_stage_that_a_step_moves_to_can_be_reached() -> None:
    wanted = set(re.findall(r"x\.to\(Stage\.([A-Z]+)", inspect.getsource(steps) + inspect.getsource(settling)))
    reachable = {stage for targets in DISPUTE.transitions.values() for stage in targets}
    assert {Stage[name] for name in wanted} <= reachable


def test_route_a_never_registers_or_charges() -> None:
    """Nothing is registered unless they sue; no fee without a suit (law/procedure, route A)."""
    mine = {step.__name__ for line in LINES for step in line.a}
    assert not mine & {"registered", "charge", "assign", "to_trial", "second_sort", "back_to_registration"}


def test_route_c_charges_only_after_the_second_sort() -> None:
    """The fee notice follows mediation, never registration (2025意见 6)."""
    for line in LINES:
        names = [step.__name__ for step in line.c]
        if "charge" in names:
            assert line.event.kind in (
                "triage.sorted",
                "triage.registered_anew",
            )  # 解释330: by order of the court above


def test_each_step_says_which_event_it_reads() -> None:
    """The type checker holds a step against its line; `Any` would let whatever through. Only the table of all roads is
    of any step."""
    folder = Path(procedure.__file__).parent
    loose = [path.name for path in folder.rglob("*.py") if re.search(r"(?:Happening|Step)\[Any\]", path.read_text())]
    assert loose == ["happening.py"]
