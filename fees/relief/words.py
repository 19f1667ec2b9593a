"""The words of each event of relief, per side."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from common.rooms import Words, phrase
from fees.relief.states import ReliefKind

WORDS: dict[str, Words] = {
    "fees.relief_sought": Words("{sought}", court="{taken_up}"),
    "fees.relief_decided": Words("减免申请已有结果：{outcome}"),
    "fees.relief_withdrawn": Words("您撤回了减免申请"),
}

# Which field of which event holds which enumeration.
LABELS: dict[str, Mapping[str, type[StrEnum]]] = {"fees.relief_decided": {"kind_granted": ReliefKind}}


@phrase("sought", "taken_up")
def _sought(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    if payload.get("anew"):
        return {"sought": "法院重新审查您的减免申请", "taken_up": "复核后重新审查减免申请"}
    asks = "申请缓交、减交或者免交诉讼费"
    return {"sought": f"您{asks}", "taken_up": f"当事人{asks}"}


@phrase("outcome")
def _relief(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    granted = payload.get("outcome") == "granted"
    return {"outcome": f"准予{said.get('kind_granted', '')}" if granted else "未获准许"}


PHRASES = {"fees.relief_sought": _sought, "fees.relief_decided": _relief}
