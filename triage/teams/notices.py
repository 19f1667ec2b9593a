"""What is said to people when a case goes to a team."""

from __future__ import annotations

from common.cases.models import Event
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from triage.sorting.notices import parties_of
from triage.teams.events import Assigned
from triage.teams.models import Team


def _assigned(record: Event, event: Assigned) -> list[NoticeRequest]:
    team = Team.objects.select_related("judge").get(pk=event.team_id)
    members = tuple(user for user in (team.judge_id, team.assistant_id, team.court_clerk_id) if user)
    to_all = f"{record.case.title}：由{team.name}审理，承办法官{team.judge.display_name}。"
    return [
        NoticeRequest(kind="triage.assigned", title="案件已分给审判团队", body=to_all, parties=parties_of(record)),
        NoticeRequest(kind="triage.assigned_team", title="新分案件", body=record.case.title, users=members),
    ]


NOTICES = Makers(on(Assigned, _assigned))
