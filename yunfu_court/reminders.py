"""The reminder sweep: whoever has a day coming hears of it, once for each mark; and of one of the court's that was
missed, first whoever let it, then the head of division; of a to-do, whoever has it when it is put there, and the head
when it waits too long. Where there is no head, or it is the head's own, those above take his place. What is then not
done is said again from time to time, and above.

The mark that was said last is kept with the deadline: what a sweep that did not run left unsaid is said by the next,
with the days that are really left. The outbox is unique by occasion besides: nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateField, F, Func, IntegerField, Q, QuerySet, Value
from django.urls import reverse

from common.cases.access import missed
from common.cases.actions import one_by_one
from common.cases.events import DeadlineMoved, DeadlineReopened, LapseDealt, TodoOpened
from common.cases.models import Deadline, Event, LeftOut, Party, Todo
from common.cases.rules import FOLLOW_UP, HEAD_AFTER, TODO_WAITS
from common.cases.states import ENDED, LISTED, OF_COURT, OF_PARTIES, DeadlineState, Holder, LeftOutGround, Side
from common.courts.queries import parameter
from common.fields import DecryptionFailed
from common.law import clock
from common.law.terms import OWED, told
from common.notifications.actions import notify
from common.notifications.queries import Keepers, recipients_of
from common.notifications.rules import Recipient, waking
from common.web.wording import day_words, days_left_words
from fees.panels import owner_of
from mediation.course.states import PERIODS
from mediation.overview.queries.waiting import awaited
from triage.trial.queries import appellants, in_appeal
from yunfu_court.late import late_words

MARKS = (3, 1, 0)  # days left
MISSED, HEAD = -1, -2  # of the court's: the morning after; when the head has it too
LATE = timedelta(days=3)  # what was not said by then is not said any more
_AT_ONCE = 500
_READ_TOLD = OF_PARTIES | {Holder.MEDIATOR}
_WHOLE = IntegerField()


def mark_of(row: Deadline, today: date) -> int | None:
    """The mark at which a deadline stands today; None when nothing is to be said of it."""
    if row.due is None:
        return None
    if row.state == DeadlineState.LAPSED:
        since = today - (row.ended_on or row.due)
        return HEAD if since >= HEAD_AFTER else MISSED
    left = (row.due - today).days
    return min((mark for mark in MARKS if mark >= left), default=None) if left >= 0 else None


def unsaid(today: date) -> Q:
    """The condition for deadlines of which something is to be said that has not been said. An older mark that was
    overtaken by the next is not said any more."""
    coming = Q()
    for left in range(max(MARKS) + 1):
        mark = min(mark for mark in MARKS if mark >= left)
        coming |= Q(Q(told=None) | Q(told__gt=mark), due=today + timedelta(days=left))
    fresh = Q(Q(told=None) | Q(told__gt=MISSED), ended_on__gt=today - HEAD_AFTER, ended_on__lte=today)
    old = Q(Q(told=None) | Q(told__gt=HEAD), ended_on__lte=today - HEAD_AFTER, ended_on__gte=today - HEAD_AFTER - LATE)
    return Q(coming, state=DeadlineState.OPEN) | Q(missed(), fresh | old)


def remind(today: date) -> int:
    """Say what is to be said today, whatever there is of it. Returns of how many deadlines somebody was told."""
    wanted = list(Deadline.objects.filter(unsaid(today)).order_by("due", "pk").values_list("pk", flat=True))

    if not wanted:
        return 0

    def tell(item: tuple[Deadline, Keepers | None]) -> bool:
        row, keepers = item
        return _tell(row, keepers or Keepers([row], today), today)

    return one_by_one("到期提醒", _with_keepers(wanted, today), tell, today=today)


def _with_keepers(wanted: Sequence[int], today: date) -> Iterator[tuple[tuple[Deadline, Keepers | None], int]]:
    """Each deadline with those of its batch, read together; one that cannot be read must not silence the batch: then
    each is read alone."""
    for at in range(0, len(wanted), _AT_ONCE):
        rows = list(
            Deadline.objects.filter(pk__in=wanted[at : at + _AT_ONCE]).select_related("case").order_by("due", "pk")
        )
        try:
            keepers = Keepers(rows, today)
        except DecryptionFailed:
            keepers = None
        for row in rows:
            yield (row, keepers), row.case_id


@transaction.atomic
def _tell(row: Deadline, keepers: Keepers, today: date) -> bool:
    """One deadline. False when nobody of its keepers can be reached, or it has moved meanwhile; what nobody could be
    told stays unsaid, and the next sweep tries again."""
    mark = mark_of(row, today)
    if mark is None or row.due is None:
        return False
    people = [each for each in (keepers.heads(row) if mark == HEAD else keepers.of(row)) if each.ways()]
    if not people:
        return False
    still = Deadline.objects.filter(pk=row.pk, due=row.due, state=row.state, dealt_on=None)
    if not still.update(told=mark):
        return False
    title, body = _words(row, mark, today)
    said = notify(
        kind="deadline",
        recipients=people,
        title=title,
        body=body,
        link=reverse("workbench:missed") if mark == HEAD and keepers.headed(row) else f"/cases/{row.case.uid}/",
        about=row.case.title,
        occasion=f"deadline:{row.pk}:{row.due.isoformat()}:{mark}",
        useless_after=None if mark < 0 else clock.moment(datetime.combine(row.due + timedelta(days=1), time())),
    )
    if row.term in PERIODS and mark >= 0:
        _tell_awaited(row, mark, today)
    if mark == HEAD and row.holder in OF_COURT and row.term in OWED:
        _tell_waiting(row, keepers, today)
    return bool(said)


def _waiting(row: Deadline) -> QuerySet[Party]:
    """Who waits for what the court owes by this term: whose own it is, or its money or request; of a file that is to go
    up, and of what was sent back, also who appealed; of any other, whoever came to the court with the dispute."""
    asks = Q(side__in=[Side.CLAIMANT, Side.PETITIONER])
    if own := row.party_id or owner_of(row.subject):
        asks = Q(pk=own)
    elif row.term in ("appeal_file", "remand_filing"):
        above = Q(pk__in=appellants(row.case_id))
        asks = above if row.term == "appeal_file" else asks | above
    parties = Party.objects.filter(asks, case=row.case_id, left_on=None).select_related("user")
    return parties.prefetch_related("representations__user").order_by("pk")


def _tell_waiting(row: Deadline, keepers: Keepers, today: date) -> None:
    """The court itself has not done in time what somebody waits for: that party hears so, and who looks after it."""
    due = row.due or today
    name = f"{told(row.term, row.case.received_on)}{in_appeal(row)}"
    who = "庭长" if keepers.headed(row) else "院长"
    notify(
        kind="court_late",
        recipients=_people_of(_waiting(row), today),
        title="法院没有按期办好",
        body=f"{row.case.title}：{name}，应在 {day_words(due, today=today)}以前，还没有办好，已由{who}督办。"
        "办好了会告诉您；想问进度的，打 12368。",
        link=f"/cases/{row.case.uid}/",
        about=row.case.title,
        occasion=f"late:{_same(row)}",
    )


def _people_of(parties: Iterable[Party], today: date) -> list[Recipient]:
    return [each for party in parties for each in recipients_of(party, today) if each.ways()]


def tell_why_late(record: Event, event: LapseDealt) -> None:
    """Somebody of the court said why it is late, and perhaps until when: whoever waits hears what the page says."""
    row = Deadline.objects.select_related("case").get(pk=event.deadline_id)
    if not row.late_reason:
        return
    row.name = f"{told(row.term, row.case.received_on)}{in_appeal(row)}"
    notify(
        event=record,
        kind="court_late",
        recipients=_people_of(_waiting(row), record.day),
        title="法院为什么晚了",
        body=f"{row.case.title}：{late_words(row, record.day)}想问进度的，打 12368。",
        link=f"/cases/{row.case.uid}/",
        not_before=waking(clock.moment(record.at)),
    )


def _same(row: Deadline) -> str:
    """What is one thing to who waits, whatever the rows; two appeals are two."""
    about = row.subject if row.subject.startswith("appeal:") else ""
    return f"{row.term}:{about}:{row.due.isoformat() if row.due else ''}"


def done_late() -> QuerySet[Deadline]:
    """What the court owed and was late with, whoever waits has been told so, and it is done now, not only spoken of."""
    done = Q(state=DeadlineState.MET) | Q(state=DeadlineState.LAPSED, dealt_on__isnull=False, dealt_by=None)
    return Deadline.objects.filter(done, told__lte=HEAD, again_on=None, term__in=OWED, holder__in=OF_COURT)


def remind_done(today: date) -> int:
    """Whoever was told that the court is late is told that it is done. Returns of how many terms."""
    rows = list(done_late().select_related("case").order_by("due", "pk"))

    @transaction.atomic
    def tell(row: Deadline) -> bool:
        if not done_late().filter(pk=row.pk).update(told=None):
            return False
        name = f"{told(row.term, row.case.received_on)}{in_appeal(row)}"
        notify(
            kind="court_done",
            recipients=_people_of(_waiting(row), today),
            title="法院办好了",
            body=f"{row.case.title}：{name}，已经办好。登录可看。",
            link=f"/cases/{row.case.uid}/",
            about=row.case.title,
            occasion=f"done:{_same(row)}",
        )
        return True

    return one_by_one("逾期事项办好", [(row, row.case_id) for row in rows], tell, today=today)


def _tell_awaited(row: Deadline, mark: int, today: date) -> None:
    """The period of a mediation is the mediator's to keep; what waits for a party until its last day is said to that
    party as well."""
    due = row.due or today
    asked = awaited(row.case_id)
    parties = Party.objects.filter(pk__in=asked, left_on=None).select_related("user")
    found = list(parties.prefetch_related("representations__user").order_by("pk"))
    for what in dict.fromkeys(asked[party.pk] for party in found):
        left = (due - today).days
        notify(
            kind="deadline",
            recipients=_people_of([each for each in found if asked[each.pk] == what], today),
            title=f"请{what}：{f'还有 {left} 天' if left else '今天到期'}",
            body=f"{row.case.title}：请{what}，最后一天是 {day_words(due, today=today)}。"
            "过了这一天没有办，调解就结束了。",
            link=reverse("mediation:mediation", args=[row.case.uid]),
            about=row.case.title,
            occasion=f"deadline:{row.pk}:{due.isoformat()}:{mark}:{what}",
            useless_after=clock.moment(datetime.combine(due + timedelta(days=1), time())),
        )


def todo_waits(today: date) -> timedelta:
    """How long a to-do may wait before the head of division has it too: the court's own figure."""
    return timedelta(days=parameter(TODO_WAITS, today).number)


def unsaid_todos(today: date) -> QuerySet[Todo]:
    """To-dos of which the head of division is to hear these days."""
    since = today - todo_waits(today)
    return Todo.objects.filter(done_on=None, opened_on__lte=since, opened_on__gte=since - LATE)


def remind_todos(today: date) -> int:
    """Tell whoever follows each to-do that has waited as long as the court lets one wait; once: the outbox knows the
    occasion. Returns of how many somebody was told."""
    rows = list(unsaid_todos(today).select_related("case").order_by("opened_on", "pk"))
    keepers = Keepers(rows, today)

    def tell(row: Todo) -> bool:
        since = day_words(row.opened_on, today=today)
        said = notify(
            kind="todo_waits",
            recipients=keepers.heads(row),
            title="有事项等得太久",
            body=f"{row.case.title}：{row.words}{since}转由{row.role_label}办理，还没有办，请过问。",
            link=reverse("workbench:todos") if keepers.headed(row) else f"/cases/{row.case.uid}/",
            occasion=f"todo:{row.pk}",
        )
        return bool(said)

    return one_by_one("待办提醒", [(row, row.case_id) for row in rows], tell, today=today)


def remind_left_out(today: date) -> int:
    """Days were left out of a term up to a day on which an appraisal, a notice, a stay was expected to end: on that day
    whoever has the case is asked whether it has. What goes on is recorded again, else its days count. Returns of how
    many somebody was told."""
    rows = LeftOut.objects.filter(removed_on=None, last__gte=today - LATE, last__lte=today, recorded_on__lt=F("last"))
    found = list(rows.exclude(case__stage__in=ENDED).select_related("case").order_by("last", "pk"))
    held = {row.pk: Deadline(case=row.case, holder=_holder(row)) for row in found}
    keepers = Keepers(list(held.values()), today)

    def ask(row: LeftOut) -> bool:
        label, before_suit = LeftOutGround(row.ground).label, row.ground == LeftOutGround.BEFORE_SUIT
        said = notify(
            kind="left_out_ends",
            recipients=[each for each in keepers.of(held[row.pk]) if each.ways()],
            title=f"{label}登记到今天" if row.last == today else f"{label}已经到期",
            body=f"{row.case.title}：{label}登记到 {day_words(row.last, today=today)}。没有结束的，请再登记；"
            "不登记的，以后的日子都计入期限。",
            link=reverse("mediation:appraisal" if before_suit else "triage:left_out", args=[row.case.uid]),
            about=row.case.title,
            occasion=f"left_out:{row.pk}:{row.last.isoformat()}",
        )
        return bool(said)

    return one_by_one("不计入期限的期间到期", [(row, row.case_id) for row in found], ask, today=today)


def _holder(row: LeftOut) -> Holder:
    return Holder.MEDIATOR if row.ground == LeftOutGround.BEFORE_SUIT else Holder.JUDGE


def still_missed(today: date, every: int) -> QuerySet[Deadline]:
    """Terms that ran out and are still not dealt with, `every` days after the head of division had them, or several
    times that: those of which it was not said this time. One query."""
    since = today - HEAD_AFTER
    rows = Deadline.objects.filter(missed(), ended_on__lte=since - timedelta(days=every))
    rows = rows.alias(times=_days(since, "ended_on") / Value(every))
    return rows.filter(Q(told=None) | Q(told__gt=Value(HEAD) - F("times")))


def still_waiting(today: date, every: int) -> QuerySet[Todo]:
    """To-dos that wait on, `every` days after the head of division was told, or several times that, within `LATE`."""
    since = today - todo_waits(today)
    rows = Todo.objects.filter(done_on=None, opened_on__lte=since - timedelta(days=every))
    return rows.alias(late=_days(since, "opened_on") % Value(every)).filter(late__lte=LATE.days)


def _days(day: date, column: str) -> Any:
    """Days from the date of a column to `day`."""
    return Func(Value(day, DateField()), F(column), template="(%(expressions)s)", arg_joiner=" - ", output_field=_WHOLE)


def remind_again(today: date) -> int:
    """What was missed, or waits, and is still not done is said again after every `FOLLOW_UP` days: once more to whoever
    follows it, from then on to those above as well. Returns of how many somebody was told."""
    every = parameter(FOLLOW_UP, today).number
    lapsed = list(still_missed(today, every).select_related("case").order_by("ended_on", "pk"))
    todos = list(still_waiting(today, every).select_related("case").order_by("opened_on", "pk"))
    if not lapsed and not todos:
        return 0
    keepers = Keepers([*lapsed, *todos], today)
    lay = todo_waits(today)  # with whom a to-do is addressed to, before the head

    def who(row: Deadline | Todo, times: int) -> list[Recipient]:
        if times == 1 or not keepers.headed(row):
            return keepers.heads(row)
        both = {each.user_id: each for each in (*keepers.heads(row), *keepers.above(row))}
        return list(both.values())

    def again(row: Deadline | Todo, times: int) -> str:
        """Which time it is said, and who hears of it for the first time: no message repeats another."""
        went_up = times > 1 and keepers.headed(row) and keepers.above(row)
        return f"这是第 {times + 1} 次提醒{'，院长和审管办也收到了' if went_up else ''}。"

    @transaction.atomic
    def missed_still(row: Deadline) -> bool:
        times = (today - HEAD_AFTER - (row.ended_on or today)).days // every
        people, mark, due = who(row, times), HEAD - times, row.due or today
        if not people or not Deadline.objects.filter(missed(), pk=row.pk, due=row.due).update(told=mark):
            return False
        name = f"{row.name}{in_appeal(row)}"
        body = f"{row.case.title}：{name}，最后一天是 {day_words(due, today=today)}，"
        said = notify(
            kind="deadline",
            recipients=people,
            title=f"{name}：一直没有办",
            body=f"{body}{days_left_words(due, today)}，一直没有办，请过问。{again(row, times)}",
            link=f"/cases/{row.case.uid}/",
            occasion=f"deadline:{row.pk}:{due.isoformat()}:{mark}",
        )
        return bool(said)

    def waits_still(row: Todo) -> bool:
        times = (today - lay - row.opened_on).days // every
        said = notify(
            kind="todo_waits",
            recipients=who(row, times),
            title="有事项一直没有办",
            body=f"{row.case.title}：{row.words}{day_words(row.opened_on, today=today)}转由{row.role_label}办理，"
            f"一直没有办，请过问。{again(row, times)}",
            link=f"/cases/{row.case.uid}/",
            occasion=f"todo:{row.pk}:{times}",
        )
        return bool(said)

    told = one_by_one("过期再提醒", [(row, row.case_id) for row in lapsed], missed_still, today=today)
    return told + one_by_one("待办再提醒", [(row, row.case_id) for row in todos], waits_still, today=today)


def tell_opened(record: Event, event: TodoOpened) -> None:
    """Something was put on somebody's list: whoever has it reads so, without the telephone, but for who put it there.
    What lies on a room's list is seen there."""
    row = Todo.objects.select_related("case").get(pk=event.todo_id)
    if row.what in LISTED:
        return
    people = {each.user_id for each in Keepers([row], record.day).of(row)} - {None, record.actor_id}
    notify(
        event=record,
        kind="todo_opened",
        recipients=[Recipient(user_id=pk) for pk in sorted(pk for pk in people if pk)],
        title="有事项请您办理",
        body=f"{row.case.title}：{row.words}",
        link=f"/cases/{row.case.uid}/",
    )


def tell_moved(record: Event, event: DeadlineMoved | DeadlineReopened) -> None:
    """The calendar gave a running term another last day, or one that was taken to be over: whoever keeps it is
    told, a telephone not at night."""
    row = Deadline.objects.select_related("case").get(pk=event.deadline_id)
    due, former = (day_words(day, today=record.day) for day in (event.due, event.frm))
    name = _called(row)
    notify(
        event=record,
        kind="deadline_moved",
        recipients=[each for each in Keepers([row], record.day).of(row) if each.ways()],
        title=f"{name}：最后一天改了",
        body=f"{row.case.title}：放假安排有变动，{name}的最后一天由 {former}改为 {due}。",
        link=f"/cases/{row.case.uid}/",
        not_before=waking(clock.moment(record.at)),
    )


def _called(row: Deadline) -> str:
    """By the table's name for who holds a post; the parties and the mediator read who does what. Of several appeals in
    a case each by its own."""
    name = told(row.term, row.case.received_on) if row.holder in _READ_TOLD else row.name
    return f"{name}{in_appeal(row)}"


def _words(row: Deadline, mark: int, today: date) -> tuple[str, str]:
    due = row.due or today
    name = f"{row.name}{in_appeal(row)}" if mark == HEAD else _called(row)
    what = f"{row.case.title}：{name}，最后一天是 {day_words(due, today=today)}"
    if mark == HEAD:
        return f"{name}：过期没有处理", f"{what}，{days_left_words(due, today)}，承办人还没有处理。"
    if mark == MISSED:
        return f"{name}：已经过期", f"{what}。请尽快办理，或者登记处理情况。"
    left = (due - today).days
    return f"{name}：{f'还有 {left} 天' if left else '今天到期'}", f"{what}。"
