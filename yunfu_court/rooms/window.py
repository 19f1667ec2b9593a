"""The words of each event of the window, per side: every event that anybody can see has a line."""

from __future__ import annotations

from common.rooms import Room, Words

WORDS: dict[str, Words] = {
    "counter.visit_began": Words("", court="{who}到窗口办理，身份已核对"),
    "counter.visit_ended": Words("", court="{who}的窗口办理结束，共 {acts} 项"),
}

ROOM = Room(key="counter", urls="yunfu_court.counter.urls", words=WORDS)
