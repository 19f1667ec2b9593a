"""The only writers of money. Each locks the case first, checks, writes, and announces last."""

from .payments import receive_callback, receive_counter, settle_payment, start_payment, sweep_receipts
from .refunds import make_refund

__all__ = ["make_refund", "receive_callback", "receive_counter", "settle_payment", "start_payment", "sweep_receipts"]
