"""Fixtures every package's tests share; what is forbidden is in strictness.py, the browser in browsing.py."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.db.models.signals import pre_migrate
from django.dispatch import receiver
from django.http import HttpResponseBase
from django.test import Client

from tests.cities import _city_database, seed_city  # noqa: F401 - fixtures
from tests.sampling import header
from tests.strictness import is_of_rules
from tests.weighing import line


def pytest_report_header() -> list[str]:
    """Which rows of the large tables and which long tests this run looks at."""
    return [each for each in (header(), line()) if each]


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not walk through it every few hundred objects (7 % of a run)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@receiver(pre_migrate)
def _extensions(using: str, **_: Any) -> None:
    """What the first migration creates: without it the tables cannot be made from the models."""
    with connections[using].cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The tests' database, from which whoever is still there is sent away before it is dropped: a browser that is shut
    in the middle of a request leaves the server's thread behind, and its connection."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _no_memory_between_tests(request: pytest.FixtureRequest) -> None:
    """Rate limits and cached pages of one test are not the next one's. Rules remember nothing."""
    if not is_of_rules(request.path):
        cache.clear()


@pytest.fixture(autouse=True)
def _answers_given_back(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server closes each answer, read or not. A test that asks only whether a file is given reads nothing of it, and
    the file would stay open until the collector comes by, in the middle of another test."""
    if is_of_rules(request.path):
        yield
        return
    files: list[HttpResponseBase] = []
    asked = Client.request

    def kept(self: Client, **environ: Any) -> HttpResponseBase:
        answer = asked(self, **environ)
        if answer.streaming:
            files.append(answer)
        return answer

    monkeypatch.setattr(Client, "request", kept)
    yield
    for answer in files:
        if not answer.closed:
            answer.close()


@pytest.fixture
def reference(db: None) -> None:
    """The courts, divisions, causes and calendar every court starts with (`manage.py load_reference`)."""
    call_command("load_reference", verbosity=0)
