"""Reads of a trial, one function per need; none writes."""

from .judging import (
    appeal_of,
    bearers,
    cases_of,
    drafts_in,
    drafts_left,
    drafts_of,
    extensions_in,
    judge_for_ruling,
    judge_of,
    may_appeal,
    trial_deadline,
    withdrawing,
)

__all__ = [
    "appeal_of",
    "bearers",
    "cases_of",
    "drafts_in",
    "drafts_left",
    "drafts_of",
    "extensions_in",
    "judge_for_ruling",
    "judge_of",
    "may_appeal",
    "trial_deadline",
    "withdrawing",
]
