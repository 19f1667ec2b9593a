"""What money announces."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, Fen, event


@event("fees.payment_started", audience=Audience.SIDE)
class PaymentStarted(CaseEvent):
    payment_id: int
    party_id: int


@event("fees.paid")
class Paid(CaseEvent):
    """Money received, once; `complete` when nothing of the notice is left to pay."""

    payment_id: int
    amount: Fen
    online: bool
    complete: bool


@event("fees.refund_due", audience=Audience.SIDE)
class RefundDue(CaseEvent):
    refund_id: int
    amount: Fen
    party_id: int


@event("fees.refunded", audience=Audience.SIDE)
class Refunded(CaseEvent):
    """The finance office gave the money back (办法53)."""

    refund_id: int
    amount: Fen
    party_id: int
