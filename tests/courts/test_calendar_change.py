"""A holiday that is announced later: what runs gets its day by the calendar of today, and people hear of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse

from common.cases.actions import admit, look_into, open_todo, set_deadline, start_deadlines, sweep_lapsed
from common.cases.events import SYSTEM, By, Channel, DeadlineMoved, DeadlineReopened
from common.cases.models import Case, Deadline, Event, Todo
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import Capacity, Holder, Side, TodoKind
from common.courts.models import CalendarDay
from common.delivery import actions as delivery
from common.delivery.models import Service
from common.delivery.states import Method
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.states import Role
from intake.review import actions as review
from intake.review.states import CORRECTION_REASONS
from tests.delivery.test_service import CLERK, fee_notice
from tests.factories import UserFactory, staff
from tests.factories import court as court_named
from tests.factories.cases import make_case
from tests.factories.intake import make_filing
from tests.factories.petitions import make_petition
from yunfu_court.reminders import remind
from yunfu_court.tasks import recount
from yunfu_court.verifying.asking import ask
from yunfu_court.verifying.deadlines import INVARIANTS

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
FRIDAY, MONDAY = date(2027, 1, 15), date(2027, 1, 18)  # of a year that nobody has announced yet


@pytest.fixture
def zhang() -> Any:
    return UserFactory(name="张三", verified=True)


@pytest.fixture
def huang() -> Any:
    return staff(Role.CLERK, court_named("luoding"))


@pytest.fixture
def case() -> Case:
    return make_case(court=court_named("luoding"), respondent_user=UserFactory(name="李四"))[0]


def ends_on_friday(case: Case, **more: Any) -> Deadline:
    li = case.parties.get(side=Side.RESPONDENT)
    values = {"term": "answer", "holder": Holder.PARTY, "party_id": li.pk, "start": date(2026, 12, 31)} | more
    row = set_deadline(case=case, by=SYSTEM, **values)
    assert (row.due, row.confirmed) == (FRIDAY, False)
    assert "2027年放假安排尚未公布" in row.note
    return row


def announce(day: date, kind: str = "holiday", complete: bool = False) -> None:
    """By the calendar's own page."""
    admin = site.get_model_admin(CalendarDay)
    request = RequestFactory().post("/")
    request.user = AnonymousUser()
    row = CalendarDay(day=day, kind=kind, name="春节", source="国办发明电", completes_year=complete)
    admin.save_model(request, row, None, False)


def faults() -> int:
    return ask(INVARIANTS[0]).count


def test_the_day_moves_with_an_event_and_a_notice_to_whom_it_concerns(case: Case) -> None:
    with clock.at(TODAY):
        row = ends_on_friday(case)
        Deadline.objects.filter(pk=row.pk).update(told=3)
        announce(FRIDAY)
        assert faults() == 1, "the invariant sees it until it is counted again"
        assert recount(TODAY) == 1
        assert recount(TODAY) == 0
        assert faults() == 0
    row.refresh_from_db()
    assert (row.due, row.told) == (MONDAY, None), "its marks are days of the new end"
    event = Event.objects.get(case=case, kind=DeadlineMoved.kind)
    assert (event.payload["frm"], event.payload["due"]) == (FRIDAY.isoformat(), MONDAY.isoformat())
    said = Notice.objects.filter(kind="deadline_moved")
    assert {each.user.name for each in said} == {"李四"}
    assert "由 2027 年 1 月 15 日（周五）改为 2027 年 1 月 18 日（周一）" in said[0].body
    with clock.at(MONDAY):
        assert remind(MONDAY) == 1


def test_the_year_announced_in_full_takes_the_doubt_away_and_nobody_is_told_of_that(case: Case) -> None:
    with clock.at(TODAY):
        row = ends_on_friday(case)
        announce(date(2027, 2, 8), complete=True)
        assert recount(TODAY) == 1
    row.refresh_from_db()
    assert (row.due, row.note, row.confirmed) == (FRIDAY, "", True)
    assert not Event.objects.filter(kind=DeadlineMoved.kind).exists()


def test_a_weekend_that_is_worked_brings_it_forward_but_never_into_the_past(case: Case) -> None:
    saturday = date(2027, 1, 16)
    with clock.at(TODAY):
        row = set_deadline(case=case, term="answer", holder=Holder.ALL, start=date(2027, 1, 1), by=SYSTEM)
        assert row.due == MONDAY
        announce(saturday, "workday")
    sunday = date(2027, 1, 17)
    with clock.at(sunday):
        recount(sunday)
        row.refresh_from_db()
        assert row.due == MONDAY, "what had passed when it was announced is held against nobody"
        assert faults() == 0
    with clock.at(TODAY):
        recount(TODAY)
        row.refresh_from_db()
        assert row.due == saturday


def test_what_is_over_stays_as_it_was(case: Case) -> None:
    with clock.at(TODAY):
        row = ends_on_friday(case)
        Deadline.objects.filter(pk=row.pk).update(state="met", ended_on=TODAY)
        announce(FRIDAY)
        assert recount(TODAY) == 0


def test_one_that_cannot_be_counted_stops_nobody_else(case: Case) -> None:
    with clock.at(TODAY):
        poisoned = ends_on_friday(case)
        Deadline.objects.filter(pk=poisoned.pk).update(term="of_old")
        other = ends_on_friday(make_case(court=case.court)[0])
        announce(FRIDAY)
        assert recount(TODAY) == 1
    other.refresh_from_db()
    assert other.due == MONDAY
    assert Todo.objects.get(what=TodoKind.STUCK).case_id == case.pk


def test_the_copies_that_lists_are_sorted_by_follow() -> None:
    court = court_named("luoding")
    with clock.at(TODAY):
        petition = make_petition(court=court)
        announce(petition.due_on)
        recount(TODAY)
        former = petition.due_on
        petition.refresh_from_db()
        assert petition.due_on > former
        assert petition.case.deadlines.filter(state="open", due=petition.due_on).exists()


def test_a_public_notice_that_still_runs_is_counted_again(case: Case) -> None:
    li = case.parties.get(side=Side.RESPONDENT)
    with clock.at(TODAY):
        service = delivery.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=Method.POST)
        published = {"method": Method.PUBLIC, "announced_on": date(2026, 12, 16), "expires_on": FRIDAY}
        Service.objects.filter(pk=service.pk).update(**published)
        announce(FRIDAY)
        recount(TODAY)
    service.refresh_from_db()
    assert service.expires_on == MONDAY


def test_a_judge_hears_of_the_trial_term(case: Case) -> None:
    judge = UserFactory(name="陈法官")
    with clock.at(TODAY):
        admit(case=case, user_id=judge.pk, capacity=Capacity.JUDGE, by=SYSTEM, today=TODAY)
        ends_on_friday(case, term="confirmation_decision", holder=Holder.JUDGE, party_id=None)
        announce(FRIDAY)
        recount(TODAY)
    assert {each.user.name for each in Notice.objects.filter(kind="deadline_moved")} == {"陈法官"}


def test_what_a_night_s_sweep_leads_to_rings_in_the_morning(case: Case) -> None:
    night = clock.moment(datetime(2026, 11, 27, 0, 5))
    with clock.at(night):
        ends_on_friday(case)
        announce(FRIDAY)
        recount(TODAY)
    due = {each.channel: each.due_at for each in Notice.objects.filter(kind="deadline_moved")}
    assert due == {"in_site": night, "sms": night.replace(hour=8, minute=0)}


def test_a_term_that_ran_out_on_what_was_a_holiday_runs_again(case: Case) -> None:
    """民诉法85: it ended nothing. Whose it is hears of it, and the head looks at what followed."""
    head = staff(Role.DIVISION_HEAD, case.court, name="莫刚")
    saturday = date(2027, 1, 16)
    with clock.at(TODAY):
        row = ends_on_friday(case)
    with clock.at(saturday):
        sweep_lapsed(today=saturday, by=SYSTEM)
        row.refresh_from_db()
        assert row.state == "lapsed"
        announce(FRIDAY)
        assert recount(saturday) == 1
        assert recount(saturday) == 0
        assert faults() == 0
    row.refresh_from_db()
    assert (row.state, row.due, row.ended_on) == ("open", MONDAY, None)
    event = Event.objects.get(case=case, kind=DeadlineReopened.kind)
    assert (event.payload["frm"], event.payload["due"], event.payload["runs"]) == (
        FRIDAY.isoformat(),
        MONDAY.isoformat(),
        True,
    )
    assert {each.user.name for each in Notice.objects.filter(kind="deadline_moved")} == {"李四"}
    todo = Todo.objects.get(case=case, what=TodoKind.REOPENED)
    assert (todo.role, row.name in todo.words) == ("division_head", True)
    client = Client()
    client.force_login(head)
    with clock.at(saturday):
        assert "已经核对" in client.get(f"/cases/{case.uid}/").content.decode()
        client.post(reverse("casefile:looked", args=[case.uid, todo.pk]))
    todo.refresh_from_db()
    assert (todo.done_by, todo.done_on) == (head, saturday)
    with clock.at(date(2027, 1, 19)):
        assert sweep_lapsed(today=date(2027, 1, 19), by=SYSTEM) == 1


def test_what_the_end_of_a_correction_opened_is_taken_back_with_it(zhang: Any, huang: Any) -> None:
    """立案规定7; 民诉法85: the filer may still correct, and nobody sends it back until the true last day is over."""
    with clock.at(date(2026, 12, 31)):
        filing = make_filing(user=zhang, court=court_named("luoding"))
        items = [{"document": "evidence", "code": next(iter(CORRECTION_REASONS)).code, "message": ""}]
        by = By(user_id=huang.pk, channel=Channel.WEB)
        review.ask_correction(filing=filing, items=items, days=15, by=by, today=date(2026, 12, 31))
        row = Deadline.objects.get(case=filing.case, term="correction")
        sent = {"filing": filing, "code": "not_ready", "words": "", "by": by}
        with pytest.raises(ActionRefused, match=r"还没有送达|才满"):
            review.send_back(**sent, today=date(2026, 12, 31))
        start_deadlines(
            case=filing.case,
            awaits=Awaited(PaperKind.CORRECTION_NOTICE, row.party_id),
            start=date(2026, 12, 31),
            by=SYSTEM,
        )
    saturday = date(2027, 1, 16)
    with clock.at(saturday):
        sweep_lapsed(today=saturday, by=SYSTEM)
        asked = Todo.objects.filter(case=filing.case, what=TodoKind.LAPSED, done_on=None)
        assert asked.exists()
        announce(FRIDAY)
        recount(saturday)
        assert not asked.exists()
        with pytest.raises(ActionRefused, match="才满"):
            review.send_back(**sent, today=MONDAY)
    tuesday = date(2027, 1, 19)
    with clock.at(tuesday):
        sweep_lapsed(today=tuesday, by=SYSTEM)
        assert asked.exists(), "it ended again"
        assert review.send_back(**sent, today=tuesday).state == "returned"


def test_what_the_end_of_the_review_opened_is_taken_back_with_it(zhang: Any) -> None:
    """立案规定8: the head registers nothing first while the clerk may still decide."""
    with clock.at(date(2027, 1, 8)):
        filing = make_filing(user=zhang, court=court_named("luoding"))
        assert Deadline.objects.get(case=filing.case, term="filing_review").due == FRIDAY
    for day, again in ((date(2027, 1, 16), False), (date(2027, 1, 19), True)):
        with clock.at(day):
            sweep_lapsed(today=day, by=SYSTEM)
            asked = Todo.objects.filter(case=filing.case, what=TodoKind.REGISTER_FIRST, done_on=None)
            assert asked.exists()
            if not again:
                announce(FRIDAY)
                recount(day)
                assert not asked.exists()


def test_one_that_is_over_by_the_new_calendar_too_is_looked_at(case: Case) -> None:
    """Told three days late that Monday was the last: nothing runs again, but what was done on Saturday is asked."""
    thursday = date(2027, 1, 21)
    with clock.at(TODAY):
        row = ends_on_friday(case)
    with clock.at(date(2027, 1, 16)):
        sweep_lapsed(today=date(2027, 1, 16), by=SYSTEM)
    with clock.at(thursday):
        announce(FRIDAY)
        assert recount(thursday) == 1
    row.refresh_from_db()
    assert (row.state, row.due) == ("lapsed", MONDAY)
    assert Todo.objects.filter(case=case, what=TodoKind.REOPENED, done_on=None).exists()
    assert not Notice.objects.filter(kind="deadline_moved").exists()


def test_two_terms_that_run_again_are_two_to_dos(case: Case) -> None:
    """Whoever has looked at one has not looked at the other."""
    with clock.at(TODAY):
        rows = [
            ends_on_friday(case),
            ends_on_friday(case, term="confirmation_decision", holder=Holder.JUDGE, party_id=None),
        ]
    with clock.at(date(2027, 1, 16)):
        sweep_lapsed(today=date(2027, 1, 16), by=SYSTEM)
        announce(FRIDAY)
        assert recount(date(2027, 1, 16)) == len(rows)
    todos = Todo.objects.filter(case=case, what=TodoKind.REOPENED, done_on=None).order_by("pk")
    assert {each.subject for each in todos} == {f"deadline:{row.pk}" for row in rows}
    look_into(todo=todos[0], by=SYSTEM, today=TODAY)
    assert todos.all().count() == 1


def test_others_do_not_look_into_it(case: Case) -> None:
    with clock.at(TODAY):
        todo = open_todo(case=case, kind=TodoKind.REOPENED, words="请核对。", by=SYSTEM, today=TODAY)
        other = open_todo(case=case, kind=TodoKind.ASSIGN, words="没有团队。", by=SYSTEM, today=TODAY)
        clerk, client = staff(Role.CLERK, case.court), Client()
        client.force_login(clerk)
        assert client.post(reverse("casefile:looked", args=[case.uid, todo.pk])).status_code == 403
        client.force_login(staff(Role.DIVISION_HEAD, case.court))
        assert client.post(reverse("casefile:looked", args=[case.uid, other.pk])).status_code == 403
