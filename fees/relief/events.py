"""What relief announces."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, Fen, event


@event("fees.relief_sought", audience=Audience.SIDE)
class ReliefSought(CaseEvent):
    relief_id: int
    kind_asked: str  # exempt | reduce | defer
    party_id: int
    again: bool = False  # with new facts, after an earlier answer: the fee's own term goes on
    anew: bool = False  # the court itself takes up what it had answered wrongly (办法43)


@event("fees.relief_decided", audience=Audience.SIDE)
class ReliefDecided(CaseEvent):
    relief_id: int
    outcome: str  # granted | refused
    kind_granted: str
    amount_left: Fen
    until: date | None
    party_id: int


@event("fees.relief_withdrawn", audience=Audience.SIDE)
class ReliefWithdrawn(CaseEvent):
    """The party took its request back: the fee is due as if nobody had asked."""

    relief_id: int
    party_id: int
