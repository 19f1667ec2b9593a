"""The reminder sweep: whoever has a day coming hears of it, once for each mark.

One query finds what is due, whatever the number of cases; the outbox is unique by occasion, so a sweep that runs twice
says nothing twice.
"""

from __future__ import annotations

from datetime import date, timedelta

from common.cases.models import Deadline
from common.cases.states import DeadlineState
from common.notifications.actions import notify
from common.notifications.rules import Recipient
from common.web.wording import day_words

MARKS: dict[int, str] = {3: "还有 3 天", 1: "还有 1 天", 0: "今天到期"}


def remind(today: date, limit: int = 2000) -> int:
    """Tell each party with an open deadline ending in three days, tomorrow or today. Returns how many deadlines."""
    marks = {today + timedelta(days=ahead): words for ahead, words in MARKS.items()}
    rows = (
        Deadline.objects.filter(state=DeadlineState.OPEN, due__in=list(marks), party__isnull=False)
        .select_related("case", "party__user")
        .order_by("due", "pk")[:limit]
    )
    told = 0
    for row in rows:
        if row.due is None or row.party is None:
            continue
        user = row.party.user
        recipient = Recipient(
            user_id=user.pk if user else None,
            party_id=row.party.pk,
            phone=row.party.phone or (user.phone if user else ""),
        )
        if not recipient.ways():
            continue
        notify(
            kind="deadline",
            recipients=[recipient],
            title=f"{row.name}：{marks[row.due]}",
            body=f"{row.case.title}：{row.name}，最后一天是 {day_words(row.due, today=today)}。",
            link=f"/cases/{row.case.uid}/",
            occasion=f"deadline:{row.pk}:{row.due.isoformat()}:{(row.due - today).days}",
        )
        told += 1
    return told
