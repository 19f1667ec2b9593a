"""Reads of what becomes of agreements, one function per need; none writes."""

from .ending import all_concluded, any_paper, fee_bears, is_over_for, settled_between, to_be_ended_since
from .papers import paper_bears, papers_to_review, papers_without_judge
from .situation import Situation

__all__ = [
    "Situation",
    "all_concluded",
    "any_paper",
    "fee_bears",
    "is_over_for",
    "paper_bears",
    "papers_to_review",
    "papers_without_judge",
    "settled_between",
    "to_be_ended_since",
]
