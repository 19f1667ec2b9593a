"""The words of each event of settling, per side."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from common.rooms import Words, phrase
from fees.settling.states import RefundChoice

WORDS: dict[str, Words] = {
    "fees.settled": Words("诉讼费结算：{settled}"),
    "fees.apportioned": Words("法院登记了受理费由谁负担"),
    "fees.took_effect": Words("本案裁判已经生效：{on}"),
    "fees.refund_asked": Words(
        "请您选多预交的 {amount} 元受理费怎么退", court="已请{who}选多预交的 {amount} 元受理费怎么退"
    ),
    "fees.refund_chosen": Words("多预交的受理费：{chosen}", "{who}多预交的受理费：{chosen}"),
    "fees.demand_lapsed": Words(
        "您负担的受理费还没有交，法院可以强制执行", court="{who}负担的受理费逾期未交，可以移送执行"
    ),
    "fees.sent_to_enforcement": Words(
        "法院把您没交的受理费 {amount} 元移送执行", court="{who}没交的受理费 {amount} 元已移送执行"
    ),
    "fees.appeal_fee_asked": Words(
        "请您向上级法院预交上诉案件受理费 {amount} 元", court="已通知{who}预交上诉案件受理费 {amount} 元"
    ),
    "fees.stayed": Words("本案已经上诉，受理费先不退、不收，由上级法院决定"),
}

# Which field of which event holds which enumeration.
LABELS: dict[str, Mapping[str, type[StrEnum]]] = {"fees.refund_chosen": {"choice": RefundChoice}}

_CHOSEN = {"court": "由法院退还", "direct": "由对方直接支付", "bear": "自愿承担，不用退"}


@phrase("settled")
def _settled(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    return {"settled": f"{said['final']} 元" if payload.get("final") else "本案不收诉讼费"}


@phrase("chosen")
def _chosen(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    words = _CHOSEN[payload["choice"]]
    return {"chosen": f"没有选择，{words}" if payload.get("silent") else words}


PHRASES = {"fees.settled": _settled, "fees.refund_chosen": _chosen}
