"""CONTRIBUTING, "A to-do": a kind that is opened somewhere and finished somewhere, by name, in the running house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from common.cases.actions import finish_todo, open_todo
from common.cases.events import SYSTEM
from common.cases.models import Case, Todo
from common.cases.states import TodoKind
from common.fields import one_of
from common.law import clock
from common.people.states import Role
from tests.factories import court, staff
from tests.factories.cases import make_case
from tests.tables import rows
from yunfu_court.procedure.roads import ROADS

ROOT = Path(__file__).parents[2]
STOREYS = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
CALLS = {"open_todo": "opened", "finish_todo": "finished"}


def found_in(code: str) -> Iterator[tuple[str, str]]:
    """(opened or finished, member) of each call, by the names its arguments read."""
    tree = ast.parse(code)
    loops = {
        each.target.id: each.iter
        for each in ast.walk(tree)
        if isinstance(each, ast.For) and isinstance(each.target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in CALLS:
            kind = next((each.value for each in node.keywords if each.arg == "kind"), node)
            for inner in ast.walk(loops.get(kind.id, kind) if isinstance(kind, ast.Name) else kind):
                if isinstance(inner, ast.Attribute) and getattr(inner.value, "id", "") == "TodoKind":
                    yield CALLS[name], inner.attr


@rows(
    ("code", "found"),
    [
        ("open_todo(case=c, kind=TodoKind.A)", [("opened", "A")]),
        ("actions.finish_todo(case=c, kind=TodoKind.A)", [("finished", "A")]),
        ("for kind in (TodoKind.A,):\n    finish_todo(case=c, kind=kind)", [("finished", "A")]),
        ("row.kind == TodoKind.A", []),
    ],
)
def test_a_call_is_read(code: str, found: list[tuple[str, str]]) -> None:
    assert list(found_in(code)) == found


def house() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"opened": set(), "finished": set()}
    for path in (path for top in STOREYS for path in (ROOT / top).rglob("*.py")):
        if "simulation" in path.parts or path == ROOT / "common/cases/states.py":
            continue
        code = path.read_text(encoding="utf-8")
        for how, member in found_in(code):
            found[how].add(member)
    return found


def test_each_kind_has_an_opener_and_a_finisher() -> None:
    waiting = {kind.name for road in ROADS for kind in road.waiting()}  # opened and finished by the procedure's spine
    found = house()
    assert {kind.name for kind in TodoKind} - found["opened"] - waiting == set(OPENED_OTHERWISE)
    assert {kind.name for kind in TodoKind} - found["finished"] - waiting == FINISHED_OTHERWISE | FINISHED_FROM_A_TABLE
    assert not any(TodoKind[name].page for name in FINISHED_OTHERWISE), "who has a page of its own is finished there"


OPENED_OTHERWISE = {
    "LAPSED": "by the line of a dispute that says a term ran out (`waits_as`)",
    "REVIEW_PAPER": "by what became of an agreement (`mediation/outcome/actions/papers.py`)",
    "SERVE_PAPER": "by what became of an agreement (`mediation/outcome/actions/papers.py`)",
    "HEARING_OVER": "by the kind of what was appointed and not recorded (`yunfu_court/appointments.py`)",
    "EXAMINATION_OVER": "by the kind of what was appointed and not recorded (`yunfu_court/appointments.py`)",
}
# Only looked into: ended with the case (`outdate_todos`), and what was stuck when the next night goes through.
FINISHED_OTHERWISE = {"STUCK", "OF_AGE", "FEE_SETTLE"}
# By kinds that stand in a table: what became of an agreement, what a clerk looks into among who speaks for whom.
FINISHED_FROM_A_TABLE = {"REVIEW_PAPER", "SERVE_PAPER", "SEAT", "SAME_PERSON"}


@pytest.mark.parametrize("kind", list(TodoKind))
def test_it_says_who_takes_it_up(kind: TodoKind) -> None:
    assert kind.role


# --- One more ---------------------------------------------------------------------------------------------------------

CODE = "fees.cheque"


@pytest.fixture
def cheque(monkeypatch: pytest.MonkeyPatch) -> TodoKind:
    """A member of the enumeration, as a line of its class would make it."""
    member = str.__new__(TodoKind, CODE)
    member._name_, member._value_ = "CHEQUE", CODE
    member.role, member.page, member.listed = Role.FINANCE, "fees:counter", False
    monkeypatch.setattr(TodoKind, "_member_names_", [*TodoKind._member_names_, member.name])
    monkeypatch.setitem(TodoKind._member_map_, member.name, member)
    monkeypatch.setitem(TodoKind._value2member_map_, CODE, member)
    return member


def waits(case: Case, kind: TodoKind) -> None:
    open_todo(case=case, kind=kind, words="支票还没有兑付。", by=SYSTEM, today=clock.today())


@pytest.mark.django_db
def test_it_lies_with_its_post_on_its_page_until_it_is_done(cheque: TodoKind, client: Client) -> None:
    (known,) = (each for each in Todo._meta.constraints if each.name == "todo_kind_known")
    with connection.schema_editor() as editor:  # what the code in the migration's list does
        editor.remove_constraint(Todo, known)
        editor.add_constraint(Todo, one_of("what", TodoKind, known.name))
    case, _, _ = make_case(court=court())
    waits(case, cheque)
    desk = {}
    for role in (Role.FINANCE, Role.JUDGE):
        user = staff(role, case.court)
        client.force_login(user)
        desk[role] = client.get(reverse("casefile:case", args=[case.uid])).content.decode()
    assert "支票还没有兑付" in desk[Role.FINANCE]
    assert reverse("fees:counter", args=[case.uid]) in desk[Role.FINANCE]
    assert "支票还没有兑付" not in desk[Role.JUDGE]
    finish_todo(case=case, kind=cheque, by=SYSTEM, today=clock.today())
    client.force_login(staff(Role.FINANCE, case.court))
    assert "支票还没有兑付" not in client.get(reverse("casefile:case", args=[case.uid])).content.decode()


@pytest.mark.django_db
def test_a_code_the_migration_lacks_is_refused(cheque: TodoKind) -> None:
    case, _, _ = make_case(court=court())
    with pytest.raises(IntegrityError, match="todo_kind_known"), transaction.atomic():
        waits(case, cheque)
