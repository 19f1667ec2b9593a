"""The codes that rows keep: the database refuses any other; each has somebody who writes and somebody who reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from common.cases.states import Closing, FactKey, Holder, TodoKind
from common.law.papers import PaperKind
from common.law.regimes import NumberKind
from tests.doors.world import make_world
from triage.trial.states import ClosingWay

ROOT = Path(__file__).resolve().parents[2]
CODES = {
    "case_closing_known": Closing,
    "deadline_holder_known": Holder,
    "todo_kind_known": TodoKind,
    "fact_key_known": FactKey,
    "paper_kind_known": PaperKind,
    "number_kind_known": NumberKind,
    "counter_kind_known": NumberKind,
}


def constraints() -> dict[str, tuple[type[models.Model], str]]:
    """{constraint: (model, column)} of every `one_of`."""
    found = {}
    for model in apps.get_models():
        for each in model._meta.constraints:
            if isinstance(each, models.CheckConstraint) and each.name.endswith("_known"):
                (column, _), *_ = each.condition.children[:1]
                found[each.name] = (model, column.partition("__")[0])
    return found


@pytest.mark.parametrize("name", sorted(CODES))
def test_a_code_has_its_constraint(name: str) -> None:
    assert name in constraints()


@pytest.mark.django_db
def test_the_database_refuses_any_other_code() -> None:
    make_world()
    for model, column in constraints().values():
        if not model.objects.exists():
            continue
        table, field = model._meta.db_table, model._meta.get_field(column).column
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {field} = 'a code of nobody'")


def test_a_way_of_closing_a_suit_is_a_way_a_case_ends() -> None:
    assert {way.value for way in ClosingWay} <= {closing.value for closing in Closing}


def _text(room: str) -> str:
    return "\n".join(path.read_text() for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)


def test_a_fact_has_an_owner_who_writes_it_and_readers_who_go_by_it() -> None:
    """A key that nobody reads is a question asked of people for nothing."""
    texts = {room: _text(room) for room in ("common", "intake", "mediation", "triage", "fees", "yunfu_court")}
    for key in FactKey:
        assert key.readers, key
        for room in {key.owner, *key.readers}:
            text = texts[room].replace(f"    {key.name} =", "")
            assert f"FactKey.{key.name}" in text, f"{room} does not know {key}"
