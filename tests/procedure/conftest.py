"""The court of these stories."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.procedure.court import Court


@pytest.fixture
def court() -> Iterator[Court]:
    made = Court()
    yield made
    made.town.close()
