"""The only writers of the review. Each locks the case first, checks, writes, and announces last."""

from .correction import answer_correction, ask_correction
from .deciding import divert, escalate, not_late, ready_to_register, register, send_back, set_cause
from .filer import insist, withdraw

__all__ = [
    "answer_correction",
    "ask_correction",
    "divert",
    "escalate",
    "insist",
    "not_late",
    "ready_to_register",
    "register",
    "send_back",
    "set_cause",
    "withdraw",
]
