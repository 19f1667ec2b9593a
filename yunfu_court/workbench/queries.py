"""What waits for a person today: each room says its part, the ground adds cases, deadlines and messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from common.cases.access import as_court, visible_to
from common.cases.models import Case, Deadline, Todo
from common.cases.queries import DeskItem, search
from common.cases.states import ENDED, CaseKind, DeadlineState
from common.people.access import memberships_of
from common.web.paging import Page, page
from yunfu_court.rooms import ROOMS


@dataclass(frozen=True)
class Home:
    """The home page of somebody who has signed in."""

    posts: Sequence[str]
    desk: Sequence[DeskItem]
    deadlines: Sequence[Deadline]
    cases: Sequence[Case]
    todos: Sequence[Todo]


def home(user: Any, today: date) -> Home:
    """Work that waits, days that come, cases that run. The same number of queries for one case and for fifty."""
    posts = memberships_of(user, today)
    mine = Case.objects.filter(participations__user=user.pk, participations__until__isnull=True).distinct()
    open_cases = mine.exclude(stage__in=[s.value for s in ENDED])
    due = Deadline.objects.filter(state=DeadlineState.OPEN).select_related("case")
    if posts:
        roles = {post.role for post in posts}
        due = due.filter(as_court(user), case__in=open_cases, holder__in=roles)
        todos = Todo.objects.filter(
            as_court(user), done_on__isnull=True, role__in=roles, case__court__in={post.court_id for post in posts}
        ).select_related("case")
    else:
        due = due.filter(Q(party__user=user.pk) | Q(party__representations__user=user.pk))
        todos = Todo.objects.none()
    newest = open_cases.select_related("court").order_by("-received_on", "-pk")
    return Home(
        posts=[f"{post.court.short_name} · {post.get_role_display()}" for post in posts],
        desk=[item for room in ROOMS if room.desk for item in room.desk(user, today)],
        deadlines=list(due.order_by("due", "pk")[:8]),
        cases=list(newest.prefetch_related("numbers")[:8]),
        todos=list(todos.order_by("opened_on", "pk")[:10]) if posts else [],
    )


SORTS = {"received": ("received_on", "id"), "-received": ("-received_on", "-id")}


def cases(user: Any, today: date, asked: Any) -> Page[Case]:
    """Every case this person may see, filtered by what the URL says: q, court, stage, kind, closed."""
    rows = visible_to(user, today).select_related("court").prefetch_related("numbers")
    rows = search(rows, asked.get("q", ""))
    if asked.get("court"):
        rows = rows.filter(court__slug=asked["court"])
    if asked.get("stage"):
        rows = rows.filter(stage=asked["stage"])
    if asked.get("kind") in CaseKind.__members__.values():
        rows = rows.filter(kind=asked["kind"])
    return page(rows, asked, order=SORTS.get(asked.get("sort", ""), SORTS["-received"]), size=50)
