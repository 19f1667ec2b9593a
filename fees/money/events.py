"""What money announces."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, Fen, event


@event("fees.payment_started", audience=Audience.SIDE)
class PaymentStarted(CaseEvent):
    payment_id: int
    party_id: int


@event("fees.payment_stopped", audience=Audience.SIDE)
class PaymentStopped(CaseEvent):
    """The payer cancelled at the cashier: nothing was taken, the order is over and another may be opened."""

    payment_id: int
    party_id: int


@event("fees.cash_taken", audience=Audience.SIDE)
class CashTaken(CaseEvent):
    """Cash was counted at the window, and the payer holds a receipt for it (办法52), whatever the money comes to."""

    payment_id: int
    amount: Fen
    party_id: int


@event("fees.paid", audience=Audience.SIDE)
class Paid(CaseEvent):
    """Money received, once; `complete` when nothing of the notice is left to pay."""

    payment_id: int
    amount: Fen
    online: bool
    complete: bool
    party_id: int  # the payer


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


@event("fees.refund_failed", audience=Audience.SIDE)
class RefundFailed(CaseEvent):
    """The bank sent a refund back: it is owed again."""

    refund_id: int
    amount: Fen
    party_id: int
