"""The only writers of petitions."""

from .counting import allowed, forget_tries, lodged_from
from .handling import acknowledge, answer, conclude, reopen
from .lodging import link_case, lodge, reroute

__all__ = [
    "acknowledge",
    "allowed",
    "answer",
    "conclude",
    "forget_tries",
    "link_case",
    "lodge",
    "lodged_from",
    "reopen",
    "reroute",
]
