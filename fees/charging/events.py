"""What charging announces."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, Fen, event


@event("fees.noticed", audience=Audience.SIDE)
class Noticed(CaseEvent):
    """The notice to prepay; the seven days run from the day after its receipt (办法22)."""

    notice_id: int
    amount: Fen
    party_id: int


@event("fees.not_due", audience=Audience.SIDE)
class NotDue(CaseEvent):
    """No prepayment: wages, or a kind without a fee (办法8, 20)."""

    reason: str
    party_id: int


@event("fees.relief_covers", audience=Audience.SIDE)
class ReliefCovers(CaseEvent):
    """More is asked for, and the relief that was granted goes for it too: nothing of it is to be paid now."""

    notice_id: int
    amount: Fen
    left: Fen  # deferred; nothing of what was exempted
    until: date | None
    party_id: int


@event("fees.deferral_over", audience=Audience.SIDE)
class DeferralOver(CaseEvent):
    """The day to which the fee was deferred has passed and it is not paid. Nothing follows by itself."""

    notice_id: int
    party_id: int


@event("fees.lapsed", audience=Audience.STAFF)
class Lapsed(CaseEvent):
    """Unpaid when the term ended, and none of the exceptions holds (解释213)."""

    notice_id: int
