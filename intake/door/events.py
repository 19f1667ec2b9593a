"""What the other side and the window make happen."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


@event("intake.door_opened", audience=Audience.SIDE)
class DoorOpened(CaseEvent):
    """The other side came in by code and identity."""

    party_id: int


@event("intake.code_given", audience=Audience.STAFF)
class CodeGiven(CaseEvent):
    """The window gave a party without account the code by which it comes in, after checking who it is."""

    party_id: int


@event("intake.claimant_invited", audience=Audience.STAFF)
class ClaimantInvited(CaseEvent):
    """Another filed for this claimant beside themselves: it is told the code by which it comes in and speaks."""

    party_id: int


@event("intake.answered")
class Answered(CaseEvent):
    """答辩. The copy goes to the other side within 5 days (民诉法128)."""

    answer_id: int
    party_id: int
