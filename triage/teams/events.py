"""What giving a case to a team announces."""

from __future__ import annotations

from common.cases.events import CaseEvent, event


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
