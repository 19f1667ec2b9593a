"""The only writers of intake. Each locks the case first, checks, writes, and announces last."""

from .agents import (
    Agent,
    check_mandate,
    confirm_mandate,
    link_agent,
    name_agent,
    refuse_mandate,
    release_agent,
    take_back_mandate,
)
from .correction import answer_correction, ask_correction
from .door import Bearer, enter_door, give_answer, give_code, make_door, try_door
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
    "Agent",
    "Bearer",
    "Conflict",
    "Saved",
    "Signed",
    "abandon_draft",
    "add_case_evidence",
    "add_evidence",
    "answer_correction",
    "ask_correction",
    "check_mandate",
    "claim_for_user",
    "confirm_mandate",
    "describe_evidence",
    "divert",
    "enter_door",
    "escalate",
    "give_answer",
    "give_code",
    "hand_over",
    "insist",
    "keep_guidance",
    "keep_scan",
    "link_agent",
    "make_door",
    "name_agent",
    "offer_suit",
    "ready_to_register",
    "refuse_mandate",
    "register",
    "release_agent",
    "remove_evidence",
    "remove_person",
    "save_answers",
    "send_back",
    "set_basics",
    "set_cause",
    "start_draft",
    "start_guidance",
    "submit",
    "take_back_mandate",
    "take_over",
    "try_door",
    "withdraw",
]
