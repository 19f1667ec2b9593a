"""What triage says to people when something happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from common.cases.events import CaseEvent
from common.cases.models import Event
from common.law.procedures import Procedure
from common.notifications.rules import NoticeRequest
from triage.events import Assigned, Closed, RulingDrafted, RulingDropped, RulingSigned, Sorted
from triage.models import Ruling, Team
from triage.states import ClosingWay, DropReason, RulingKind


def notices_for(record: Event, event: CaseEvent) -> list[NoticeRequest]:
    """What triage says about this event; nothing for most."""
    maker = MAKERS.get(type(event))
    return maker(record, event) if maker else []


def _parties(record: Event) -> tuple[int, ...]:
    rows = record.case.parties.filter(left_on__isnull=True)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def _sorted(record: Event, event: Any) -> list[NoticeRequest]:
    words = f"{record.case.title}：适用{Procedure(event.procedure).label}。"
    return [NoticeRequest(kind="triage.sorted", title="审理程序已确定", body=words, parties=_parties(record))]


def _assigned(record: Event, event: Any) -> list[NoticeRequest]:
    team = Team.objects.select_related("judge").get(pk=event.team_id)
    members = tuple(user for user in (team.judge_id, team.assistant_id, team.court_clerk_id) if user)
    to_all = f"{record.case.title}：由{team.name}审理，承办法官{team.judge.display_name}。"
    return [
        NoticeRequest(kind="triage.assigned", title="案件已分给审判团队", body=to_all, parties=_parties(record)),
        NoticeRequest(kind="triage.assigned_team", title="新分案件", body=record.case.title, users=members),
    ]


def _drafted(record: Event, event: Any) -> list[NoticeRequest]:
    ruling = Ruling.objects.get(pk=event.ruling_id)
    return [
        NoticeRequest(
            kind="triage.ruling_drafted",
            title="待签裁定",
            body=f"{record.case.title}：{ruling.kind_label}",
            users=(ruling.judge_id,),
            link=reverse("triage:ruling", args=[ruling.pk]),
        )
    ]


def _signed(record: Event, event: Any) -> list[NoticeRequest]:
    words = f"{record.case.title}：法院作出{RulingKind(event.what).label}的裁定，裁定书将另行送达。"
    return [NoticeRequest(kind="triage.ruling_signed", title="法院作出裁定", body=words, parties=_parties(record))]


def _dropped(record: Event, event: Any) -> list[NoticeRequest]:
    """Only what the parties had asked for themselves is told to them: a withdrawal that is not permitted."""
    if event.what != RulingKind.WITHDRAWAL:
        return []
    words = f"{record.case.title}：{DropReason(event.reason).label}。"
    return [NoticeRequest(kind="triage.ruling_dropped", title="撤诉申请有了结果", body=words, parties=_parties(record))]


def _closed(record: Event, event: Any) -> list[NoticeRequest]:
    words = f"{record.case.title}：以“{ClosingWay(event.way).label}”方式结案。"
    return [NoticeRequest(kind="triage.closed", title="案件已结案", body=words, parties=_parties(record))]


MAKERS: dict[type[CaseEvent], Callable[[Event, Any], list[NoticeRequest]]] = {
    Sorted: _sorted,
    Assigned: _assigned,
    RulingDrafted: _drafted,
    RulingSigned: _signed,
    RulingDropped: _dropped,
    Closed: _closed,
}
