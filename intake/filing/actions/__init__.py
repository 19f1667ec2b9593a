"""The only writers of drafts and filings. Each locks the case first, checks, writes, and announces last."""

from .drafts import (
    HANDOVER,
    Conflict,
    Saved,
    abandon_draft,
    claim_for_user,
    hand_over,
    remove_person,
    save_answers,
    set_basics,
    start_draft,
    take_over,
)
from .evidence import add_case_evidence, add_evidence, describe_evidence, remove_evidence
from .oral import Signed, keep_scan
from .submitting import submit
from .suing import offer_suit

__all__ = [
    "HANDOVER",
    "Conflict",
    "Saved",
    "Signed",
    "abandon_draft",
    "add_case_evidence",
    "add_evidence",
    "claim_for_user",
    "describe_evidence",
    "hand_over",
    "keep_scan",
    "offer_suit",
    "remove_evidence",
    "remove_person",
    "save_answers",
    "set_basics",
    "start_draft",
    "submit",
    "take_over",
]
