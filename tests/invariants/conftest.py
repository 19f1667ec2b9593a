"""One demo city for all tests of a module: filled once, every test of it takes back what it broke."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction

from common.law import clock
from yunfu_court.simulation.filling import fill_city
from yunfu_court.verifying import known

CASES, TODAY = 60, date(2025, 4, 10)  # the counts of known_reds.json are those of this city


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The city of the known reds, in a transaction that no test ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        city = fill_city(cases=CASES, seed=known.seed(), today=TODAY)
        assert city is not None
        assert not city.refused
        yield
        transaction.set_rollback(True)


@pytest.fixture
def city(filled: None, db: None) -> Iterator[None]:
    """The city on the evening of its last day."""
    with clock.at(TODAY):
        yield
