"""The items of the golden city, read once in a worker: a page is walked to for every test that looks at it."""

from __future__ import annotations

import pytest

from yunfu_court.simulation.city import City
from yunfu_court.simulation.golden import items
from yunfu_court.simulation.golden.items import Items

_READ: list[Items] = []


@pytest.fixture
def city_items(seed_city: City) -> Items:
    if not _READ:
        _READ.append(items())
    return _READ[0]
