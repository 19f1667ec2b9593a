"""What happens at the window beside the acts themselves, which the rooms announce."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


@event("counter.visit_began", audience=Audience.STAFF)
class VisitBegan(CaseEvent):
    """Somebody came to the window and was identified; from now on the clerk acts for the party."""

    visit_id: int
    party_id: int


@event("counter.visit_ended", audience=Audience.STAFF)
class VisitEnded(CaseEvent):
    """The visit ended: how many acts were done in it, and the paper that was signed for them (0: no act, no paper)."""

    visit_id: int
    acts: int
    document_id: int
