"""The words of each event of money, per side."""

from __future__ import annotations

from common.rooms import Words

WORDS: dict[str, Words] = {
    "fees.payment_started": Words("您开始支付"),
    "fees.payment_stopped": Words("您取消了支付，没有扣款", court="{who}取消了网上支付，没有扣款"),
    "fees.cash_taken": Words(
        "法院窗口收到您的现金 {amount} 元，已开收据", court="窗口收到{who}的现金 {amount} 元，已开收据"
    ),
    "fees.paid": Words("收到诉讼费 {amount} 元"),
    "fees.refund_due": Words("应退还您诉讼费 {amount} 元"),
    "fees.refund_failed": Words(
        "退给您的 {amount} 元被银行退回，法院会重新退", court="退给{who}的 {amount} 元被银行退回，要重新退"
    ),
    "fees.refunded": Words("法院已退还您诉讼费 {amount} 元", "法院已退还诉讼费 {amount} 元"),
}
