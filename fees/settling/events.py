"""What settling announces."""

from __future__ import annotations

from common.cases.events import CaseEvent, event


@event("fees.settled")
class Settled(CaseEvent):
    """The final fee at closing, halved at most once (办法15-18; 解释206)."""

    final: int
    refund: int
