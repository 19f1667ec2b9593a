"""What settling announces."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, Fen, event


@event("fees.settled")
class Settled(CaseEvent):
    """The final fee at closing, halved at most once (办法15-18; 解释206)."""

    final: Fen
    refund: Fen


@event("fees.apportioned")
class Apportioned(CaseEvent):
    """Who bears how much of the fee was written down after the closing (办法29-31)."""

    settlement_id: int


@event("fees.took_effect")
class TookEffect(CaseEvent):
    """What ended the case cannot be appealed any more: from now on the fee moves (民诉法158; 解释207)."""

    settlement_id: int
    on: date


@event("fees.refund_asked", audience=Audience.SIDE)
class RefundAsked(CaseEvent):
    """A party prepaid more than it bears: how is it to come back (解释207)?"""

    bearing_id: int
    amount: Fen
    party_id: int


@event("fees.refund_chosen", audience=Audience.SIDE)
class RefundChosen(CaseEvent):
    """What a loser has to do for it, a notice of its own says."""

    bearing_id: int
    choice: str  # RefundChoice
    silent: bool  # the term ran out: the court refunds
    party_id: int


@event("fees.demand_lapsed", audience=Audience.SIDE)
class DemandLapsed(CaseEvent):
    """Who bears the fee did not pay it: the court may enforce it (解释207第2款)."""

    notice_id: int
    party_id: int


@event("fees.sent_to_enforcement", audience=Audience.SIDE)
class SentToEnforcement(CaseEvent):
    """What whoever bears the fee did not pay went to enforcement (解释207第2款)."""

    notice_id: int
    amount: Fen
    party_id: int


@event("fees.appeal_fee_asked", audience=Audience.SIDE)
class AppealFeeAsked(CaseEvent):
    """What an appellant prepays to the court above for what it disputes; seven days from the receipt of the notice
    (办法17, 22第2款)."""

    party_id: int
    amount: Fen
    disputed: Fen | None


@event("fees.stayed")
class Stayed(CaseEvent):
    """An appeal was lodged: what was asked about the fee is void until the court above has decided (办法30)."""

    settlement_id: int
