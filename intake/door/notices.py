"""What is said to the other side when it is brought in, and of its answer."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Deadline, Event
from common.cases.states import DeadlineState, Side
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import moment_words
from intake.door import events
from intake.door.models import DefendantDoor
from intake.door.rules import shown_code
from intake.filing.notices import to_claimants

# Who is told a code: the others know of the dispute.
INVITED = {Side.RESPONDENT: "被告", Side.THIRD: "第三人"}
# The term in which the other side is asked whether it wants to mediate (在线调解15).
ASKED = "contact_other_side"


def invitations(record: Event, *, suit: bool) -> list[NoticeRequest]:
    """Whoever another brought into the dispute is told the code by which they come in."""
    court = record.case.court.name
    asked = "有人申请与您调解一件纠纷"
    known = {side: f"有一件您是{called}的案件已经立案" if suit else asked for side, called in INVITED.items()}
    until = _until(record)
    doors = DefendantDoor.objects.filter(party__case=record.case_id, party__side__in=INVITED, party__left_on=None)
    return [
        NoticeRequest(
            kind="door",
            title=f"{court}通知",
            body=f"{court}通知：{known[Side(door.party.side)]}。请{until}登录云浮法院诉讼服务网，"
            f"凭案件码 {shown_code(door.code)} 和本人身份信息查看，"
            "也可以到法院窗口或者拨打 12368 核实。法院不会要求您转账。",
            parties=(door.party_id,),
            link=reverse("intake:door"),
            neutral=neutral(door.code, until),
            sms=neutral(door.code, until),  # the code says which case, and fits beside the last day
        )
        for door in doors.select_related("party").order_by("pk")
    ]


def _until(record: Event) -> str:
    """在 12 月 3 日前: by when the court wants to know, where a term already runs; else nothing."""
    runs = Deadline.objects.filter(case=record.case_id, term=ASKED, state=DeadlineState.OPEN, due__isnull=False)
    due = runs.order_by("due").values_list("due", flat=True).first()
    return f"在 {moment_words(due)}前" if due else ""


def neutral(code: str, until: str) -> str:
    """The one message to a number that may be anybody's: no name, no cause; where to look, with what, by when."""
    return f"有一件与您有关的案件。请{until}凭案件码 {shown_code(code)} 登录诉讼服务网看，或打 12368。不用转账。"


def door_opened(record: Event, event: events.DoorOpened) -> list[NoticeRequest]:
    """Whoever came in by the code finds in the inbox what was said to a number before there was an account."""
    case, until = record.case, _until(record)
    words = "对方交的材料在这里看。"
    if until or not case.is_suit:
        words += f"同不同意调解由您决定，请{until}答复。"
    if case.is_suit:
        words += "收到起诉状副本以后，请在通知书写的答辩期里提交答辩。"
    return [
        NoticeRequest(
            kind="door_opened",
            title="有一件与您有关的案件",
            body=f"{case.title}，{case.court.name}办理。{words}",
            parties=(event.party_id,),
            inbox_only=True,
        )
    ]


def claimant_invited(record: Event, event: events.ClaimantInvited) -> list[NoticeRequest]:
    """Nothing was asked of them yet: what was filed, in whose company, and how they say whether they want it."""
    door = DefendantDoor.objects.select_related("party").get(party=event.party_id)
    court, called = record.case.court.name, door.party.called(record.case.kind)
    words = (
        f"{court}通知：有人提交材料，把您列为{called}之一。请登录云浮法院诉讼服务，凭案件码 {shown_code(door.code)} "
        "和本人身份信息查看，由您自己决定是否参加、是否调解，并确认送达地址；"
        "不是您的意思，请告诉法院窗口或者拨打 12368。"
        "法院不会要求您转账。"
    )
    code = shown_code(door.code)
    sms = f"有人提交材料，把您列为{called}之一。请凭案件码 {code} 登录诉讼服务网看，或打 12368。不用转账。"
    return [
        NoticeRequest(
            kind="door",
            title=f"{court}通知",
            body=words,
            parties=(event.party_id,),
            link=reverse("intake:door"),
            sms=sms,
            itself=True,  # whoever filed in its name is who it is asked about
        )
    ]


def answered(record: Event, event: events.Answered) -> list[NoticeRequest]:
    words = "对方交了答辩。您不用再交什么，登录诉讼服务网看；有话开庭时说。"
    return to_claimants(record, "answered", "对方提交了答辩", words)


NOTICES = Makers(
    on(events.Answered, answered),
    on(events.ClaimantInvited, claimant_invited),
    on(events.DoorOpened, door_opened),
)
