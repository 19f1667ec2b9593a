"""States of a message on its way out, and the ways it can take."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    IN_SITE = "in_site"
    SMS = "sms"
    EMAIL = "email"

    @property
    def label(self) -> str:
        return {"in_site": "站内", "sms": "短信", "email": "电子邮件"}[self.value]


class NoticeState(StrEnum):
    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"  # will be tried again
    DEAD = "dead"  # gave up, or it is too late to be of use

    @property
    def label(self) -> str:
        return {
            "queued": "等待发送",
            "claimed": "发送中",
            "sent": "已发送",
            "failed": "稍后重试",
            "dead": "未能送出",
        }[self.value]


OPEN: frozenset[NoticeState] = frozenset({NoticeState.QUEUED, NoticeState.CLAIMED, NoticeState.FAILED})
