"""The words of each event of charging, per side."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "fees.noticed": Words("法院发出交费通知：{amount} 元"),
    "fees.not_due": Words("本案不需要预交受理费"),
    "fees.lapsed": Words("", court="交费期限届满未交"),
    "fees.deferral_over": Words("缓交期已满，请交纳案件受理费"),
}
