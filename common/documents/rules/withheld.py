"""What a paper does not say because somebody hides from who reads it (反家暴法5; 专递规定4第2款)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

WITHHELD = "由法院保存"
LEADS = "leads"  # key of a context: party id as text -> what the paper says that leads to them, beside their address
_SHORTEST = 6  # characters; a shorter text is a place that stands in the name of a court too
# Where a text that is as short stands as an address: after these words, up to the next mark.
_BEFORE, _AFTER = r"(住所地|地址：?|户籍所在地|住所在|工作单位|电话)", r"(?=[，。；、）\s]|$)"
_PLACES = ("address", "phone", "employer")  # keys whose whole value it may be


def withheld(context: Any, hidden: Collection[str]) -> Any:
    """A paper's context (plain values) without these addresses and numbers, wherever they stand in its texts; keys and
    all else stay. Of less than six characters only where the paper says that it is an address. "住" before an address
    becomes 住址, so that the sentence still reads; a field of its own is empty, as of who hid from the first."""
    words = sorted({each for each in hidden if each}, key=len, reverse=True)
    if not words:
        return context
    return _without({**context, LEADS: {}} if LEADS in context else context, words)


def _without(value: Any, hidden: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: "" if key in _PLACES and each in hidden else _without(each, hidden) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, hidden) for each in value]
    if isinstance(value, str):
        for each in hidden:
            value = _without_one(value, each)
    return value


def _without_one(text: str, hidden: str) -> str:
    if hidden not in text:
        return text
    if len(hidden) >= _SHORTEST:
        return text.replace(f"，住{hidden}", f"，住址{WITHHELD}").replace(hidden, WITHHELD)
    exact = re.escape(hidden) + _AFTER
    return re.sub(_BEFORE + exact, rf"\1{WITHHELD}", re.sub(f"，住{exact}", f"，住址{WITHHELD}", text))
