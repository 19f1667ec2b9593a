"""What the review makes happen."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


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
