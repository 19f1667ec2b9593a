"""The suit most stories begin with."""

from __future__ import annotations

import pytest

from tests.fees.settling.suits import Suit


@pytest.fixture
def suit(books: None) -> Suit:
    return Suit()
