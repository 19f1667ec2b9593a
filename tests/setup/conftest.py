"""A court's database with a small city in it: what keeps it apart and what brings it back is tried on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.setup.databases import Served, served

CITY = (
    "from common.law import clock; from yunfu_court.simulation.filling import fill_city;"
    "city = fill_city(cases=4, seed='1', today=clock.today());"
    "from yunfu_court.roles import standing; print(city.acts, standing())"
)


@pytest.fixture(scope="session")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("court")) as made:
        done = made.manage(made.owner, "prepare")
        assert done.returncode == 0, done.stderr
        made.empty = made.ask(made.owner, "from yunfu_court.backups import tables; print(tables.filled())")
        made.played = made.ask(made.runtime, CITY)  # every step through the portal's own acts, by the lesser role
        yield made
