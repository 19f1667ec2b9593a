"""The only writers of money. Each locks the case first, checks, writes, and announces last."""

from .payments import receive_callback, receive_counter, settle_payment, start_payment, stop_payment, sweep_receipts
from .refunds import make_refund, prepare_refund, return_receipt, take_back_failed

__all__ = [
    "make_refund",
    "prepare_refund",
    "receive_callback",
    "receive_counter",
    "return_receipt",
    "settle_payment",
    "start_payment",
    "stop_payment",
    "sweep_receipts",
    "take_back_failed",
]
