"""The words of each event of settling, per side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.rooms import Words

WORDS: dict[str, Words] = {
    "fees.settled": Words("诉讼费结算：{settled}"),
}


def _settled(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    return {"settled": f"{said['final']} 元" if payload.get("final") else "本案不收诉讼费"}


PHRASES = {"fees.settled": _settled}
