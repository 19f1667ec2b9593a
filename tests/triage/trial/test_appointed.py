"""A fixed hearing is the thing due: on the page, at home, in the calendar, in messages; and it does not pass unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from common.cases.models import Case, Representation, Todo
from common.cases.states import TodoKind
from common.law import clock
from common.notifications.models import Notice
from common.notifications.rules import ONE
from tests.factories.triage import DAY, by
from tests.triage.trial.test_summons import ON, fixed
from tests.triage.trial.trials import Trial, client
from triage.trial.actions import record_hearing
from triage.trial.models import FixedHearing
from triage.trial.states import HearingMode
from yunfu_court import appointments
from yunfu_court.casefile.queries import case_for, page
from yunfu_court.reminders import remind_todos, todo_waits
from yunfu_court.verifying.appointments import INVARIANTS
from yunfu_court.verifying.asking import ask

pytestmark = pytest.mark.django_db
TITLE = "09:30 开庭（{}）"


@pytest.fixture
def trial() -> Iterator[Trial]:
    with clock.at(DAY):
        found = Trial()  # summary procedure: nothing else has a day
        fixed(found, ON)
        yield found


def over(trial: Trial) -> list[str]:
    rows = Todo.objects.filter(case=trial.case, what=TodoKind.HEARING_OVER, done_on=None)
    return list(rows.values_list("words", flat=True))


def headline(trial: Trial, user: Any, today: date) -> tuple[str, list[str], list[str]]:
    found = page(case_for(user, trial.case.uid, today), user, today)
    return found.main.words if found.main else "", [each.title for each in found.coming], list(found.notices)


@pytest.mark.parametrize(("left", "said"), [(10, "还有 10 天"), (3, "还有 3 天"), (1, "明天"), (0, "今天")])
def test_it_stands_first_for_each_reader(trial: Trial, left: int, said: str) -> None:
    today = ON - timedelta(days=left)
    with clock.at(today):
        for user in (trial.zhang, trial.li, trial.judge, trial.clerk):
            main, coming, notices = headline(trial, user, today)
            assert main == "", user  # nor is anybody to close it
            assert [title.endswith(TITLE.format(said)) for title in coming] == [True], coming
            assert not [words for words in notices if "不用做什么" in words]
            text = trial.page(user)
            assert "第三审判庭" in text
            home = client(user).get("/").content.decode()
            assert "09:30，第三审判庭" in home
            assert "没有要赶的日子" not in home
        assert "可以按撤诉处理" in trial.page(trial.zhang)
        assert "可以缺席判决" in trial.page(trial.li)
        calendar = client(trial.zhang).get(reverse("casefile:deadlines", args=[trial.case.uid])).content.decode()
        assert f"DTSTART:{ON:%Y%m%d}T013000Z" in calendar
        assert "LOCATION:第三审判庭" in calendar
        assert calendar.count("BEGIN:VALARM") - calendar.count("TRIGGER:-PT15H") == 2


def test_everybody_hears_before_it_once_a_mark(trial: Trial) -> None:
    for party in (trial.first, trial.second):  # one agent for two: told once
        agent = {"authority": "general", "since": DAY, "checked_on": DAY, "phone": "13800138111"}
        Representation.objects.create(party=party, name="周律师", **agent)
    said = Notice.objects.filter(kind="appointment")
    marks = []
    for left in range(10, -2, -1):
        today = ON - timedelta(days=left)
        with clock.at(today):
            before = said.count()
            appointments.remind(today)
            appointments.remind(today)
            if said.count() > before:
                marks.append(left)
                users = set(said.order_by("pk")[before:].values_list("user", flat=True)) - {None}
                assert users == {each.pk for each in (trial.zhang, trial.li, trial.judge, trial.clerk)}
    assert marks == [3, 1, 0]
    for body in said.filter(channel="sms", title__startswith="明天").values_list("body", flat=True):
        assert "09:30 开庭，第三审判庭" in body or "12368" in body
        assert len(body) <= ONE
    assert said.filter(channel="sms", title__startswith="明天", party=None).count() <= 2


def test_a_number_that_cannot_be_read_silences_nobody_else(trial: Trial) -> None:
    """Not the other side, not the court, not the next hearing; and somebody is asked to look."""
    today = ON - timedelta(days=1)
    other = Trial(team="第二速裁团队")
    fixed(other, ON)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_party SET phone = 'gone.x' WHERE id = %s", [trial.first.pk])
    with clock.at(today):
        appointments.remind(today)
    told = set(Notice.objects.filter(kind="appointment", user__isnull=False).values_list("user", flat=True))
    everybody = {each.pk for each in (trial.li, trial.judge, trial.clerk, other.zhang, other.li, other.judge)}
    assert told >= everybody
    assert trial.zhang.pk not in told
    stuck = Todo.objects.filter(what=TodoKind.STUCK, done_on=None)
    assert list(stuck.values_list("case", flat=True)) == [trial.case.pk]


def test_a_todo_that_cannot_be_taken_off_stops_no_other(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Trial(team="第二速裁团队")
    fixed(other, ON)
    after = ON + timedelta(days=2)
    with clock.at(after):
        appointments.follow_up(after)
        FixedHearing.objects.update(off_on=after)
        real = appointments.finish_todo

        def poisoned(*, case: Case, **said: Any) -> Any:
            if case.pk == trial.case.pk:
                raise ValueError("poison")
            return real(case=case, **said)

        monkeypatch.setattr(appointments, "finish_todo", poisoned)
        appointments.follow_up(after)
    open_ = Todo.objects.filter(what=TodoKind.HEARING_OVER, done_on=None)
    assert list(open_.values_list("case", flat=True)) == [trial.case.pk]
    assert Todo.objects.filter(case=trial.case, what=TodoKind.STUCK, done_on=None).exists()


def test_nobody_writes_it_down(trial: Trial) -> None:
    """The clerk has it the morning after, then the head; `verify` sees one that nobody has."""
    after = ON + timedelta(days=1)
    with clock.at(ON):
        appointments.follow_up(ON)
        assert over(trial) == []
    with clock.at(after):
        assert headline(trial, trial.judge, after)[0] == headline(trial, trial.clerk, after)[0] == "登记开庭"
        assert headline(trial, trial.zhang, after)[1] == []
    with clock.at(after + timedelta(days=1)):
        assert ask(INVARIANTS[0]).count == 1
        assert appointments.follow_up(after + timedelta(days=1)) == 1
        assert appointments.follow_up(after + timedelta(days=1)) == 0
        assert ask(INVARIANTS[0]).count == 0
        assert [words[:2] for words in over(trial)] == ["定在"]
        assert "没有登记结果" in client(trial.clerk).get("/").content.decode()
    late = after + timedelta(days=1) + todo_waits(after)
    with clock.at(late):
        remind_todos(late)
        assert Notice.objects.filter(kind="todo_waits", user=trial.head.pk).exists()


@pytest.mark.parametrize("how", ["recorded", "recorded_later", "fixed_anew", "recorded_before", "left_the_judge"])
def test_what_ends_the_question(trial: Trial, how: str) -> None:
    after = ON + timedelta(days=2)
    with clock.at(after):
        appointments.follow_up(after)
        assert over(trial)
        if how == "fixed_anew":
            fixed(trial, after + timedelta(days=5))
        elif how == "left_the_judge":
            Case.objects.filter(pk=trial.case.pk).update(stage="assignment")
            appointments.follow_up(after)
        else:
            days = {"recorded": 0, "recorded_later": 1, "recorded_before": -1}[how]
            on = ON + timedelta(days=days)
            record_hearing(
                case=trial.fresh(), on=on, mode=HearingMode.IN_PERSON, by=by(trial.clerk), today=clock.today()
            )
        assert bool(over(trial)) == (how == "recorded_before")
        appointments.follow_up(after)
        assert bool(over(trial)) == (how == "recorded_before")
        assert ask(INVARIANTS[0]).count == 0


def test_one_that_was_made_since_the_mark_is_not_said_twice(trial: Trial) -> None:
    with clock.at(ON - timedelta(days=2)):
        FixedHearing.objects.update(off_on=ON)
        fixed(trial, ON, time=15)
        assert appointments.remind(ON - timedelta(days=2)) == 0
    with clock.at(ON - timedelta(days=1)):
        assert appointments.remind(ON - timedelta(days=1)) == 1
