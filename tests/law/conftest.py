"""The law is pure: its tests need no cache, no database, nothing to be cleared between them."""

import pytest


@pytest.fixture(autouse=True)
def _no_memory_between_tests() -> None:
    """Nothing here remembers anything."""
