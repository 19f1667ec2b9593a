"""What intake announces."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, event


@event("intake.filed")
class Filed(CaseEvent):
    """A submission arrived; this day is the day of suing (or of asking for mediation)."""

    filing_id: int
    wish: str  # sue | mediate
    accepts_mediation: str  # yes | no | unsure: the claimant's own answer, asked before filing
    cause: str
    amount: int | None


@event("intake.correction_requested")
class CorrectionRequested(CaseEvent):
    """One notice listing everything at once (立案规定7)."""

    correction_id: int
    items: int
    days: int


@event("intake.corrected")
class Corrected(CaseEvent):
    correction_id: int


@event("intake.diverted")
class Diverted(CaseEvent):
    """Passed to the mediation centre without registration: routes A and B."""

    filing_id: int


@event("intake.registered")
class Registered(CaseEvent):
    """登记立案. `on_time` tells whether it was within the term; the figures count it."""

    filing_id: int
    on_time: bool


@event("intake.returned")
class Returned(CaseEvent):
    """Returned and recorded; 坚持起诉 stays open to the filer (立案规定7)."""

    filing_id: int
    reason: str


@event("intake.insisted")
class Insisted(CaseEvent):
    """坚持起诉: a judge must rule (立案规定2, 7)."""

    filing_id: int


@event("intake.withdrawn")
class Withdrawn(CaseEvent):
    """The filer took it back before registration."""

    filing_id: int


@event("intake.claimant_left")
class ClaimantLeft(CaseEvent):
    """One of several filers took their part back before registration; the others go on."""

    filing_id: int
    party_id: int


@event("intake.cause_set")
class CauseSet(CaseEvent):
    """The clerk mended the cause named in the filing. Figures by cause count the dispute anew from this day on."""

    filing_id: int
    former: str
    cause: str


@event("intake.escalated", audience=Audience.STAFF)
class Escalated(CaseEvent):
    """Undecided on the last day: registering first is proposed to the head (立案规定8第2款)."""

    filing_id: int


@event("intake.centre_urged", audience=Audience.STAFF)
class CentreUrged(CaseEvent):
    """A request for mediation waited too long for the centre (在线调解10); nothing is registered for it."""

    filing_id: int


@event("intake.door_opened", audience=Audience.SIDE)
class DoorOpened(CaseEvent):
    """The other side came in by code and identity."""

    party_id: int


@event("intake.code_given", audience=Audience.STAFF)
class CodeGiven(CaseEvent):
    """The window gave a party without account the code by which it comes in, after checking who it is."""

    party_id: int


@event("intake.mandate_given", audience=Audience.SIDE)
class MandateGiven(CaseEvent):
    """A party handed in a 授权委托书 (民诉法62)."""

    mandate_id: int
    party_id: int


@event("intake.mandate_refused", audience=Audience.SIDE)
class MandateRefused(CaseEvent):
    mandate_id: int
    party_id: int


@event("intake.mandate_checked", audience=Audience.SIDE)
class MandateChecked(CaseEvent):
    """The clerk compared the mandate of an agent named on filing with its original (民诉解释89)."""

    representation_id: int
    party_id: int
    authority: str


@event("intake.agent_recorded")
class AgentRecorded(CaseEvent):
    """The agent is the party's from now on; the other side is told."""

    representation_id: int
    party_id: int
    authority: str


@event("intake.agent_released")
class AgentReleased(CaseEvent):
    """解除委托: told to the court, which tells the other side (民诉法63)."""

    representation_id: int
    party_id: int


@event("intake.answered")
class Answered(CaseEvent):
    """答辩. The copy goes to the other side within 5 days (民诉法128)."""

    answer_id: int
    party_id: int


@event("intake.evidence_added")
class EvidenceAdded(CaseEvent):
    document_id: int
    party_id: int


@event("intake.suit_offered", audience=Audience.SIDE)
class SuitOffered(CaseEvent):
    """Route A ended without agreement: suing is offered, everything carried; nothing is registered by itself."""

    party_id: int
    ends: date | None
