"""Whoever has a day coming hears of it, once for each mark."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from common.cases.access import keeps, missed_by, todos_of, unkept
from common.cases.actions import (
    admit,
    close_deadlines,
    deal_with,
    keep_deadlines,
    open_todo,
    set_deadline,
    sweep_lapsed,
)
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Case, Deadline, LeftOut, Participation, Party, Representation, Todo
from common.cases.states import OF_COURT, OF_PARTIES, Capacity, Holder, TodoKind
from common.law import clock
from common.notifications.models import Notice
from common.notifications.queries import Keepers
from common.people.models import Membership, User
from common.people.states import Role
from mediation.course.models import Mediation
from mediation.course.states import MediationState
from tests.factories import UserFactory, staff
from tests.factories import court as court_named
from tests.factories.cases import make_case
from tests.factories.mediation import make_mediator
from yunfu_court import reminders
from yunfu_court.casefile.queries import _deadlines as casefile_deadlines
from yunfu_court.reminders import remind, remind_again

START = date(2026, 11, 2)


@pytest.fixture
def due_on_thursday(db: None, settings: Any) -> Any:
    """李四 must answer by 8 December 2026 (a Tuesday), fifteen days from 23 November."""
    settings.EVENT_HANDLERS = []
    case, _, li = make_case(court=court_named("luoding"), respondent_user=UserFactory(name="李四", verified=True))
    set_deadline(case=case, term="answer", holder=Holder.PARTY, party_id=li.pk, start=date(2026, 11, 23), by=SYSTEM)
    return case


DAYS = [date(2026, 12, day) for day in range(4, 10)]


def titles() -> list[str]:
    """What 李四 was told, in order."""
    rows = Notice.objects.filter(channel="in_site").order_by("pk")
    return [title.removeprefix("提出答辩状：") for title in rows.values_list("title", flat=True)]


def test_three_marks_and_no_more(due_on_thursday: Any) -> None:
    said = {day: remind(day) for day in DAYS}
    assert [day.day for day, told in said.items() if told] == [5, 7, 8]
    assert titles() == ["还有 3 天", "还有 1 天", "今天到期"]


@pytest.mark.parametrize(
    ("ran", "told"),
    [
        ([6, 7, 8], ["还有 2 天", "还有 1 天", "今天到期"]),
        ([5, 8], ["还有 3 天", "今天到期"]),
        ([7], ["还有 1 天"]),
        ([9], []),
    ],
)
def test_what_a_day_without_sweep_left_unsaid_is_said_with_the_days_really_left(
    due_on_thursday: Any, ran: list[int], told: list[str]
) -> None:
    """Never twice: a mark that the next has overtaken is not said any more."""
    for day in ran:
        for _ in range(2):
            remind(date(2026, 12, day))
    assert titles() == told


def test_a_sweep_that_runs_twice_says_nothing_twice(due_on_thursday: Any) -> None:
    remind(date(2026, 12, 7))
    said = Notice.objects.count()
    remind(date(2026, 12, 7))
    assert Notice.objects.count() == said > 0


def test_who_has_answered_is_left_in_peace(due_on_thursday: Any) -> None:
    close_deadlines(case=due_on_thursday, today=date(2026, 12, 1), terms=["answer"])
    assert remind(date(2026, 12, 7)) == 0


@pytest.mark.parametrize("cases", [1, 30])
def test_finding_them_is_one_query_whatever_their_number(
    db: None, settings: Any, cases: int, django_assert_max_num_queries: Any
) -> None:
    settings.EVENT_HANDLERS = []
    court = court_named("luoding")
    for _ in range(cases):
        case, _, li = make_case(court=court)
        set_deadline(case=case, term="answer", holder=Holder.PARTY, party_id=li.pk, start=date(2026, 11, 23), by=SYSTEM)
    with django_assert_max_num_queries(1):
        assert remind(date(2026, 12, 1)) == 0


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "_AT_ONCE", 3)


def test_every_deadline_is_told_of_however_many_there_are(db: None, settings: Any, small_batches: None) -> None:
    settings.EVENT_HANDLERS = []
    court = court_named("luoding")
    for _ in range(8):
        case, _, li = make_case(court=court)
        set_deadline(case=case, term="answer", holder=Holder.PARTY, party_id=li.pk, start=date(2026, 11, 23), by=SYSTEM)
    assert remind(date(2026, 12, 7)) == 8
    assert Notice.objects.values("occasion").distinct().count() == 8


def told(case: Case, day: date) -> set[str]:
    """Names of the accounts and the numbers that a sweep on this day reached."""
    before = set(Notice.objects.values_list("pk", flat=True))
    remind(day)
    fresh = Notice.objects.exclude(pk__in=before).select_related("user")
    return {row.user.name if row.user else row.address for row in fresh}


@pytest.fixture
def dispute(db: None, settings: Any) -> tuple[Case, Party, Party]:
    """张三 and 李四, who has 王律师; each court post is held by somebody named after it."""
    settings.EVENT_HANDLERS = []
    court = court_named("luoding")
    zhang, li = UserFactory(name="张三", verified=True), UserFactory(name="李四", verified=True)
    case, first, second = make_case(court=court, claimant_user=zhang, respondent_user=li)
    speaks = {"authority": "general", "since": START}
    wang = UserFactory(name="王律师")
    Representation.objects.create(party=second, name="王律师", user=wang, **speaks)
    for user, party, capacity in (
        (zhang, first, Capacity.PARTY),
        (li, second, Capacity.PARTY),
        (wang, second, Capacity.AGENT),
    ):
        admit(case=case, user_id=user.pk, capacity=capacity, by=SYSTEM, today=START, party=party)
    past = UserFactory(name="旧律师")
    Representation.objects.create(party=second, name="旧律师", user=past, until=date(2026, 11, 20), **speaks)
    for role in (Role.CLERK, Role.FINANCE, Role.PRESIDENT, Role.PETITION_OFFICER, Role.DIVISION_HEAD):
        staff(role, court, name=role.label)
    for capacity in (Capacity.MEDIATOR, Capacity.JUDGE, Capacity.COURT_CLERK):
        if capacity == Capacity.MEDIATOR:
            row = make_mediator(court, capacity.label)
            user = row.user
            Mediation.objects.create(
                case=case, mediator=row, route="C", state=MediationState.RUNNING, opened_on=START, accepted_on=START
            )
        else:
            user = UserFactory(name=capacity.label)
        admit(case=case, user_id=user.pk, capacity=capacity, by=SYSTEM, today=START)
    return case, first, second


def lasts(case: Case, holder: Holder, party: Party | None = None) -> None:
    """A term that ends on 7 December."""
    set_deadline(
        case=case, term="answer", holder=holder, party_id=party and party.pk, start=date(2026, 11, 22), by=SYSTEM
    )


def test_a_party_and_its_agents_of_today_hear_of_it_and_nobody_else(dispute: tuple[Case, Party, Party]) -> None:
    case, _, li = dispute
    lasts(case, Holder.PARTY, li)
    assert told(case, date(2026, 12, 7)) == {"李四", "王律师"}


@pytest.mark.parametrize("holder", sorted(OF_PARTIES))
def test_what_is_everybodys_reaches_everybody_but_who_has_left(
    dispute: tuple[Case, Party, Party], holder: Holder
) -> None:
    case, _, li = dispute
    lasts(case, holder)
    assert told(case, date(2026, 12, 4)) == {"张三", "李四", "王律师"}
    Party.objects.filter(pk=li.pk).update(left_on=date(2026, 12, 5))
    assert told(case, date(2026, 12, 7)) == {"张三"}


@pytest.mark.parametrize("holder", sorted(OF_COURT))
def test_each_holder_of_the_court_hears_of_it_and_of_having_missed_it(
    dispute: tuple[Case, Party, Party], holder: Holder
) -> None:
    case, *_ = dispute
    lasts(case, holder)
    for day in (4, 6, 7):
        assert holder.label in told(case, date(2026, 12, day)), day
    with clock.at(date(2026, 12, 8)):
        sweep_lapsed(today=date(2026, 12, 8), by=SYSTEM)
    assert holder.label in told(case, date(2026, 12, 8))
    assert told(case, date(2026, 12, 9)) == set()
    assert told(case, date(2026, 12, 11)) == {"院长" if holder == Holder.DIVISION_HEAD else "庭长"}, "the next above"
    assert told(case, date(2026, 12, 12)) == set()


def test_what_is_never_done_is_said_again_to_the_head_and_then_above(dispute: tuple[Case, Party, Party]) -> None:
    """Every so many days, as the court has set; a sweep that did not run leaves nothing unsaid."""
    case, *_ = dispute
    staff(Role.MANAGEMENT, case.court, name="审管办")
    lasts(case, Holder.JUDGE)
    ended = date(2026, 12, 8)
    with clock.at(ended):
        sweep_lapsed(today=ended, by=SYSTEM)
    Todo.objects.create(case=case, what=TodoKind.CHARGE, role=Role.CLERK, words="待通知交费。", opened_on=ended)
    own = Todo.objects.create(
        case=case, what=TodoKind.ASSIGN, role=Role.DIVISION_HEAD, words="待分案。", opened_on=ended
    )
    remind(ended + timedelta(days=3))
    every = 15
    lapsed, todo, heads_own, bodies = {}, {}, {}, []
    for after in range(80):
        before = set(Notice.objects.values_list("pk", flat=True))
        remind_again(ended + timedelta(days=after))
        remind_again(ended + timedelta(days=after))
        for row in Notice.objects.exclude(pk__in=before).select_related("user"):
            mine = lapsed if row.kind == "deadline" else heads_own if own.words in row.body else todo
            mine.setdefault(after, set()).add(row.user.name)
            bodies += [(row.user.name, row.body)]
    above = {"庭长", "院长", "审管办"}
    times = [every * each for each in range(1, 6)]
    assert lapsed == {3 + each: {"庭长"} if each == every else above for each in times if 3 + each < 80}
    assert todo == {7 + each: {"庭长"} if each == every else above for each in times if 7 + each < 80}
    assert heads_own == {7 + each: above - {"庭长"} for each in times if 7 + each < 80}, "nobody looks after himself"
    assert len(bodies) == len(set(bodies)), "nobody reads the same words twice"
    assert any("第 3 次提醒，院长和审管办也收到了" in body for _, body in bodies)
    Todo.objects.update(done_on=ended)
    Deadline.objects.filter(state="lapsed").update(dealt_on=ended)
    assert remind_again(ended + timedelta(days=200)) == 0


def test_who_is_told_is_who_has_it_on_the_list(dispute: tuple[Case, Party, Party]) -> None:
    """The sight (`keeps`) and the telling (`Keepers`) are one list, seen from either end."""
    case, _, li = dispute
    for holder in Holder:
        Deadline.objects.all().update(state="void")
        lasts(case, holder, li if holder == Holder.PARTY else None)
        (row,) = Deadline.objects.filter(state="open").select_related("case")
        said = {each.user_id for each in Keepers([row], DAYS[0]).of(row)}
        seen = {user.pk for user in User.objects.all() if Deadline.objects.filter(keeps(user, DAYS[0]), pk=row.pk)}
        assert said == seen, holder


def test_one_that_cannot_be_read_silences_nobody_else(dispute: tuple[Case, Party, Party]) -> None:
    case, zhang, _ = dispute
    other, _, wang = make_case(court=case.court)
    lasts(case, Holder.PARTY, zhang)
    lasts(other, Holder.PARTY, wang)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_party SET phone = 'gone.x' WHERE id = %s", [zhang.pk])
    assert remind(date(2026, 12, 7)) == 1
    assert Notice.objects.filter(party=wang).exists()
    assert Todo.objects.get(what=TodoKind.STUCK).case_id == case.pk


def test_a_party_and_its_agent_are_both_told_though_neither_has_an_account(dispute: tuple[Case, Party, Party]) -> None:
    case, zhang, _ = dispute
    Party.objects.filter(pk=zhang.pk).update(user=None)
    zhang.refresh_from_db()
    zhang.set_identity(id_number="", phone="13800000011")
    zhang.save()
    for number in ("13800000012", "13800000013"):
        Representation.objects.create(party=zhang, name="陈律师", phone=number, authority="general", since=START)
    lasts(case, Holder.PARTY, zhang)
    assert told(case, date(2026, 12, 7)) == {"13800000011", "13800000012", "13800000013"}


@pytest.mark.parametrize("left", ["post", "account"])
def test_whose_post_has_ended_keeps_nothing_and_the_head_is_told_at_once(
    dispute: tuple[Case, Party, Party], left: str
) -> None:
    case, *_ = dispute
    judge = Participation.objects.get(case=case, capacity=Capacity.JUDGE).user
    post = Membership.objects.create(user=judge, court=case.court, role=Role.JUDGE, since=START)
    lasts(case, Holder.JUDGE)
    row = Deadline.objects.filter(state="open")
    assert told(case, date(2026, 12, 4)) == {Holder.JUDGE.label}
    assert not row.filter(unkept(DAYS[0]))
    if left == "post":
        Membership.objects.filter(pk=post.pk).update(until=date(2026, 12, 4))
        assert not row.filter(keeps(User.objects.get(pk=judge.pk), date(2026, 12, 6)))
    else:
        User.objects.filter(pk=judge.pk).update(is_active=False)
    assert row.filter(unkept(date(2026, 12, 6)))
    assert told(case, date(2026, 12, 6)) == {"庭长"}


def test_what_nobody_could_be_told_stays_unsaid(dispute: tuple[Case, Party, Party]) -> None:
    case, *_ = dispute
    Participation.objects.filter(capacity=Capacity.JUDGE).delete()
    heads = Membership.objects.filter(role__in=[Role.DIVISION_HEAD, Role.PRESIDENT])
    heads.update(until=date(2026, 12, 1))
    lasts(case, Holder.JUDGE)
    assert told(case, date(2026, 12, 7)) == set()
    assert Deadline.objects.get(state="open").told is None
    heads.update(until=None)
    assert told(case, date(2026, 12, 7)) == {"庭长"}


def test_where_there_is_no_head_the_next_above_has_it_the_same_day(dispute: tuple[Case, Party, Party]) -> None:
    case, *_ = dispute
    president = Membership.objects.get(role=Role.PRESIDENT).user
    lasts(case, Holder.CLERK)
    ended = date(2026, 12, 8)
    with clock.at(ended):
        sweep_lapsed(today=ended, by=SYSTEM)
    row = Todo.objects.create(case=case, what=TodoKind.CHARGE, role=Role.CLERK, words="待通知交费。", opened_on=ended)

    def lies_with(user: User, day: date) -> tuple[bool, bool]:
        user = User.objects.get(pk=user.pk)  # the posts are read once an object
        todos = todos_of(user, day, reminders.todo_waits(day)).filter(pk=row.pk)
        return missed_by(user, day).exists(), todos.exists()

    late = ended + timedelta(days=7)
    assert lies_with(president, late) == (False, False)
    Membership.objects.filter(role=Role.DIVISION_HEAD).update(until=ended)
    assert lies_with(president, late) == (True, True)
    assert "院长" in told(case, ended + timedelta(days=3))
    reminders.remind_todos(late)
    assert Notice.objects.get(kind="todo_waits").user == president


def test_whoever_has_a_todo_reads_so_when_it_is_put_there(dispute: tuple[Case, Party, Party], settings: Any) -> None:
    settings.EVENT_HANDLERS = ["yunfu_court.procedure.react"]
    case, *_ = dispute
    clerk = Membership.objects.get(role=Role.CLERK).user
    for by, kind, role, read in (
        (SYSTEM, TodoKind.CHARGE, Role.CLERK, {"立案员"}),
        (
            By(user_id=clerk.pk, channel=Channel.COUNTER),
            TodoKind.TO_CENTRE,
            Role.CLERK,
            set(),
        ),  # who put it there knows
        (SYSTEM, TodoKind.INCREASE_UNPAID, Role.JUDGE, {"法官"}),
        (SYSTEM, TodoKind.EXTENSION, Role.DIVISION_HEAD, {"庭长"}),
        (SYSTEM, TodoKind.SIGN_RULING, Role.JUDGE, set()),  # on a list of its own
    ):
        open_todo(case=case, kind=kind, role=role, words="请看。", by=by, today=START)
        said = Notice.objects.filter(kind="todo_opened", event__payload__what=kind.value)
        assert {each.user.name for each in said} == read, kind
        assert {each.channel for each in said} <= {"in_site"}


def test_who_waits_for_the_court_hears_that_it_is_late_and_who_looks_after_it(
    dispute: tuple[Case, Party, Party],
) -> None:
    """The claimant, or whose own the term is; the case page shows it too until somebody has dealt with it."""
    case, zhang, li = dispute
    ended = date(2026, 12, 8)
    for term, party in (("complaint_copy", None), ("refund", li), ("remand_filing", None), ("mediator_signs", None)):
        set_deadline(
            case=case, term=term, holder=Holder.CLERK, party_id=party and party.pk, start=date(2026, 11, 1), by=SYSTEM
        )
    Deadline.objects.filter(case=case).update(due=date(2026, 12, 7))
    with clock.at(ended):
        sweep_lapsed(today=ended, by=SYSTEM)
    assert not Notice.objects.filter(kind="court_late").exists()
    for day in range(3, 6):
        remind(ended + timedelta(days=day))
    said = Notice.objects.filter(kind="court_late", channel="in_site").select_related("user")
    assert {(each.user.name, each.body.split("：")[1].split("，")[0]) for each in said} == {
        ("张三", "法院把起诉状送给被告"),
        ("张三", "法院以新案号登记重审"),
        ("李四", "法院退还诉讼费"),
        ("王律师", "法院退还诉讼费"),
    }, "what the mediator or a party owes is not the court's"
    assert all("已由庭长督办" in each.body for each in said)
    rows = {row.term for row in casefile_deadlines(Case.objects.get(pk=case.pk), zhang, False)}
    assert rows == {"complaint_copy", "remand_filing"}
    # Told again when it is done: in words it is not, nor where nobody waits for it any more.
    assert reminders.remind_done(ended) == 0
    for row in Deadline.objects.filter(case=case, term__in=["complaint_copy", "remand_filing"]):
        deal_with(deadline=row, words="正在办。", reason="busy", by=SYSTEM, today=ended)
    close_deadlines(case=case, today=ended, terms=["refund"], met=False)
    assert reminders.remind_done(ended) == 0
    keep_deadlines(case=case, terms=["remand_filing"], on=ended)
    assert [reminders.remind_done(ended), reminders.remind_done(ended)] == [1, 0]
    done = Notice.objects.filter(kind="court_done", channel="in_site").select_related("user")
    assert [(each.user.name, each.body.split("：")[1]) for each in done] == [
        ("张三", "法院以新案号登记重审，已经办好。登录可看。")
    ]
    left = {row.term for row in casefile_deadlines(Case.objects.get(pk=case.pk), zhang, False)}
    assert left == {"complaint_copy"}, "what was dealt with by words alone is waited for, and says why"


@pytest.mark.parametrize(("ground", "asked"), [("appraisal", "法官"), ("stayed", "法官"), ("before_suit", "调解员")])
def test_on_the_day_an_appraisal_was_expected_to_end_whoever_has_the_case_is_asked(
    dispute: tuple[Case, Party, Party], ground: str, asked: str
) -> None:
    case, *_ = dispute
    last = date(2026, 11, 20)
    row = LeftOut.objects.create(case=case, ground=ground, first=START, last=last, recorded_on=START)
    for day, heard in ((last - timedelta(days=1), set()), (last, {asked}), (last + timedelta(days=1), set())):
        before = set(Notice.objects.values_list("pk", flat=True))
        reminders.remind_left_out(day)
        fresh = Notice.objects.exclude(pk__in=before).select_related("user")
        assert {each.user.name for each in fresh} == heard, day
    assert "没有结束的，请再登记" in Notice.objects.filter(kind="left_out_ends").first().body
    # Longer, it asks again on its new day; what was written down once it was over asks nobody.
    LeftOut.objects.filter(pk=row.pk).update(last=date(2026, 11, 25), recorded_on=last)
    assert reminders.remind_left_out(date(2026, 11, 27)) == 1
    LeftOut.objects.filter(pk=row.pk).update(last=date(2026, 11, 26), recorded_on=date(2026, 11, 26))
    assert reminders.remind_left_out(date(2026, 11, 27)) == 0


def test_a_number_that_cannot_be_read_silences_no_to_do_and_no_follow_up(dispute: tuple[Case, Party, Party]) -> None:
    """What a to-do or a term of the court says reads no party's number, nor does the alarm that says so."""
    case, zhang, _ = dispute
    other, _, _ = make_case(court=case.court)
    ended = date(2026, 12, 8)
    for one in (case, other):
        lasts(one, Holder.CLERK)
        Todo.objects.create(case=one, what=TodoKind.CHARGE, role=Role.CLERK, words="待通知交费。", opened_on=ended)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_party SET phone = 'gone.x' WHERE id = %s", [zhang.pk])
    with clock.at(ended):
        sweep_lapsed(today=ended, by=SYSTEM)
    assert reminders.remind_todos(ended + timedelta(days=7)) == 2
    remind(ended + timedelta(days=3))
    assert remind_again(ended + timedelta(days=22)) == 4


@pytest.mark.parametrize("column", ["phone", "id_number"])
def test_an_account_of_the_court_that_cannot_be_read_silences_nobody(
    dispute: tuple[Case, Party, Party], column: str
) -> None:
    """Whoever it is hears in the portal; the others hear as ever: in the same court, and in another."""
    case, *_ = dispute
    other, _, _ = make_case(court=court_named("luoding"))
    head, judge = staff(Role.DIVISION_HEAD, case.court), staff(Role.JUDGE, case.court)
    there = staff(Role.DIVISION_HEAD, other.court)
    admit(case=case, user_id=judge.pk, capacity=Capacity.JUDGE, by=SYSTEM, today=START)
    opened = date(2026, 12, 1)
    for one in (case, other):
        Todo.objects.create(case=one, what=TodoKind.CHARGE, role=Role.CLERK, words="待通知交费。", opened_on=opened)
    lasts(case, Holder.JUDGE)
    with connection.cursor() as cursor:
        for user in (head, judge):
            cursor.execute(f"UPDATE people_user SET {column} = 'gone.x' WHERE id = %s", [user.pk])
    assert reminders.remind_todos(opened + timedelta(days=7)) == 2
    assert {row.user_id for row in Notice.objects.filter(kind="todo_waits")} >= {head.pk, there.pk}
    assert remind(date(2026, 12, 7)) == 1
    assert Notice.objects.filter(user=judge.pk, channel="in_site").exists()
    with clock.at(opened):
        todo = open_todo(case=case, kind=TodoKind.ASSIGN, words="没有团队", by=SYSTEM, today=opened)
    assert todo.pk


def test_what_was_done_too_late_is_missed_and_chased_no_more(dispute: tuple[Case, Party, Party]) -> None:
    case, *_ = dispute
    lasts(case, Holder.COURT_CLERK)
    ended = date(2026, 12, 8)
    with clock.at(ended):
        sweep_lapsed(today=ended, by=SYSTEM)
    keep_deadlines(case=case, terms=["answer"], on=date(2026, 12, 9))
    row = Deadline.objects.get(case=case, term="answer")
    assert (row.state, row.dealt_on) == ("lapsed", date(2026, 12, 9))
    assert remind_again(ended + timedelta(days=40)) == 0
