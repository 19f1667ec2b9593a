"""The words of each event of the spine, per side: every event that anybody can see has a line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.cases.events import SeatEnded
from common.cases.models import Event
from common.cases.states import Capacity, LeftOutGround, Stage
from common.law.abroad import Home
from common.law.papers import PaperKind
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, Room, Words, on

WORDS: dict[str, Words] = {
    "cases.advanced": Words("", court="进入“{to}”阶段"),
    "cases.numbered": Words("案件编号：{number}"),
    "cases.admitted": Words("", court="{capacity}加入本案"),
    "cases.released": Words("", court="{capacity}退出本案"),
    "cases.stood_aside": Words("", court="登记回避：一名工作人员不再办理本案"),
    "cases.seat_ended": Words("", court="{party}的账号实名认证为别人，已与本案断开"),
    "cases.deadline_set": Words("", court="设定期限：{term}{due}"),
    "cases.days_left_out": Words("", court="{first}至{last}不计入审理期限：{ground}"),
    "cases.days_counted_again": Words("", court="{first}至{last}恢复计入审理期限：{ground}"),
    "cases.deadline_reopened": Words("", court="放假安排有变动，已过期的期限改期：{term}{due}"),
    "cases.deadline_moved": Words("", court="放假安排有变动，期限改期：{term}{due}"),
    "cases.foreign_changed": Words("", court="当事人的住所更正为{home}，已重新核对是否涉外"),
    "cases.deadline_lapsed": Words("", court="期限届满：{term}"),
    "cases.phone_checked": Words("", court="已核实电话是{who}本人的"),
    "cases.lapse_dealt": Words("", court="已处理过期的期限：{term}"),
    "cases.todo_opened": Words("", court="转人工办理：{todo}"),
}

# Which field of which event holds which enumeration.
LABELS: Mapping[str, Mapping[str, type[StrEnum]]] = {
    "cases.advanced": {"frm": Stage, "to": Stage},
    "cases.admitted": {"capacity": Capacity},
    "cases.released": {"capacity": Capacity},
    "cases.days_left_out": {"ground": LeftOutGround},
    "cases.days_counted_again": {"ground": LeftOutGround},
    "cases.foreign_changed": {"home": Home},
}


def seat_ended(record: Event, event: SeatEnded) -> list[NoticeRequest]:
    """The party itself is told that another account stood in its place."""
    body = (
        f"{record.case.title}一案，有一个账号曾以您的名义进入，后来核验为别人，已经断开。"
        "请用您本人实名认证的账号凭案件码进入，或者带身份证件到法院窗口，核对其间办理的事项。"
    )
    return [NoticeRequest(kind="seat", title="请核对您的案件", body=body, parties=(event.party_id,))]


ROOM = Room(
    key="cases",
    urls="yunfu_court.casefile.urls",
    notices=Makers(on(SeatEnded, seat_ended)),
    words=WORDS,
    labels=LABELS,
    layouts={PaperKind.LETTER: ("documents/letter.html",)},
)
