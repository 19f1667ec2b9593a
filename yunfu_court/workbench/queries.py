"""What waits for a person today: each room says its part, the ground adds cases, deadlines and messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from common.cases.access import (
    as_court,
    courts_seen,
    heads_in,
    keeps,
    missed_by,
    off_window,
    todos_of,
    undone,
    visible_to,
)
from common.cases.models import Case, Deadline, Participation, Todo
from common.cases.queries import DeskItem, search
from common.cases.rules import sought
from common.cases.states import ENDED, LISTED, OF_COURT, Capacity, CaseKind, DeadlineState
from common.law import clock
from common.law.terms import LATE, told
from common.notifications import queries as notices
from common.notifications.models import Notice
from common.people.access import memberships_of
from common.people.models import Anyone, User
from common.people.states import Role
from common.rooms import Appointment
from common.web.paging import Page, page
from common.web.wording import day_words, days_left_words
from fees.panels import of_others
from yunfu_court.appointments import of_user
from yunfu_court.casefile.headline import ANSWER, NOTHING, first_of
from yunfu_court.late import late_words
from yunfu_court.reminders import todo_waits
from yunfu_court.rooms import ROOMS

SHOWN = 8  # days on the home page; the rest stand on lists of their own


# Whom it complains of, and who stood aside, takes no part.
TAKING_PART = [each.value for each in Capacity if each not in (Capacity.COMPLAINED, Capacity.ASIDE)]


@dataclass(frozen=True)
class Home:
    """The home page of somebody who has signed in."""

    posts: Sequence[str]
    headline: str  # of a litigant for whom nothing waits: their next day, or who acts next, and by when
    desk: Sequence[DeskItem]
    deadlines: Sequence[Deadline | Appointment]
    missed: Sequence[Deadline]  # the longest first; `more` says that there are others
    more: bool
    cases: Sequence[Case]
    ended: Sequence[Case]  # of a litigant, the newest end first: what one may still do stands on their pages
    todos: Sequence[Todo]  # the longest first; `more_todos` says that there are others
    more_todos: bool


def home(user: User, today: date) -> Home:
    """Work that waits, days that come, cases that run. The same number of queries for one case and for fifty."""
    posts = memberships_of(user, today)
    seat = {"participations__user": user.pk, "participations__until__isnull": True}
    mine = Case.objects.filter(participations__capacity__in=TAKING_PART, **seat).distinct()
    newest = mine.exclude(stage__in=[s.value for s in ENDED]).order_by("-received_on", "-pk")
    newest = newest.only(*_OF_CASE)
    kept = keeps(user, today)
    due = _days(Deadline.objects.filter(kept, state=DeadlineState.OPEN))
    missed: list[Deadline] = []
    waiting: list[Todo] = []
    if posts:
        due = due.filter(off_window(user), holder__in=OF_COURT)
        heads = heads_in(user, today)
        missed = list(_days(missed_by(user, today, kept, heads))[: SHOWN + 1])
        waiting = list(todos(user, today, heads).order_by("opened_on", "pk")[: SHOWN + 1])
    else:
        newest = newest.select_related("court").prefetch_related("numbers")
        newest = newest.only(*_OF_CASE, "court__name")
    desk = [item for room in ROOMS if room.desk for item in room.desk(user, today)]
    if any(post.role in CALLERS for post in posts):
        count = undelivered(user, clock.moment(today)).count()
        url = reverse("workbench:undelivered")
        desk += [DeskItem("没有送出的消息", count, url, hint="请打电话告诉本人")] if count else []
    days = list(due[:SHOWN])
    if not posts:
        for row in days:
            row.name = told(row.term, row.case.received_on)
    coming: list[Deadline | Appointment] = [*days, *of_user(user, today)]
    coming.sort(key=lambda row: row.due or today)
    running = list(newest[:8])
    ended = [] if posts else list(mine.filter(closed_on__isnull=False).order_by(*_LAST_END).only(*_OF_CASE)[:3])
    shown = bool(running or coming or ended) and not posts and not desk
    headline = _headline(user, coming, [*running, *ended], today) if shown else ""
    return Home(
        headline=headline,
        posts=[f"{post.court.short_name} · {post.get_role_display()}" for post in posts],
        desk=desk,
        deadlines=coming[:SHOWN],
        missed=missed[:SHOWN],
        more=len(missed) > SHOWN,
        cases=running,
        ended=ended,
        todos=waiting[:SHOWN],
        more_todos=len(waiting) > SHOWN,
    )


def _headline(user: User, coming: Sequence[Deadline | Appointment], cases: Sequence[Case], today: date) -> str:
    """Nothing waits for this person: the next day of their own, and beside it that the court is late; else who acts
    next, where it is not about another's money. As many queries for one case as for many."""
    late = _late_or_next(user, cases, today)
    if coming:
        first = coming[0]
        due = first.due or today
        # That the court is late with another of the person's cases is not hidden behind a day of their own.
        beside = f"另外，{late[1]}" if late[0] else ""
        if isinstance(first, Appointment):
            words = f"{first.case.title}：{first.words(today)}，{first.place}，{days_left_words(due, today)}。"
        else:
            words = f"{first.case.title}：您的最后一天是 {day_words(due, today=today)}，{first.name}。"
        return words + beside
    return f"{NOTHING}{late[1] or '有新的进展，法院会通知您。'}"


def _late_or_next(user: User, cases: Sequence[Case], today: date) -> tuple[bool, str]:
    """Whether the court is late in one of these cases, and the words of it; else of who acts next; "" for neither."""
    waits = Q(Q(holder__in=OF_COURT) | Q(term=ANSWER), state=DeadlineState.OPEN) | Q(undone(), term__in=LATE)
    rows = _days(Deadline.objects.filter(waits, case__in=[case.pk for case in cases]))
    known = list(rows.select_related("case", "party").only(*_SHOWN, *_OF_LATE)) if cases else []
    mine = Participation.objects.filter(user=user.pk, until=None, party__isnull=False).order_by().values("party")
    others = of_others([row.subject for row in known], mine)
    row = next((row for row in known if row.subject not in others), None)
    if row is None or row.due is None:
        return False, ""
    row.name = f"{row.party.name if row.party else ''}{told(row.term, row.case.received_on)}"
    if row.state == DeadlineState.LAPSED:
        return True, f"{row.case.title}：{late_words(row, today)}"
    return False, f"{row.case.title}：接下来{first_of([row], today)}。"


_LAST_END = ("-closed_on", "-pk")
_OF_CASE = ("uid", "title", "stage", "received_on")
_SHOWN = ("name", "term", "due", "holder", "case__uid", "case__title", "case__received_on")
_OF_LATE = ("state", "subject", "late_reason", "expected_on", "party__name")


def _days(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """What the home page says of each, the first to end first."""
    return rows.select_related("case").only(*_SHOWN).order_by("due", "pk")


def todos(user: User, today: date, heads: Sequence[int] | None = None) -> QuerySet[Todo]:
    """What lies with this person and stands on no other list, and of what does whatever has waited too long."""
    waits = todo_waits(today)
    late = Q(opened_on__lte=today - waits)
    return todos_of(user, today, waits, heads).filter(late | ~Q(what__in=LISTED)).select_related("case__court")


def waiting(user: User, today: date, asked: Any) -> Page[Todo]:
    """The same as a list, the one that has waited longest first."""
    return page(todos(user, today), asked, order=("opened_on", "id"), size=50)


def missed(user: User, today: date, asked: Any) -> Page[Deadline]:
    """Every term of the court that ran out and lies with this person, the one that has waited longest first."""
    rows = missed_by(user, today).select_related("case__court")
    return page(rows, asked, order=("due", "id"), size=50)


CALLERS = (Role.CLERK, Role.COUNSELLOR, Role.COURT_CLERK)  # who calls people


def undelivered(user: Anyone, now: datetime) -> QuerySet[Notice]:
    """Messages about cases this person sees, of the courts where they have such a post."""
    today = now.date()
    courts = {post.court_id for post in memberships_of(user, today) if post.role in CALLERS}
    rows = notices.undelivered_in(courts, now).select_related("event__case", "party__case", "user")
    for case in ("event__case", "party__case"):
        rows = rows.filter(as_court(user, case=case))
    if courts <= courts_seen(user, today):
        return rows
    cases = visible_to(user, today).order_by().values("pk")
    return rows.filter(Q(event__case__in=cases) | Q(event=None, party__case__in=cases))


SORTS = {"received": ("received_on", "id"), "-received": ("-received_on", "-id")}


def cases(user: Anyone, today: date, asked: Any) -> Page[Case]:
    """Every case this person may see, filtered by what the URL says: q, court, stage, kind, closed. By telephone or
    document number people are found by a post that sees every case of its court, and in that court alone."""
    rows = visible_to(user, today).select_related("court").prefetch_related("numbers")
    rows = rows.only("uid", "title", "received_on", "amount", "stage", "court__short_name")
    courts = courts_seen(user, today)
    found = sought(asked.get("q", ""), codes=bool(courts))
    if found is not None and found.codes:
        rows = rows.filter(as_court(user, case="pk"), court__in=courts)
    rows = search(rows, asked.get("q", ""), codes=bool(courts))
    if asked.get("court"):
        rows = rows.filter(court__slug=asked["court"])
    if asked.get("stage"):
        rows = rows.filter(stage=asked["stage"])
    if asked.get("kind") in CaseKind.__members__.values():
        rows = rows.filter(kind=asked["kind"])
    return page(rows, asked, order=SORTS.get(asked.get("sort", ""), SORTS["-received"]), size=50)
