"""The only writers of intake. Each locks the case first, checks, writes, and announces last."""

from .correction import answer_correction, ask_correction
from .door import enter_door, give_answer, make_door, try_door
from .drafts import (
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
from .filing import submit
from .guidance import keep_guidance, start_guidance
from .oral import Signed, keep_scan
from .review import (
    divert,
    escalate,
    insist,
    offer_suit,
    ready_to_register,
    register,
    send_back,
    set_cause,
    withdraw,
)

__all__ = [
    "Conflict",
    "Saved",
    "Signed",
    "abandon_draft",
    "add_case_evidence",
    "add_evidence",
    "answer_correction",
    "ask_correction",
    "claim_for_user",
    "describe_evidence",
    "divert",
    "enter_door",
    "escalate",
    "give_answer",
    "hand_over",
    "insist",
    "keep_guidance",
    "keep_scan",
    "make_door",
    "offer_suit",
    "ready_to_register",
    "register",
    "remove_evidence",
    "remove_person",
    "save_answers",
    "send_back",
    "set_basics",
    "set_cause",
    "start_draft",
    "start_guidance",
    "submit",
    "take_over",
    "try_door",
    "withdraw",
]
