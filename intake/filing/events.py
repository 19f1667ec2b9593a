"""What a filing and its filer make happen."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, Fen, event


@event("intake.filed")
class Filed(CaseEvent):
    """A submission arrived; this day is the day of suing (or of asking for mediation)."""

    filing_id: int
    wish: str  # sue | mediate
    accepts_mediation: str  # yes | no | unsure: the claimant's own answer, asked before filing
    cause: str
    amount: Fen | None


@event("intake.evidence_added")
class EvidenceAdded(CaseEvent):
    document_id: int
    party_id: int


@event("intake.suit_offered", audience=Audience.SIDE)
class SuitOffered(CaseEvent):
    """Route A ended without agreement: suing is offered, everything carried; nothing is registered by itself."""

    party_id: int
    ends: date | None
