"""The only writers of petitions."""

from .handling import acknowledge, answer, conclude, reopen
from .lodging import link_case, lodge, reroute
from .tracking import allowed, lodged_from, look_up, rate, renew_code

__all__ = [
    "acknowledge",
    "allowed",
    "answer",
    "conclude",
    "link_case",
    "lodge",
    "lodged_from",
    "look_up",
    "rate",
    "renew_code",
    "reopen",
    "reroute",
]
