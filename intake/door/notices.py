"""What is said to the other side when it is brought in, and of its answer."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event
from common.cases.states import Side
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from intake.door import events
from intake.door.models import DefendantDoor
from intake.door.rules import shown_code
from intake.filing.notices import to_claimants

# Who is told a code: the others know of the dispute.
INVITED = {Side.RESPONDENT: "被告", Side.THIRD: "第三人"}


def invitations(record: Event, *, suit: bool) -> list[NoticeRequest]:
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
            neutral=f"{court}：有一件与您有关的案件。请登录云浮法院诉讼服务网，凭查看码 {shown_code(door.code)} 查看，"
            "或者打 12368 核实。法院不会要您转账。",
        )
        for door in doors.select_related("party").order_by("pk")
    ]


def claimant_invited(record: Event, event: events.ClaimantInvited) -> list[NoticeRequest]:
    """Nothing was asked of them yet: what was filed, in whose company, and how they say whether they want it."""
    door = DefendantDoor.objects.select_related("party").get(party=event.party_id)
    court, called = record.case.court.name, door.party.called(record.case.kind)
    words = (
        f"{court}通知：有人提交材料，把您列为{called}之一。请登录云浮法院诉讼服务，凭查看码 {shown_code(door.code)} "
        "和本人身份信息查看，由您自己决定是否参加、是否调解，并确认送达地址；"
        "不是您的意思，请告诉法院窗口或者拨打 12368。"
        "法院不会要求您转账。"
    )
    link = reverse("intake:door")
    return [NoticeRequest(kind="door", title=f"{court}通知", body=words, parties=(event.party_id,), link=link)]


def answered(record: Event, event: events.Answered) -> list[NoticeRequest]:
    return to_claimants(
        record, "answered", "对方提交了答辩", f"{record.case.title}一案，对方提交了答辩意见，可以在网上查看。"
    )


NOTICES = Makers(on(events.Answered, answered), on(events.ClaimantInvited, claimant_invited))
