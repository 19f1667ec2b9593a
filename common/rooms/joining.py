"""Tables of wings, and of rooms, made into one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def joined(*tables: Mapping[K, V]) -> dict[K, V]:
    """One table of all. ValueError where two have the same key: the later would speak for the earlier unseen."""
    found: dict[K, V] = {}
    for table in tables:
        if twice := found.keys() & table.keys():
            raise ValueError(f"in two tables at once: {', '.join(sorted(map(str, twice)))}")
        found |= table
    return found
