"""Reads of the outbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from common.fields import blind_index
from common.notifications.models import Notice
from common.notifications.states import OPEN, Channel, NoticeState
from common.people.rules import normalise_phone
from common.web.paging import Page, page

GROUPS = 8  # cases on a page of the inbox
FOLDED = 5  # of one case, its newest included; the rest is told by the case page
# What a message is about: its case; one that is about no case stands alone, under a number no case has.
ABOUT = Coalesce("event__case", "party__case", -F("pk"))


def due(now: datetime) -> QuerySet[Notice]:
    """What is to be sent: new, to be tried again, or held by a worker that died."""
    return Notice.objects.filter(state__in=sorted(OPEN), due_at__lte=now)


def inbox(user: Any) -> QuerySet[Notice]:
    """The user's in-site messages that have arrived, newest first."""
    return Notice.objects.filter(user=user.pk, channel=Channel.IN_SITE, state=NoticeState.SENT).order_by("-id")


@dataclass(frozen=True)
class Group:
    """One case in the inbox: its newest message, those before it, and how many of all are unread."""

    newest: Notice
    older: Sequence[Notice]
    unread: int
    left: int  # older ones that are not listed

    @property
    def case(self) -> Any:
        """The case, or None for a message about none."""
        holder = self.newest.event or self.newest.party
        return holder.case if holder else None


def of_case(uid: str) -> Q:
    """The filter for messages about the case with this uid."""
    return Q(event__case__uid=uid) | Q(event=None, party__case__uid=uid)


def grouped(user: Any, asked: Mapping[str, str]) -> tuple[Page[Notice], list[Group]]:
    """The inbox by case, the case told of last first: a page of newest messages, and the groups they head.

    Two queries whatever there is: the heads of the page, and what stands behind them.
    """
    rows = inbox(user)
    heads = rows.order_by().annotate(about=ABOUT).values("about").annotate(head=Max("pk")).values("head")
    cases = ("event__case", "party__case")
    found = page(rows.filter(pk__in=heads).select_related(*cases), asked, order=["-id"], size=GROUPS)
    about = [_about(row) for row in found.rows]
    window: dict[str, Any] = {"partition_by": [F("about")]}
    behind = (
        rows.annotate(about=ABOUT)
        .filter(about__in=about)
        .annotate(
            place=Window(RowNumber(), order_by="-id", **window),
            total=Window(Count("pk"), **window),
            unread=Window(Count("pk", filter=Q(read_at=None)), **window),
        )
        .filter(place__lte=FOLDED)
    )
    listed: dict[int, list[Any]] = defaultdict(list)
    for row in behind if about else ():
        listed[row.about].append(row)
    groups = []
    for head, key in zip(found.rows, about, strict=True):
        same = listed[key] or [head]
        one = same[0]
        unread, total = getattr(one, "unread", 0), getattr(one, "total", 1)
        older = [row for row in same if row.pk != head.pk]
        groups.append(Group(head, older, unread, max(0, total - 1 - len(older))))
    return found, groups


def _about(row: Notice) -> int:
    """ABOUT, of a row that is here."""
    holder = row.event or row.party
    return holder.case_id if holder else -row.pk


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
