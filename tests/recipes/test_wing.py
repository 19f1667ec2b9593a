"""CONTRIBUTING, "A wing", "A paper": what a wing lays down stands in its room's manifest, and no two say the
same."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from django.template.loader import get_template

from common.law.papers import PaperKind
from common.rooms import Room, joined
from yunfu_court.rooms import LAYOUTS, ROOMS

ROOT = Path(__file__).parents[2]
FURNISHED = {"documents": ("PAPERS", "LAYOUTS"), "notices": ("NOTICES",), "words": ("WORDS", "LABELS", "PHRASES")}
# The judgment is written by the judge and handed in; the portal only serves it.
HANDED_IN = {PaperKind.JUDGMENT}


def pieces() -> list[tuple[str, str]]:
    """(module, table) of every table of every wing."""
    found = []
    for room in ("intake", "mediation", "triage", "fees", "petitions"):
        for name, tables in FURNISHED.items():
            paths = [*(ROOT / room).glob(f"*/{name}.py"), *(ROOT / room).glob(f"*/{name}/__init__.py")]
            for path in paths:
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                found += [(module, table) for table in tables if hasattr(import_module(module), table)]
    return sorted(found)


def forgotten(module: ModuleType, table: str, room: Room) -> bool:
    """Whether the room's manifest lacks anything of this table."""
    laid, kept = getattr(module, table), getattr(room, table.lower())
    if table in ("PAPERS", "NOTICES"):
        return not set(laid.lines) <= set(kept.lines)
    return not laid.items() <= kept.items()


def test_every_table_of_every_wing_is_in_its_rooms_manifest() -> None:
    rooms = {room.key: room for room in ROOMS}
    found = pieces()
    assert len(found) > 30
    assert [
        f"{module}.{table}"
        for module, table in found
        if forgotten(import_module(module), table, rooms[module.partition(".")[0]])
    ] == []


def test_a_table_that_the_manifest_lacks_is_found() -> None:
    intake = next(room for room in ROOMS if room.key == "intake")
    trial = import_module("triage.trial.notices")
    assert forgotten(trial, "NOTICES", intake)
    assert forgotten(import_module("triage.trial.documents"), "LAYOUTS", intake)


def test_the_same_in_two_tables_is_refused() -> None:
    assert joined({"a": 1}, {"b": 2}) == {"a": 1, "b": 2}
    with pytest.raises(ValueError, match="in two tables at once: a"):
        joined({"a": 1, "b": 2}, {"a": 1})


def test_every_kind_of_paper_has_a_layout_that_is_there() -> None:
    """A kind without one would be a KeyError inside the act that issues it."""
    assert set(PaperKind) - set(LAYOUTS) == HANDED_IN
    for templates in LAYOUTS.values():
        for template in templates:
            assert get_template(template)


# --- Its place in the lists -------------------------------------------------------------------------------------------

ROOMS_OF_WINGS = ("intake", "mediation", "triage", "fees", "petitions")
# No wings: what Django keeps, and the cashier, a process of its own.
APART = {"migrations", "management", "simulator", "data"}
# Rows and rules alone: the pages are those of the wing above it.
WITHOUT_PAGES = {"intake/mandates"}
# A review is asked, decided and left outside along the road of a petition: tests/procedure/test_petitions.py.
TESTED_ELSEWHERE = {"petitions/reviews"}
CONTRACTS = {
    each["name"]: each
    for each in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}


def wings(room: str) -> set[str]:
    return {path.parent.name for path in (ROOT / room).glob("*/__init__.py")} - APART


@pytest.mark.parametrize("room", ROOMS_OF_WINGS)
def test_a_wing_is_furnished_by_the_contract_and_mirrored(room: str) -> None:
    """It stands under "inside" (a wing left out could import upward unseen) and in the drawing, in the order of its
    room's contract; templates and tests have a folder of its name and none of another."""
    order = [layer for layer in CONTRACTS[f"wings of {room}"]["layers"] if layer in wings(room)]
    assert set(order) == wings(room)
    assert {f"{room}.{wing}" for wing in order} <= set(CONTRACTS["inside"]["containers"])
    drawing = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert re.search(rf"^ +{room} +{re.escape(' > '.join(order))}(?:  .*)?$", drawing, re.M)
    for place, without in (("templates", WITHOUT_PAGES), ("tests", TESTED_ELSEWHERE)):
        folders = {path.name for path in (ROOT / place / room).iterdir() if path.is_dir()} - {"__pycache__"}
        assert folders == {wing for wing in order if f"{room}/{wing}" not in without}, place


def test_no_contract_has_an_exception() -> None:
    assert [name for name, each in CONTRACTS.items() if "ignore_imports" in each] == []
