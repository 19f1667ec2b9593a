"""A table says which state may follow which."""

import ast
import importlib
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace

import pytest

from common.law import transitions
from common.law.refusal import ActionRefused
from common.law.transitions import TransitionError
from tests.tables import rows


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    OFF = "off"

    @property
    def label(self):
        return {"red": "红灯", "green": "绿灯", "off": "熄灭"}[self.value]


TABLE = {Light.RED: (Light.GREEN, Light.OFF), Light.GREEN: (Light.RED,)}


@rows(
    ("frm", "to", "allowed"),
    [
        ("red", "green", True),
        ("red", "off", True),
        ("green", "off", False),
        ("off", "red", False),
        ("red", "red", False),
    ],
)
def test_allowed(frm, to, allowed):
    assert transitions.allowed(TABLE, Light(frm), Light(to)) is allowed


def test_check_speaks_chinese():
    transitions.check(TABLE, Light.RED, Light.GREEN)
    with pytest.raises(TransitionError, match="当前状态是“绿灯”，不能变为“熄灭”。"):
        transitions.check(TABLE, Light.GREEN, Light.OFF)


def test_a_row_moves_by_its_table_or_not_at_all():
    row = SimpleNamespace(state="red")
    transitions.move(row, Light.GREEN, TABLE)
    assert row.state is Light.GREEN
    with pytest.raises(ActionRefused, match="当前状态是“绿灯”"):
        transitions.move(row, Light.OFF, TABLE)
    with pytest.raises(ActionRefused, match="王法官已经处理。"):
        transitions.move(row, Light.OFF, TABLE, "王法官已经处理。")
    assert row.state is Light.GREEN


# --- No state is written past its table ------------------------------------------------------------------------------
ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
# Where many rows are moved by one statement, from a state that the rows at hand are known to have.
KNOWN = {
    "common/documents/actions/copies.py",  # `_mine`: claimed by this worker
    "common/documents/actions/papers.py",
    "common/notifications/actions.py",
    "common/cases/actions/deadlines.py",  # what runs, or lapsed
    "common/cases/actions/opening.py",  # of claims: they follow the acts on the case, in any order
    "triage/trial/actions/extending.py",  # EXTENSION_OPEN
    "yunfu_court/simulation/outbox.py",
    "yunfu_court/targets/report.py",
}


def sources():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def written(node):
    """The places an assignment writes to, one by one."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in targets:
        yield from target.elts if isinstance(target, ast.Tuple) else [target]


def test_a_state_is_assigned_by_move_alone():
    found = {
        f"{path}:{node.lineno}"
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        for place in written(node)
        if isinstance(place, ast.Attribute) and place.attr == "state" and ast.unparse(place) != "self.state"
    }
    assert {each.partition(":")[0] for each in found} == {"common/law/transitions.py"}
    assert len(found) == 1


def tables():
    """{enumeration: its table}, of all `<room>/…/states.py`."""
    found = {}
    for path, _ in sources():
        if path.endswith("/states.py"):
            module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
            for name, table in vars(module).items():
                if name.endswith(("MOVES", "TRANSITIONS")):
                    (kind,) = {type(each) for each in (*table, *(to for ends in table.values() for to in ends))}
                    assert found.setdefault(kind, table) is table, f"{kind} has two tables"
    return found


def updated(tree):
    """(call, what the rows were narrowed by) of each `….filter(state=…).update(state=…)`."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"):
            continue
        if not any(each.arg == "state" for each in node.keywords):
            continue
        narrowed, inner = {}, node.func.value
        while isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            narrowed |= {each.arg: each.value for each in inner.keywords if inner.func.attr == "filter"}
            inner = inner.func.value
        yield node, narrowed.get("state", narrowed.get("state__in"))


def test_rows_moved_by_one_statement_follow_the_table():
    by_name, unguarded, checked = (
        {(kind.__module__, kind.__name__): table for kind, table in tables().items()},
        set(),
        0,
    )
    for path, tree in sources():
        for call, narrowed in updated(tree):
            if narrowed is None:
                unguarded.add(path)
                continue
            module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
            to = next(each.value for each in call.keywords if each.arg == "state")
            to = eval(ast.unparse(to), vars(module))
            ends = eval(ast.unparse(narrowed), vars(module))
            table = by_name.get((type(to).__module__, type(to).__name__))
            for frm in ends if isinstance(ends, list | tuple) else [ends]:
                assert table is None or transitions.allowed(table, frm, to), f"{path}:{call.lineno} {frm} -> {to}"
                checked += table is not None
    assert unguarded <= KNOWN
    assert KNOWN - unguarded == set()
    assert checked > 8


def test_no_table_leads_nowhere():
    """Every state of an enumeration with a table begins or is led to, and what is led to is one of them."""
    assert len(tables()) > 20
    for kind, table in tables().items():
        follows = {to for ends in table.values() for to in ends}
        assert set(kind) == set(table) | follows, kind
