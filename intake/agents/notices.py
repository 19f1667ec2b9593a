"""What is said about mandates: to the party, to the agent, to the other side."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event, Representation
from common.cases.states import Authority
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from intake.agents import events as agents_events
from intake.agents.models import Mandate
from intake.door import events as door_events
from intake.door.notices import answered
from intake.filing import events as filing_events
from intake.filing.notices import filed, suit_offered
from intake.review import events as review_events
from intake.review.notices import (
    claimant_left,
    corrected,
    correction_requested,
    diverted,
    insisted,
    registered,
    returned,
    withdrawn,
)


def mandate_refused(record: Event, event: agents_events.MandateRefused) -> list[NoticeRequest]:
    row = Mandate.objects.get(pk=event.mandate_id)
    words = f"您委托{row.name}的手续没有通过核对：{row.words}补齐以后可以重新提交。"
    link = reverse("intake:agents", args=[record.case.uid])
    return [NoticeRequest(kind="mandate", title="请补齐委托手续", body=words, parties=(event.party_id,), link=link)]


def mandate_checked(record: Event, event: agents_events.MandateChecked) -> list[NoticeRequest]:
    """The party too: whoever filed as its agent may do more from now on."""
    row = Representation.objects.select_related("party").get(pk=event.representation_id)
    words = f"法院已核对{row.name}代理{row.party.name}的委托手续（{Authority(row.authority).label}）。"
    return [NoticeRequest(kind="mandate", title="委托手续已核对", body=words, parties=(event.party_id,))]


def agent_recorded(record: Event, event: agents_events.AgentRecorded) -> list[NoticeRequest]:
    """The party and the agent are told, and the other side."""
    row = Representation.objects.select_related("party").get(pk=event.representation_id)
    words = f"{row.name}已登记为{row.party.name}的代理人（{Authority(row.authority).label}）。"
    return _all_parties(record, "agent", "代理人已登记", words)


def agent_released(record: Event, event: agents_events.AgentReleased) -> list[NoticeRequest]:
    """民事诉讼法第六十三条: the court tells the other side."""
    row = Representation.objects.select_related("party").get(pk=event.representation_id)
    words = f"{row.party.name}已解除对{row.name}的委托，{row.name}不再是本案代理人。"
    told = _all_parties(record, "agent", "代理人已解除", words)
    if row.user_id is not None:
        told.append(NoticeRequest(kind="agent", title="委托已解除", body=words, users=(row.user_id,)))
    return told


def _all_parties(record: Event, kind: str, title: str, body: str) -> list[NoticeRequest]:
    rows = record.case.parties.filter(left_on__isnull=True).order_by("pk").values_list("pk", flat=True)
    return [NoticeRequest(kind=kind, title=title, body=body, parties=tuple(rows))]


NOTICES = Makers(
    on(filing_events.Filed, filed),
    on(review_events.CorrectionRequested, correction_requested),
    on(review_events.Corrected, corrected),
    on(review_events.Registered, registered),
    on(review_events.Diverted, diverted),
    on(review_events.Returned, returned),
    on(review_events.Insisted, insisted),
    on(review_events.Withdrawn, withdrawn),
    on(review_events.ClaimantLeft, claimant_left),
    on(agents_events.MandateRefused, mandate_refused),
    on(agents_events.MandateChecked, mandate_checked),
    on(agents_events.AgentRecorded, agent_recorded),
    on(agents_events.AgentReleased, agent_released),
    on(door_events.Answered, answered),
    on(filing_events.SuitOffered, suit_offered),
)
