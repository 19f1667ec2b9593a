"""Pure rules of a trial: whom it waits for, its term, turning one procedure into another, what a ruling rests on."""

from .answering import (
    GROUND,
    Stand,
    called_ahead,
    may_answer_still,
    may_close,
    may_judge_unheard,
    may_say,
    nobody_sued,
    too_early,
    unanswered,
    unheard,
    waivable,
)
from .claiming import GROUND as CLAIMS_GROUND
from .claiming import claims_change, outgrown
from .coming import Coming, uncalled, uncalled_words
from .ruling import appeal_term, dismissal, disputes_money, goes_on, second_role, transfer
from .terms import conversion_refused, longer_term, may_convert

__all__ = [
    "CLAIMS_GROUND",
    "GROUND",
    "Coming",
    "Stand",
    "appeal_term",
    "called_ahead",
    "claims_change",
    "conversion_refused",
    "dismissal",
    "disputes_money",
    "goes_on",
    "longer_term",
    "may_answer_still",
    "may_close",
    "may_convert",
    "may_judge_unheard",
    "may_say",
    "nobody_sued",
    "outgrown",
    "second_role",
    "too_early",
    "transfer",
    "unanswered",
    "uncalled",
    "uncalled_words",
    "unheard",
    "waivable",
]
