"""What intake says to people when something happens: short, kind, with the next step and its day."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Case, Event, Representation
from common.cases.states import Authority, Side
from common.law.terms import term
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from intake import events
from intake.models import Correction, DefendantDoor, Mandate
from intake.rules.review import shown_code

# Who is told a code: the others know of the dispute.
INVITED = {Side.RESPONDENT: "被告", Side.THIRD: "第三人"}


def _side(case: Case, side: Side) -> tuple[int, ...]:
    rows = case.parties.filter(side=side, left_on__isnull=True).order_by("order")
    return tuple(rows.values_list("pk", flat=True))


def _claimants(record: Event, kind: str, title: str, body: str, link: str = "") -> list[NoticeRequest]:
    parties = _side(record.case, Side.CLAIMANT)
    return [NoticeRequest(kind=kind, title=title, body=body, parties=parties, link=link)]


def filed(record: Event, event: events.Filed) -> list[NoticeRequest]:
    if event.wish == "mediate":
        words = f"{record.case.court.name}已收到您的调解申请，调解中心会尽快与您联系。"
    else:
        within = term("filing_review", record.case.received_on).spoken
        words = (
            f"{record.case.court.name}已收到您的起诉材料，将在{within}内决定是否立案。收件回执可以在网上查看、下载。"
        )
    return _claimants(record, "filed", "已收到您的申请", words)


def correction_requested(record: Event, event: events.CorrectionRequested) -> list[NoticeRequest]:
    words = (
        f"您提交的材料有 {event.items} 处需要补正，请在收到通知后 {event.days} 日内修改。"
        "只需要改标出的地方，其他内容都还在；补正后仍按原来的收件先后办理。"
    )
    link = reverse("intake:correct", args=[record.case.uid])
    return _claimants(record, "correction", "请补正材料", words, link)


def corrected(record: Event, event: events.Corrected) -> list[NoticeRequest]:
    clerk = Correction.objects.get(pk=event.correction_id).asked_by_id
    words = f"{record.case.title}的补正材料已经提交，请继续审查。"
    link = reverse("intake:review", args=[record.case.uid])
    return [NoticeRequest(kind="corrected", title="补正材料已回", body=words, users=(clerk,), link=link)]


def registered(record: Event, event: events.Registered) -> list[NoticeRequest]:
    words = f"{record.case.title}一案已经立案，受理案件通知书可以在网上查看。下一步会另行通知您。"
    return _claimants(record, "registered", "已立案", words) + _doors(record, suit=True)


def diverted(record: Event, event: events.Diverted) -> list[NoticeRequest]:
    words = f"{record.case.title}已转到调解中心，调解员会与您联系。您随时可以不再调解。"
    return _claimants(record, "diverted", "已转调解中心", words) + _doors(record, suit=False)


def _doors(record: Event, *, suit: bool) -> list[NoticeRequest]:
    """Whoever another brought into the dispute is told the code by which they come in."""
    court = record.case.court.name
    asked = "有人申请与您调解一件纠纷"
    known = {side: f"有一件您是{called}的案件已经立案" if suit else asked for side, called in INVITED.items()}
    doors = DefendantDoor.objects.filter(party__case=record.case_id, party__side__in=INVITED, party__left_on=None)
    return [
        NoticeRequest(
            kind="door",
            title=f"{court}通知",
            body=f"{court}通知：{known[Side(door.party.side)]}。请登录云浮法院诉讼服务，"
            f"凭查看码 {shown_code(door.code)} 和本人身份信息查看，"
            "也可以到法院窗口或者拨打 12368 核实。法院不会要求您转账。",
            parties=(door.party_id,),
            link=reverse("intake:door"),
        )
        for door in doors.select_related("party").order_by("pk")
    ]


def returned(record: Event, event: events.Returned) -> list[NoticeRequest]:
    words = "您提交的材料已退回，原因写在通知书里。您不同意的，可以选择“坚持起诉”，由法官作出裁定。"
    return _claimants(record, "returned", "材料已退回", words)


def insisted(record: Event, event: events.Insisted) -> list[NoticeRequest]:
    within = term("refusal_appeal", record.case.received_on).spoken
    words = f"您坚持起诉，材料已交法官审查并作出裁定；对不予受理的裁定不服的，可以在收到后{within}内上诉。"
    return _claimants(record, "insisted", "已交法官裁定", words)


def withdrawn(record: Event, event: events.Withdrawn) -> list[NoticeRequest]:
    return _claimants(record, "withdrawn", "已撤回", f"{record.case.title}的申请已按您的要求撤回，以后还可以再提交。")


def answered(record: Event, event: events.Answered) -> list[NoticeRequest]:
    return _claimants(
        record, "answered", "对方提交了答辩", f"{record.case.title}一案，对方提交了答辩意见，可以在网上查看。"
    )


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


def agent_released(record: Event, event: events.AgentReleased) -> list[NoticeRequest]:
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


def claimant_left(record: Event, event: events.ClaimantLeft) -> list[NoticeRequest]:
    words = f"您已撤回在{record.case.title}中的申请，其他人的申请继续办理。"
    return [NoticeRequest(kind="withdrawn", title="已撤回", body=words, parties=(event.party_id,))]


def suit_offered(record: Event, event: events.SuitOffered) -> list[NoticeRequest]:
    words = "调解没有达成协议。您可以起诉，已填写的内容都会带过去，不用重填；不起诉也可以，法院不会替您立案。"
    link = reverse("intake:sue_after", args=[record.case.uid])
    return [NoticeRequest(kind="suit_offered", title="您可以起诉", body=words, parties=(event.party_id,), link=link)]


NOTICES = Makers(
    on(events.Filed, filed),
    on(events.CorrectionRequested, correction_requested),
    on(events.Corrected, corrected),
    on(events.Registered, registered),
    on(events.Diverted, diverted),
    on(events.Returned, returned),
    on(events.Insisted, insisted),
    on(events.Withdrawn, withdrawn),
    on(events.ClaimantLeft, claimant_left),
    on(events.MandateRefused, mandate_refused),
    on(events.MandateChecked, mandate_checked),
    on(events.AgentRecorded, agent_recorded),
    on(events.AgentReleased, agent_released),
    on(events.Answered, answered),
    on(events.SuitOffered, suit_offered),
)
