"""An agent was given a post in a court: it speaks for nobody from that day on, and its court is told (解释84)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.access import no_post, not_over
from common.cases.events import SYSTEM
from common.cases.models import Representation, Todo
from common.cases.states import TodoKind

from .batches import one_by_one
from .people import open_todo


def ask_about_posts(*, today: date) -> int:
    """Of each agent in an open case whose account holds a post, a clerk hears once. Returns how many were told of."""
    rows = Representation.objects.filter(
        not_over(today), ~no_post(today), user__isnull=False, party__left_on=None, party__case__closed_on=None
    )
    items = list(rows.order_by("pk").values_list("pk", "party__case"))
    return one_by_one("代理人任职", items, lambda pk: _ask(pk, today), today=today)


@transaction.atomic
def _ask(pk: int, today: date) -> bool:
    """The party has nobody who speaks for it now, and what was done by who has the post is looked at."""
    row = Representation.objects.select_related("party__case").get(pk=pk)
    case, name, subject = row.party.case, row.party.name, f"agent:{pk}"
    if Todo.objects.filter(case=case, what=TodoKind.SEAT, subject=subject).exists():
        return False
    words = f"{name[:60]}的代理人{row.name}在法院任职，不能再代理。请通知当事人另外委托，并核对其间办理的事项。"
    open_todo(case=case, kind=TodoKind.SEAT, subject=subject, words=words, by=SYSTEM, today=today)
    return True
