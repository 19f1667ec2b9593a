"""What giving a case to a team announces."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


@event("triage.assigned")
class Assigned(CaseEvent):
    assignment_id: int
    team_id: int
    judge_id: int


@event("triage.unassigned")
class Unassigned(CaseEvent):
    """Somebody of the team stands aside: the case waits for another team."""

    assignment_id: int
    team_id: int


@event("triage.recusal_decided", audience=Audience.STAFF)
class RecusalDecided(CaseEvent):
    """Somebody of the court had offered to stand aside: they do, or go on (民诉法49)."""

    user_id: int
    agreed: bool
