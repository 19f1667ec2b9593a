"""`seed_city`: the demo city of seed 1, filled once in a run, for every test that looks at a whole city.

It stands in a database of its own on the tests' server: one worker of pytest-xdist fills it and each takes a copy (a
second's work). A test works on its worker's copy inside a transaction that is undone, so it may spoil all it likes. The
clock is set to the city's last day. Its uploaded files are not at hand.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, transaction

from common.law import clock
from yunfu_court.simulation.cast import Cast
from yunfu_court.simulation.city import City
from yunfu_court.simulation.golden import TODAY, filled
from yunfu_court.simulation.models import Fill

_LOCK = 53_0002  # the second worker that wants the city waits until the first has filled it


@pytest.fixture(scope="session")
def _city_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, str]]:
    """(the copy's name, what was refused while it was filled, as JSON)."""
    mine = connection.settings_dict["NAME"]
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    whole, copy = f"court_city_{run[:12]}", f"{mine}_city"
    with django_db_blocker.unblock():
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [whole])
            found = cursor.fetchone()
            if found is None or found[0] is None:
                cursor.execute(f'DROP DATABASE IF EXISTS "{whole}"')
                cursor.execute(f'CREATE DATABASE "{whole}" TEMPLATE "{mine}"')
                with _connected(whole):
                    with connection.cursor() as inside:
                        # What the tests before wrote and took back has left its rows lying and its numbers used:
                        # the city is the same as in a run of this test alone.
                        inside.execute("VACUUM FULL")
                        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
                            inside.execute(statement)
                    found = (json.dumps(filled().refused, ensure_ascii=False),)
                    with connection.cursor() as inside:
                        inside.execute("ANALYZE")  # as a database that has lived a year would be
                cursor.execute(f'COMMENT ON DATABASE "{whole}" IS %s', found)
            cursor.execute(f'DROP DATABASE IF EXISTS "{copy}"')
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{whole}"')
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    yield copy, found[0]
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        for name in (copy, whole):
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@contextmanager
def _connected(name: str) -> Iterator[None]:
    """The tests' connection leads to another database of the server; its own stays as it is meanwhile."""
    own = connections["default"]
    other = type(own)({**own.settings_dict, "NAME": name}, "default")
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = own


@pytest.fixture
def seed_city(_city_database: tuple[str, str], db: None) -> Iterator[City]:
    """The city as if it had just been filled, its database at the other end of `connection`."""
    name, refused = _city_database
    with _connected(name), clock.at(clock.moment(TODAY).replace(hour=10)), transaction.atomic():
        city = City(Fill.objects.get())
        city.cast, city.refused = Cast(), Counter(json.loads(refused))
        city.plan()
        yield city
        transaction.set_rollback(True)
