"""The words of each event of charging, per side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.rooms import Words, phrase

WORDS: dict[str, Words] = {
    "fees.noticed": Words("法院发出交费通知：{amount} 元"),
    "fees.not_due": Words("本案不需要预交受理费"),
    "fees.lapsed": Words("", court="交费期限届满未交"),
    "fees.relief_covers": Words("案件受理费增加 {amount} 元，{covered}"),
    "fees.deferral_over": Words("缓交期已满，请交纳案件受理费"),
}


@phrase("covered")
def _covered(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    return {"covered": "已准予缓交，现在不用交" if payload.get("left") else "已准予免交，不用交"}


PHRASES = {"fees.relief_covers": _covered}
