"""Pure rules of a trial: whom it waits for, its term, turning one procedure into another, what a ruling rests on."""

from .answering import (
    GROUND,
    Stand,
    may_close,
    may_judge_unheard,
    may_say,
    nobody_sued,
    too_early,
    unanswered,
    unheard,
    waivable,
)
from .ruling import appeal_term, dismissal, goes_on, transfer
from .terms import conversion_refused, longer_term, may_convert

__all__ = [
    "GROUND",
    "Stand",
    "appeal_term",
    "conversion_refused",
    "dismissal",
    "goes_on",
    "longer_term",
    "may_close",
    "may_convert",
    "may_judge_unheard",
    "may_say",
    "nobody_sued",
    "too_early",
    "transfer",
    "unanswered",
    "unheard",
    "waivable",
]
