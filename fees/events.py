"""What the fee office announces."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, event


@event("fees.noticed")
class Noticed(CaseEvent):
    """The notice to prepay; the seven days run from the day after its receipt (办法22)."""

    notice_id: int
    amount: int


@event("fees.not_due")
class NotDue(CaseEvent):
    """No prepayment: wages, or a kind without a fee (办法8, 20)."""

    reason: str


@event("fees.relief_sought", audience=Audience.SIDE)
class ReliefSought(CaseEvent):
    relief_id: int
    kind_asked: str  # exempt | reduce | defer
    party_id: int


@event("fees.relief_decided", audience=Audience.SIDE)
class ReliefDecided(CaseEvent):
    relief_id: int
    outcome: str  # granted | refused
    kind_granted: str
    amount_left: int
    until: date | None
    party_id: int


@event("fees.relief_withdrawn", audience=Audience.SIDE)
class ReliefWithdrawn(CaseEvent):
    """The party took its request back: the fee is due as if nobody had asked."""

    relief_id: int
    party_id: int


@event("fees.deferral_over", audience=Audience.SIDE)
class DeferralOver(CaseEvent):
    """The day to which the fee was deferred has passed and it is not paid. Nothing follows by itself."""

    notice_id: int
    party_id: int


@event("fees.review_sought", audience=Audience.SIDE)
class ReviewSought(CaseEvent):
    """A party asks the president to look at a decision about the fees again (办法43)."""

    review_id: int
    party_id: int


@event("fees.review_decided", audience=Audience.SIDE)
class ReviewDecided(CaseEvent):
    review_id: int
    outcome: str  # upheld | corrected
    party_id: int


@event("fees.payment_started", audience=Audience.SIDE)
class PaymentStarted(CaseEvent):
    payment_id: int
    party_id: int


@event("fees.paid")
class Paid(CaseEvent):
    """Money received, once; `complete` when nothing of the notice is left to pay."""

    payment_id: int
    amount: int
    online: bool
    complete: bool


@event("fees.lapsed", audience=Audience.STAFF)
class Lapsed(CaseEvent):
    """Unpaid when the term ended, and none of the exceptions holds (解释213)."""

    notice_id: int


@event("fees.settled")
class Settled(CaseEvent):
    """The final fee at closing, halved at most once (办法15-18; 解释206)."""

    final: int
    refund: int


@event("fees.refund_due", audience=Audience.SIDE)
class RefundDue(CaseEvent):
    refund_id: int
    amount: int
    party_id: int


@event("fees.refunded", audience=Audience.SIDE)
class Refunded(CaseEvent):
    """The finance office gave the money back (办法53)."""

    refund_id: int
    amount: int
    party_id: int
