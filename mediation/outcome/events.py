"""What becomes of an agreement, announced."""

from __future__ import annotations

from datetime import date

from common.cases.events import CaseEvent, event


@event("mediation.performed")
class Performed(CaseEvent):
    """Performed at once or withdrawn after settling: closed 其他方式, no fee (2025意见). Without an agreement when the
    parties settled between themselves (在线调解25第2项)."""

    agreement_id: int | None
    how: str  # performed | withdrawn


@event("mediation.paper_sought")
class PaperSought(CaseEvent):
    """A party asks for a 调解书 (民诉法100)."""

    agreement_id: int


@event("mediation.paper_made")
class PaperMade(CaseEvent):
    """The judge reviewed the agreement and signed the 调解书; it takes effect on the last receipt (解释149)."""

    agreement_id: int
    judge_id: int


@event("mediation.paper_effective")
class PaperEffective(CaseEvent):
    agreement_id: int
    on: date


@event("mediation.claimant_done")
class ClaimantDone(CaseEvent):
    """One of several claimants says it was performed, or takes the suit back; the case ends with the last of them."""

    mediation_id: int
    party_id: int
    how: str  # performed | withdrawn


@event("mediation.paper_refused")
class PaperRefused(CaseEvent):
    """The judge makes no 调解书 of the agreement (民诉法99; 在线调解23): the case goes on."""

    agreement_id: int
    ground: str


@event("mediation.went_back")
class WentBack(CaseEvent):
    """A party went back on it before the last receipt: trial without delay (民诉法102). `how`: a Regret."""

    agreement_id: int
    party_id: int
    how: str = "regretted"


@event("mediation.unused")
class Unused(CaseEvent):
    """The time in which something could be made of an agreement is over, and nobody did; it binds as before. `term`:
    which time: `agreement_choice` (the suit goes on, 民诉法102) or `confirmation_application` (民诉法205)."""

    agreement_id: int
    term: str
