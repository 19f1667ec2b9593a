"""States of a message on its way out, and the ways it can take."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.labelled import LabelledEnum


class Channel(LabelledEnum):
    IN_SITE = "in_site", "站内"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"


class NoticeState(LabelledEnum):
    QUEUED = "queued", "等待发送"
    CLAIMED = "claimed", "发送中"
    SENT = "sent", "已发送"
    FAILED = "failed", "稍后重试"
    DEAD = "dead", "未能送出"


# Claimed again when its worker died; a dead one lives again where the gateway was at fault.
NOTICE_MOVES: Mapping[NoticeState, tuple[NoticeState, ...]] = {
    NoticeState.QUEUED: (NoticeState.CLAIMED, NoticeState.DEAD),
    NoticeState.CLAIMED: (NoticeState.CLAIMED, NoticeState.SENT, NoticeState.FAILED, NoticeState.DEAD),
    NoticeState.FAILED: (NoticeState.CLAIMED, NoticeState.DEAD),
    NoticeState.DEAD: (NoticeState.FAILED,),
}


OPEN: frozenset[NoticeState] = frozenset({NoticeState.QUEUED, NoticeState.CLAIMED, NoticeState.FAILED})
