"""The only writers of petitions."""

from .counting import allowed, forget_tries, lodged_from
from .handling import acknowledge, answer, conclude, reopen
from .lodging import clear_complained, link_case, lodge, name_complained, reroute
from .prolonging import ask_prolonging, decide_prolonging
from .sorting import sort

__all__ = [
    "acknowledge",
    "allowed",
    "answer",
    "ask_prolonging",
    "clear_complained",
    "conclude",
    "decide_prolonging",
    "forget_tries",
    "link_case",
    "lodge",
    "lodged_from",
    "name_complained",
    "reopen",
    "reroute",
    "sort",
]
