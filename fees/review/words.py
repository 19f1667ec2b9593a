"""The words of each event of a review, per side."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from common.rooms import Words
from fees.relief.states import ReliefKind
from fees.review.states import ReviewState

WORDS: dict[str, Words] = {
    "fees.noticed": Words("法院发出交费通知：{amount} 元"),
    "fees.not_due": Words("本案不需要预交受理费"),
    "fees.relief_sought": Words("您申请缓交、减交或者免交诉讼费"),
    "fees.relief_decided": Words("司法救助申请已有结果：{outcome}"),
    "fees.relief_withdrawn": Words("您撤回了诉讼费救助申请"),
    "fees.deferral_over": Words("缓交期已满，请交纳案件受理费"),
    "fees.review_sought": Words("您申请复核诉讼费用", court="{who}申请复核诉讼费用，{fee_review}内决定"),
    "fees.review_decided": Words("诉讼费用复核有了结果：{outcome}"),
    "fees.payment_started": Words("您开始支付"),
    "fees.paid": Words("收到诉讼费 {amount} 元"),
    "fees.lapsed": Words("", court="交费期限届满未交"),
    "fees.settled": Words("诉讼费结算：{settled}"),
    "fees.refund_due": Words("应退还您诉讼费 {amount} 元"),
    "fees.refunded": Words("法院已退还您诉讼费 {amount} 元", "法院已退还诉讼费 {amount} 元"),
}

# Which field of which event holds which enumeration.
LABELS: Mapping[str, Mapping[str, type[StrEnum]]] = {
    "fees.relief_decided": {"kind_granted": ReliefKind},
    "fees.review_decided": {"outcome": ReviewState},
}


def _relief(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    granted = payload.get("outcome") == "granted"
    return {"outcome": f"准予{said.get('kind_granted', '')}" if granted else "未获准许"}


def _settled(payload: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    return {"settled": f"{said['final']} 元" if payload.get("final") else "本案不收诉讼费"}


PHRASES = {"fees.relief_decided": _relief, "fees.settled": _settled}
