"""What no test may do, whatever it tests: write on a GET, page an unordered list, render an undefined variable.

Warnings and undefined template variables are errors by pyproject.toml. Here are a GET that writes, a rule that wants a
database, and the one freedom tests need: emptying the append-only tables after a live-server test.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

_WRITE = re.compile(
    r"^\s*(?:WITH\b.*?\b)?(INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE|COPY)\s+(?:ONLY\s+)?\"?(\w+)",
    re.S | re.I,
)
# A session slides and a sign-in leaves its date; neither is an act of the person on the page.
_HARMLESS = re.compile(r'^\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"django_session"|SET "last_login" = ', re.I)


def written_table(sql: str) -> str | None:
    """The table a statement writes to, None for one that only reads (or only keeps a session)."""
    if _HARMLESS.search(sql):
        return None
    found = _WRITE.match(sql)
    return found.group(2) if found else None


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    table = written_table(str(sql))
    if table is not None:
        pytest.fail(f"a GET wrote to {table}: {str(sql)[:300]}")
    return execute(sql, params, many, context)


_STORES = {"db", "transactional_db", "live_server", "client", "admin_client", "page", "phone"}


def is_of_rules(path: Path) -> bool:
    """The tests of the law and of the rooms' rules: pure functions, thousands of rows, under a second altogether."""
    return path.parent.name == "law" or path.name.startswith("test_rules")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """No rule is tested with a database: a test that needs one is about something else and lives elsewhere."""
    for item in items:
        if is_of_rules(item.path):
            asked = _STORES & set(getattr(item, "fixturenames", ()))
            if asked or item.get_closest_marker("django_db"):
                raise pytest.UsageError(f"{item.nodeid} asks for a database: rules are tested without one")


@pytest.fixture(autouse=True, scope="session")
def _a_get_only_reads() -> Iterator[None]:
    """Every GET and HEAD of a test client runs with writing forbidden."""
    original = Client.request

    def request(self: Client, **environ: Any) -> Any:
        if environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
            return original(self, **environ)
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(_refuse_writes))
            return original(self, **environ)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", request)
        yield


@pytest.fixture(autouse=True, scope="session")
def _flush_past_triggers() -> Iterator[None]:
    """Events are append-only by trigger, TRUNCATE too; a live-server test empties its tables as the superuser it is."""

    # Not at the top: this module is loaded before Django's, whose imports go in a circle from there.
    from django.db.backends.base.operations import BaseDatabaseOperations

    def execute_sql_flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for sql in sql_list:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
        yield
