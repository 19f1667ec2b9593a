"""Reads of the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from common.notifications.models import Notice
from common.notifications.states import OPEN, Channel, NoticeState
from common.people.models import blind_index
from common.people.rules import normalise_phone


def due(now: datetime) -> QuerySet[Notice]:
    """What is to be sent: new, to be tried again, or held by a worker that died."""
    return Notice.objects.filter(state__in=sorted(OPEN), due_at__lte=now)


def inbox(user: Any) -> QuerySet[Notice]:
    """The user's in-site messages that have arrived, newest first."""
    return Notice.objects.filter(user=user.pk, channel=Channel.IN_SITE, state=NoticeState.SENT).order_by("-id")


def unread_count(user: Any) -> int:
    """How many of them are unread; one indexed query, for the frame of every page."""
    if not getattr(user, "is_authenticated", False):
        return 0
    return inbox(user).filter(read_at__isnull=True).count()


def outgoing(phone: str = "") -> QuerySet[Notice]:
    """Messages by SMS and e-mail, newest first; of one number if given. For the demonstration's viewer."""
    rows = Notice.objects.exclude(channel=Channel.IN_SITE).order_by("-id")
    if phone:
        rows = rows.filter(address_hash=blind_index(normalise_phone(phone)) or "-")
    return rows


def undelivered() -> QuerySet[Notice]:
    """Messages given up: staff call these people. Newest first."""
    return Notice.objects.filter(state=NoticeState.DEAD, useless_after__isnull=True).order_by("-id")
