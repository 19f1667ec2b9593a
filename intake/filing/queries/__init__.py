"""Reads of drafts and filings: one function per page."""

from .alike import alike
from .drafts import (
    CheckGroup,
    TaskPage,
    cause_choices,
    check_groups,
    court_choices,
    gaps_of,
    jurisdiction_of,
    task_page,
    title_of,
    township_choices,
)
from .offers import evidence_offers, papers_offer, suing_offers
from .quotes import Quote, quote_for
from .receipt import REVIEW_TERMS, receipt_papers
from .standing import beside_the_filer, standing_gap, standing_of

__all__ = [
    "REVIEW_TERMS",
    "CheckGroup",
    "Quote",
    "TaskPage",
    "alike",
    "beside_the_filer",
    "cause_choices",
    "check_groups",
    "court_choices",
    "evidence_offers",
    "gaps_of",
    "jurisdiction_of",
    "papers_offer",
    "quote_for",
    "receipt_papers",
    "standing_gap",
    "standing_of",
    "suing_offers",
    "task_page",
    "title_of",
    "township_choices",
]
