"""Reads of drafts and filings: one function per page."""

from .alike import alike
from .drafts import (
    CheckGroup,
    TaskPage,
    address_of,
    cause_choices,
    check_groups,
    court_choices,
    gaps_of,
    in_the_way,
    jurisdiction_of,
    task_page,
    title_of,
    township_choices,
)
from .offers import evidence_offers, papers_offer, suing_offers, to_sue
from .quotes import Quote, quote_for
from .receipt import REVIEW_TERMS, receipt_papers
from .standing import acted_against, beside_the_filer, operator_number, standing_of

__all__ = [
    "REVIEW_TERMS",
    "CheckGroup",
    "Quote",
    "TaskPage",
    "acted_against",
    "address_of",
    "alike",
    "beside_the_filer",
    "cause_choices",
    "check_groups",
    "court_choices",
    "evidence_offers",
    "gaps_of",
    "in_the_way",
    "jurisdiction_of",
    "operator_number",
    "papers_offer",
    "quote_for",
    "receipt_papers",
    "standing_of",
    "suing_offers",
    "task_page",
    "title_of",
    "to_sue",
    "township_choices",
]
