"""What every story of the fee office ends with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.fees import ledger_faults


@pytest.fixture
def books(db: None) -> Iterator[None]:
    """However the story went, the ledger is right to the fen."""
    yield
    assert ledger_faults() == []
