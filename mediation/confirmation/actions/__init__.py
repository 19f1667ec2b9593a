"""The only writers of confirmations. Each locks the case, then its rows, checks, writes, and announces last."""

from .again import mediate_again
from .confirmation import accept, apply, call_parties, do_not_accept, lapse, rule, withdraw
from .judging import name_judge, name_judges_left

__all__ = [
    "accept",
    "apply",
    "call_parties",
    "do_not_accept",
    "lapse",
    "mediate_again",
    "name_judge",
    "name_judges_left",
    "rule",
    "withdraw",
]
