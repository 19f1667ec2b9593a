"""The window: its words and its links, read by the roof."""

from __future__ import annotations

from common.people.states import Role
from common.rooms import Entry, Room, Words

WORDS: dict[str, Words] = {
    "counter.visit_began": Words("", court="{who}到窗口办理，身份已核对"),
    "counter.visit_ended": Words("", court="{who}的窗口办理结束，共 {acts} 项"),
}

ROOM = Room(
    key="counter",
    urls="yunfu_court.counter.urls",
    words=WORDS,
    nav=(Entry("单位账号", "people:units", frozenset({Role.CLERK, Role.COUNSELLOR}), 45),),
)
