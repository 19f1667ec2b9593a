"""Reads of a trial, one function per need; none writes."""

from .answering import answer_terms, copy_of, stands, stands_of
from .judging import (
    appeal_of,
    bearers,
    cases_of,
    drafts_in,
    drafts_left,
    drafts_of,
    extensions_in,
    fee_term_runs,
    judge_for_ruling,
    judge_of,
    may_appeal,
    trial_deadline,
    withdrawing,
)

__all__ = [
    "answer_terms",
    "appeal_of",
    "bearers",
    "cases_of",
    "copy_of",
    "drafts_in",
    "drafts_left",
    "drafts_of",
    "extensions_in",
    "fee_term_runs",
    "judge_for_ruling",
    "judge_of",
    "may_appeal",
    "stands",
    "stands_of",
    "trial_deadline",
    "withdrawing",
]
