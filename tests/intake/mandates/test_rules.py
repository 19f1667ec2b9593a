"""How many agents a party may name, and with which authority (民诉法61, 62; 民诉解释89)."""

from __future__ import annotations

import pytest

from intake.mandates.rules import POWERS, may_name


@pytest.mark.parametrize(
    ("speaking", "authority", "powers", "field"),
    [
        (0, "general", (), ""),
        (1, "special", POWERS[:1], ""),
        (2, "general", (), "name"),
        (0, "special", (), "powers"),
    ],
)
def test_who_may_be_named(speaking: int, authority: str, powers: tuple[str, ...], field: str) -> None:
    found = may_name(speaking=speaking, authority=authority, powers=powers)
    assert found.value == field
    assert found.articles
    assert bool(found.note) is bool(field)
