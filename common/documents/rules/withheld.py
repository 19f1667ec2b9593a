"""What a paper does not say because somebody hides from who reads it (反家暴法5; 专递规定4第2款)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

WITHHELD = "由法院保存"
_SHORTEST = 6  # characters; a shorter text is a place that stands in the name of a court too


def withheld(context: Any, hidden: Collection[str]) -> Any:
    """A paper's context (plain values) without these addresses and numbers, wherever they stand in its texts; keys and
    all else stay. "住" before an address becomes 住址, so that the sentence still reads."""
    words = sorted({each for each in hidden if len(each) >= _SHORTEST}, key=len, reverse=True)
    return _without(context, words) if words else context


def _without(value: Any, hidden: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(each, hidden) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, hidden) for each in value]
    if isinstance(value, str):
        for each in hidden:
            value = value.replace(f"，住{each}", f"，住址{WITHHELD}").replace(each, WITHHELD)
    return value
