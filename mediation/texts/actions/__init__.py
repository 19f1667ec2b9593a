"""The only writers of the texts. Each locks the case, then its rows, checks, writes, and announces last."""

from .agreement import (
    AgreementText,
    draft_agreement,
    object_to,
    recall_agreement,
    send_agreement,
    sign_agreement,
    sign_at_counter,
)
from .expiring import expire, revive
from .keeping import ask_payment, receive_payment
from .overdue import await_hand, hand_overdue, name_hand, waive_hand
from .points import draft_points, send_points, sign_points, sign_points_at_counter
from .signing import Given, forget_sign_codes, send_sign_code

__all__ = [
    "AgreementText",
    "Given",
    "ask_payment",
    "await_hand",
    "draft_agreement",
    "draft_points",
    "expire",
    "forget_sign_codes",
    "hand_overdue",
    "name_hand",
    "object_to",
    "recall_agreement",
    "receive_payment",
    "revive",
    "send_agreement",
    "send_points",
    "send_sign_code",
    "sign_agreement",
    "sign_at_counter",
    "sign_points",
    "sign_points_at_counter",
    "waive_hand",
]
