"""The only writers of settlements. Each locks the case first, checks, writes, and announces last."""

from .bearing import apportion, choose_refund, end_stay, share_again, stay, sweep_bearing, take_effect
from .settling import settle, unsettle

__all__ = [
    "apportion",
    "choose_refund",
    "end_stay",
    "settle",
    "share_again",
    "stay",
    "sweep_bearing",
    "take_effect",
    "unsettle",
]
