"""Appointments of all rooms: of whom each is, who is reminded of it, and what becomes of one that nobody recorded.

A term ends by its day; an appointment does not, but whoever is not there may lose by it (民诉法146, 147). So it stands
where the terms stand: first on the case page when it is near, on the home page, in the calendar file, in the reminders.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from common.cases.access import Looker, not_over
from common.cases.actions import finish_todo, one_by_one, open_todo
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Participation, Party, Todo
from common.cases.states import ENDED, TodoKind
from common.courts.queries import calendar
from common.fields.sealed import DecryptionFailed
from common.law import clock
from common.notifications.actions import notify
from common.notifications.models import Notice
from common.notifications.queries import Keepers, recipients_of
from common.notifications.rules import Recipient, waking
from common.people.models import User
from common.rooms import Appointment, Calls
from common.web.wording import day_words
from yunfu_court.reminders import LATE, MARKS
from yunfu_court.rooms import ROOMS

NEAR = timedelta(days=max(MARKS))  # from then on it is the one thing due
_KINDS = [kind for room in ROOMS for kind in room.appointments]
FOLLOWED = (TodoKind.HEARING_OVER, TodoKind.EXAMINATION_OVER)


def standing(cases: QuerySet[Case], since: datetime | None, until: datetime | None = None) -> list[Appointment]:
    """What stands in these cases between two moments, the first to come first."""
    return _of(_KINDS, cases, since, until)


def _of(
    kinds: Iterable[Calls], cases: QuerySet[Case], since: datetime | None, until: datetime | None = None
) -> list[Appointment]:
    found = [row for kind in kinds for row in kind.read(cases, since, until)]
    return sorted(found, key=lambda row: (row.at, row.key))


def going() -> QuerySet[Case]:
    """The cases in which anybody still comes together."""
    return Case.objects.exclude(stage__in=ENDED)


def midnight(day: date) -> datetime:
    """The first moment of a day: an appointment of today stands until the day is over, or it was recorded."""
    return clock.moment(datetime.combine(day, time()))


def of_looker(case: Case, who: Looker, today: date) -> list[Appointment]:
    """Those of one case to which this person is called, for itself or another, or which are theirs at the court."""
    kinds = [kind for kind in _KINDS if kind.may(case)]
    mine = {each.pk for each in who.parties}
    rows = _of(kinds, Case.objects.filter(pk=case.pk), midnight(today))
    return [row for row in rows if mine & row.parties.keys() or any(each.capacity in row.holders for each in who.rows)]


def of_user(user: User, today: date) -> list[Appointment]:
    """Those of all their cases: as many queries for one as for many."""
    parts = Participation.objects.filter(not_over(today), user=user.pk)
    mine = list(going().filter(pk__in=parts.order_by().values("case")).values_list("pk", flat=True))
    rows = standing(Case.objects.filter(pk__in=mine), midnight(today)) if mine else []
    if not rows:
        return []
    held = set(parts.filter(case__in={row.case.pk for row in rows}).values_list("case", "party", "capacity"))

    def theirs(row: Appointment) -> bool:
        here = [each for each in held if each[0] == row.case.pk]
        return any(party in row.parties or capacity in row.holders for _, party, capacity in here)

    return [row for row in rows if theirs(row)]


def remind(today: date) -> int:
    """Say what is to be said today: to whoever is called and to whoever holds it, at the marks of the terms; to who
    holds one that has no to-do, once its day is over. Returns of how many somebody was told.

    What was made since a mark was told that day: the mark is not said besides. The outbox is unique by occasion.
    """
    first, last = midnight(today - LATE), midnight(today + NEAR + timedelta(days=1))
    rows = standing(going(), first, last)
    held = {row.key: [Deadline(case=row.case, holder=holder) for holder in row.holders] for row in rows}
    keepers = Keepers([each for several in held.values() for each in several], today)
    parties = _parties({pk for row in rows for pk in row.parties})

    def staff(row: Appointment) -> list[Recipient]:
        found = {each.user_id: each for one in held[row.key] for each in keepers.of(one) if each.ways()}
        return list(found.values())

    def say(row: Appointment) -> bool:
        left = (row.due - today).days
        if row.at <= clock.now():
            return left < 0 and row.todo is None and _ask(row, staff(row), today)
        mark = min(each for each in MARKS if each >= left)
        if row.made_on is not None and row.made_on >= row.due - timedelta(days=mark):
            return False
        return _remind(row, mark, staff(row), parties, today)

    return one_by_one("开庭等日子的提醒", [(row, row.case.pk) for row in rows], say, today=today)


def _parties(called: set[int]) -> dict[int, Party]:
    """Those who are called, read together; none where one of them cannot be read: then each is read by itself, and
    only who is called with it waits for somebody to look (`_party`)."""
    known = Party.objects.filter(pk__in=called).select_related("user").prefetch_related("representations__user")
    try:
        return {party.pk: party for party in known}
    except DecryptionFailed:
        return {}


def _party(pk: int) -> Party:
    return Party.objects.select_related("user").get(pk=pk)


def _remind(row: Appointment, mark: int, staff: Sequence[Recipient], parties: dict[int, Party], today: date) -> bool:
    """Everybody who can be told; then DecryptionFailed where somebody cannot be read, so that a person looks."""
    occasion = f"appointment:{row.key}:{row.at.isoformat()}:{mark}"
    if Notice.objects.filter(kind="appointment", occasion=occasion).exists():
        return False
    head = f"{row.case.title}：{row.words(today)}，{row.place}。"
    told: set[tuple[int | None, str]] = set()  # an agent of several parties is told once
    said, unread = 0, None
    called: list[tuple[str, Sequence[Recipient]]] = []
    for pk, words in sorted(row.parties.items()):
        try:
            called.append((words, recipients_of(parties.get(pk) or _party(pk), today)))
        except DecryptionFailed as error:
            unread = error
    for words, people in [*called, ("", staff)]:
        fresh = [each for each in people if each.ways() and (each.user_id, each.phone) not in told]
        told |= {(each.user_id, each.phone) for each in fresh}
        said += len(
            notify(
                kind="appointment",
                recipients=fresh,
                title=row.soon(today),
                body=f"{head}{words}",
                link=f"/cases/{row.case.uid}/",
                about=row.case.title,
                occasion=occasion,
                useless_after=row.at,
            )
        )
    if unread is not None:
        raise unread
    return bool(said)


def _ask(row: Appointment, people: Sequence[Recipient], today: date) -> bool:
    """Its day is over, and who holds it has written nothing down."""
    occasion = f"appointment:{row.key}:{row.at.isoformat()}:over"
    if Notice.objects.filter(kind="appointment", occasion=occasion).exists():
        return False
    said = notify(
        kind="appointment",
        recipients=people,
        title=f"{row.name}：请登记结果",
        body=f"{row.case.title}：{_over(row, today)}",
        link=f"/cases/{row.case.uid}/",
        about=row.case.title,
        occasion=occasion,
    )
    return bool(said)


def ask_for_days(today: date) -> int:
    """The calendar may be another since they were made: who holds one that is to come on a day on which nobody works
    now is asked for another day, once. Of a hearing its to-do asks. Returns of how many somebody was told."""
    days = calendar()
    rows = [row for row in standing(going(), clock.now()) if not days.is_working_day(row.due)]
    rows = [row for row in rows if row.todo is not TodoKind.HEARING_OVER]
    held = {row.key: [Deadline(case=row.case, holder=holder) for holder in row.holders] for row in rows}
    keepers = Keepers([each for several in held.values() for each in several], today)

    def ask(row: Appointment) -> bool:
        people = {each.user_id: each for one in held[row.key] for each in keepers.of(one) if each.ways()}
        day = day_words(row.due, today=today)
        said = notify(
            kind="appointment",
            recipients=list(people.values()),
            title=f"{row.name}：请另定时间",
            body=f"{row.case.title}：定在 {day}的{row.name}，这一天放假了。请与各方另定时间。",
            link=f"/cases/{row.case.uid}/",
            about=row.case.title,
            occasion=f"appointment:{row.key}:{row.at.isoformat()}:off",
            not_before=waking(clock.now()),
            useless_after=row.at,
        )
        return bool(said)

    return one_by_one("约定的日子放假", [(row, row.case.pk) for row in rows], ask, today=today)


def _over(row: Appointment, today: date) -> str:
    day = day_words(row.due, today=today)
    return f"定在 {day}的{row.name}，没有登记结果。办过了的，请登记；没有办成的，请另定时间。"


def overdue(today: date) -> list[Appointment]:
    """Those whose day is over, that nobody has recorded, and that somebody is to be asked about."""
    return [row for row in standing(going(), None, midnight(today)) if row.todo is not None]


def follow_up(today: date) -> int:
    """The morning after its day, what nobody has recorded is on the list of who is to; what somebody has meanwhile, or
    where the case went elsewhere, is off it. Returns how many were put there."""
    rows = overdue(today)
    waits = {(row.case.pk, row.todo) for row in rows}
    asked = Todo.objects.filter(what__in=FOLLOWED, done_on=None).select_related("case").order_by("pk")
    over = [todo for todo in asked if (todo.case_id, todo.what) not in waits]

    def finish(todo: Todo) -> None:
        finish_todo(case=todo.case, kind=TodoKind(todo.what), by=SYSTEM, today=today)

    one_by_one("约定的日子有了结果", [(todo, todo.case_id) for todo in over], finish, today=today)

    def ask(row: Appointment) -> bool:
        kind = row.todo or TodoKind.HEARING_OVER
        had = Todo.objects.filter(case=row.case, what=kind, done_on=None).exists()
        if not had:
            open_todo(case=row.case, kind=kind, words=_over(row, today), by=SYSTEM, today=today)
        return not had

    return one_by_one("约定的日子过了没有登记", [(row, row.case.pk) for row in rows], ask, today=today)
