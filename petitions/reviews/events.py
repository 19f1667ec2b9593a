"""What happens to an opinion that is looked at again."""

from __future__ import annotations

from common.cases.events import CaseEvent, event


@event("petitions.review_asked")
class ReviewAsked(CaseEvent):
    """On the petition whose opinion is to be looked at again: the review is a petition of its own, at the higher
    court."""

    petition_id: int
    review_id: int


@event("petitions.outside_opinion")
class OutsideOpinionRecorded(CaseEvent):
    """A court that does not work with this portal gave its opinion on the review."""

    petition_id: int
    level: str
