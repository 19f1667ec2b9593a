"""What is said about mandates: to the party, to the agent, to the other side."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event, Party, Representation
from common.cases.queries import open_deadlines
from common.cases.states import Authority
from common.law import terms
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import day_words
from intake.agents import events
from intake.agents.queries import asks_for_address
from intake.filing.notices import still_in
from intake.mandates.models import Mandate


def mandate_brought(record: Event, event: events.MandateBrought) -> list[NoticeRequest]:
    """What an agent hands in is said to be the party's: the party itself reads it, and can say that it is not."""
    row = Mandate.objects.select_related("party").get(pk=event.mandate_id)
    reach = f"特别授权（{'、'.join(row.powers)}）" if row.powers else Authority(row.authority).label
    words = (
        f"{row.name}向法院交来您委托其代理的授权委托书：{reach}。是您出具的，不用办理。不是您出具的，"
        "请登录案件的“委托代理人”页面点“不是我委托的”，也可以打 12368 或者到法院窗口说明。"
    )
    return [
        NoticeRequest(
            kind="mandate",
            title="有人交来您的授权委托书",
            body=words,
            parties=(event.party_id,),
            link=reverse("intake:agents", args=[record.case.uid]),
            itself=True,
        )
    ]


def mandate_denied(record: Event, event: events.MandateDenied) -> list[NoticeRequest]:
    """Who handed it in is told that it counts for nothing."""
    row = Mandate.objects.select_related("party", "document").get(pk=event.mandate_id)
    words = f"{row.party.name}告诉法院：您交来的授权委托书不是其出具的。这份委托书已作废，法院会向您核实。"
    users = (row.document.owner_id,) if row.document.owner_id is not None else ()
    return [NoticeRequest(kind="mandate", title="委托书已作废", body=words, users=users)]


def mandate_refused(record: Event, event: events.MandateRefused) -> list[NoticeRequest]:
    row = Mandate.objects.get(pk=event.mandate_id)
    words = f"您委托{row.name}的手续没有通过核对：{row.words}补齐以后可以重新提交。"
    link = reverse("intake:agents", args=[record.case.uid])
    return [NoticeRequest(kind="mandate", title="请补齐委托手续", body=words, parties=(event.party_id,), link=link)]


def mandate_checked(record: Event, event: events.MandateChecked) -> list[NoticeRequest]:
    """The party too: whoever filed as its agent may do more from now on."""
    row = Representation.objects.select_related("party").get(pk=event.representation_id)
    words = f"法院已核对{row.name}代理{row.party.name}的委托手续（{Authority(row.authority).label}）。"
    return [NoticeRequest(kind="mandate", title="委托手续已核对", body=words, parties=(event.party_id,))]


def agent_recorded(record: Event, event: events.AgentRecorded) -> list[NoticeRequest]:
    """The party and the agent are told, and the other side."""
    row = Representation.objects.select_related("party").get(pk=event.representation_id)
    words = f"{row.name}已登记为{row.party.name}的代理人（{Authority(row.authority).label}）。"
    return _all_parties(record, "agent", "代理人已登记", words)


def agent_changed(record: Event, event: events.AgentChanged) -> list[NoticeRequest]:
    """民事诉讼法第六十三条: the court tells the other side what the agent may do from now on."""
    row = Representation.objects.select_related("party").get(pk=event.representation_id)
    reach = "、".join(row.powers) if row.powers else Authority(row.authority).label
    words = f"{row.party.name}的代理人{row.name}的权限变更为：{reach}。"
    return _all_parties(record, "agent", "代理权限已变更", words)


def agent_released(record: Event, event: events.AgentReleased | events.AgentResigned) -> list[NoticeRequest]:
    """民事诉讼法第六十三条: the court tells the other side; the party is asked where it takes papers from now on."""
    row = Representation.objects.select_related("party").get(pk=event.representation_id)
    words = f"{row.party.name}已解除对{row.name}的委托，{row.name}不再是本案代理人。"
    if isinstance(event, events.AgentResigned):
        words = f"{row.name}告诉法院不再代理{row.party.name}，不再是本案代理人。"
    told = _all_parties(record, "agent", "代理人已解除", words)
    if asks_for_address(row.party):
        told.append(
            NoticeRequest(
                kind="agent_address",
                title="请确认送达地址",
                body=f"法院的文书不再送给{row.name}。请确认您的送达地址；确认以前，文书送到您登记的住址。",
                parties=(event.party_id,),
                link=reverse("intake:address", args=[record.case.uid]),
            )
        )
    if running := _running(record, row.party):
        told.append(
            NoticeRequest(
                kind="agent_terms",
                title="您的期限还在走",
                body=f"{row.name}收到过的文书，期限不重新起算：{running}。请登录查看文书，或者到窗口领取。",
                parties=(event.party_id,),
            )
        )
    if row.user_id is not None:
        told.append(NoticeRequest(kind="agent", title="委托已解除", body=words, users=(row.user_id,)))
    return told


def _running(record: Event, party: Party) -> str:
    """The party's own terms with their last days: what the agent was told of, the party hears now."""
    days = [(row, row.due) for row in open_deadlines(record.case) if row.party_id == party.pk and row.due]
    told = [(terms.told(row.term, record.case.received_on), day_words(due, today=record.day)) for row, due in days]
    return "；".join(f"{words}，最后一天 {day}" for words, day in told)


def _all_parties(record: Event, kind: str, title: str, body: str) -> list[NoticeRequest]:
    return [NoticeRequest(kind=kind, title=title, body=body, parties=still_in(record.case))]


NOTICES = Makers(
    on(events.MandateBrought, mandate_brought),
    on(events.MandateDenied, mandate_denied),
    on(events.MandateRefused, mandate_refused),
    on(events.MandateChecked, mandate_checked),
    on(events.AgentRecorded, agent_recorded),
    on(events.AgentChanged, agent_changed),
    on(events.AgentReleased, agent_released),
    on(events.AgentResigned, agent_released),
)
