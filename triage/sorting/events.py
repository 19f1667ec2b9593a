"""What sorting announces."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


@event("triage.presorted", audience=Audience.STAFF)
class PreSorted(CaseEvent):
    """The preliminary sort: mediable or not, and a provisional procedure."""

    decision_id: int
    procedure: str
    mediable: str


@event("triage.sorted")
class Sorted(CaseEvent):
    """The officer confirmed (or overruled) the proposal: procedure and track."""

    decision_id: int
    procedure: str
    track: str


@event("triage.overruled", audience=Audience.STAFF)
class Overruled(CaseEvent):
    decision_id: int
    reason: str
