"""The only writers of the fee office. Each locks the case first, checks, writes, and announces last."""

from .notices import lapse, notice_supplement, open_fee, sweep_overdue
from .payments import (
    receive_callback,
    receive_counter,
    settle_payment,
    start_payment,
    sweep_receipts,
)
from .reliefs import decide_relief, seek_relief, withdraw_relief
from .reviews import decide_review, seek_review
from .settling import apportion, make_refund, settle, unsettle

__all__ = [
    "apportion",
    "decide_relief",
    "decide_review",
    "lapse",
    "make_refund",
    "notice_supplement",
    "open_fee",
    "receive_callback",
    "receive_counter",
    "seek_relief",
    "seek_review",
    "settle",
    "settle_payment",
    "start_payment",
    "sweep_overdue",
    "sweep_receipts",
    "unsettle",
    "withdraw_relief",
]
