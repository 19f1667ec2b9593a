"""Reads of a trial, one function per need; none writes."""

from .judging import (
    cases_of,
    drafts_in,
    drafts_left,
    drafts_of,
    extensions_in,
    fee_term_runs,
    judge_for_ruling,
    judge_of,
    trial_deadline,
    withdrawing,
)

__all__ = [
    "cases_of",
    "drafts_in",
    "drafts_left",
    "drafts_of",
    "extensions_in",
    "fee_term_runs",
    "judge_for_ruling",
    "judge_of",
    "trial_deadline",
    "withdrawing",
]
