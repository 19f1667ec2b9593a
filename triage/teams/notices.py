"""What is said to people when a case goes to a team."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from triage.sorting.notices import parties_of
from triage.teams.events import Assigned, RecusalDecided
from triage.teams.models import Team


def _assigned(record: Event, event: Assigned) -> list[NoticeRequest]:
    team = Team.objects.select_related("judge").get(pk=event.team_id)
    members = tuple(user for user in (team.judge_id, team.assistant_id, team.court_clerk_id) if user)
    to_all = f"{record.case.title}：由{team.name}审理，承办法官{team.judge.display_name}。"
    return [
        NoticeRequest(kind="triage.assigned", title="案件已分给审判团队", body=to_all, parties=parties_of(record)),
        NoticeRequest(kind="triage.assigned_team", title="新分案件", body=record.case.title, users=members),
    ]


def _decided(record: Event, event: RecusalDecided) -> list[NoticeRequest]:
    if event.agreed:
        title, body, link = "同意您自行回避", "您不再办理这件案件，由别人接着办。", ""
    else:
        title, body = "没有同意您自行回避", "请继续办理这件案件。理由请点开看；有新的事由的，可以再提出。"
        link = reverse("triage:stand_aside", args=[record.case.uid])
    return [NoticeRequest(kind="triage.recusal_decided", title=title, body=body, users=(event.user_id,), link=link)]


NOTICES = Makers(on(Assigned, _assigned), on(RecusalDecided, _decided))
