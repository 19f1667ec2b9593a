"""The only writers of settlements. Each locks the case first, checks, writes, and announces last."""

from .appeal import ask_appeal_fee
from .bearing import (
    apportion,
    ask_after_relief,
    choose_refund,
    end_stay,
    follow_relief,
    lose_effect,
    send_to_enforcement,
    share_again,
    stay,
    stay_again,
    sweep_bearing,
    take_effect,
    unstay,
)
from .settling import say_before_closing, settle, settle_anew, unsettle

__all__ = [
    "apportion",
    "ask_after_relief",
    "ask_appeal_fee",
    "choose_refund",
    "end_stay",
    "follow_relief",
    "lose_effect",
    "say_before_closing",
    "send_to_enforcement",
    "settle",
    "settle_anew",
    "share_again",
    "stay",
    "stay_again",
    "sweep_bearing",
    "take_effect",
    "unsettle",
    "unstay",
]
