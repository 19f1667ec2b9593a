"""What a review announces."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


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
