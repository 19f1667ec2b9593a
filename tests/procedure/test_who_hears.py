"""Who hears of what waits too long, of what is late, and of what ended unused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.access import unkept
from common.cases.actions import start_deadlines
from common.cases.events import SYSTEM
from common.cases.models import Deadline, Todo
from common.cases.rules import Awaited
from common.cases.states import TodoKind
from common.courts.models import CalendarDay
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.web.wording import day_words
from intake.review import actions as review
from intake.review.states import RETURN_REASONS
from mediation.course.actions import ask_extension
from tests.procedure.court import Court, said, todos
from tests.stories import given
from triage.trial.actions import decline_ruling
from triage.trial.models import Ruling
from triage.trial.states import DropReason
from yunfu_court.reminders import remind
from yunfu_court.tasks import recount

pytestmark = pytest.mark.django_db


def test_what_waits_too_long_is_the_heads_too_who_is_told_once(court: Court) -> None:
    case = court.sorting()
    head, officer = Client(), Client()
    head.force_login(court.head)
    officer.force_login(court.people.officer)
    words = Todo.objects.get(case=case, what=TodoKind.SORT).words
    assert words not in officer.get("/").content.decode(), "it stands on the officer's list"
    assert words not in head.get("/").content.decode()
    court.town.days(6)
    assert not Notice.objects.filter(kind="todo_waits").exists()
    court.town.days(4)
    for page in ("/", reverse("workbench:todos")):
        assert words in officer.get(page).content.decode()
        assert words in head.get(page).content.decode()
    assert {each.user.name for each in Notice.objects.filter(kind="todo_waits")} == {"莫刚"}
    assert Notice.objects.filter(kind="todo_waits").count() == 1
    assert "等了 7 日" in head.get(reverse("workbench:todos")).content.decode()


def test_the_case_page_leads_to_where_it_is_done(court: Court) -> None:
    case = court.sorting()
    client = Client()
    client.force_login(court.people.officer)
    assert f'href="{reverse("triage:officer-list")}">去办理' in client.get(f"/cases/{case.uid}/").content.decode()


def test_an_agreement_that_was_not_used_is_not_ended_in_silence(court: Court) -> None:
    """民诉法102: the last they heard was that it took effect."""
    story = court.agreed()
    court.town.days(32)
    assert story.fresh().stage == "sorting"
    for who in (court.zhang, court.li):
        (body,) = said(who, "agreement_unused")
        assert "起诉继续办理" in body
        assert "协议仍然有效" in body


def test_who_filed_hears_once_that_the_head_looks_at_what_is_late(court: Court) -> None:
    """立案规定8: undecided when the seven days are over."""
    court.filed()
    court.town.days(40)
    (body,) = said(court.zhang, "review_late")
    assert "已交庭长督办" in body


def test_a_text_that_waits_for_a_signature_reminds_who_has_to_sign_of_its_day(court: Court) -> None:
    """在线调解25(6): with the period it dies; the mediator alone kept the day."""
    case = court.mediating()
    story = court.story(case)
    ask_extension(mediation=story.mediation, days=5, by=story.by_zhang, today=court.today)
    due = story.mediation.due
    assert day_words(due, today=court.today) in said(court.li, "extension_asked")[0]
    court.town.at(due - timedelta(3))
    remind(court.today)
    court.town.at(due)
    remind(court.today)
    titles = [
        each.title for each in Notice.objects.filter(user=court.li, kind="deadline", channel="in_site").order_by("pk")
    ]
    mine = [each for each in titles if each.startswith("请答复是否同意延长调解期限")]
    assert mine == ["请答复是否同意延长调解期限：还有 3 天", "请答复是否同意延长调解期限：今天到期"]
    assert not Notice.objects.filter(user=court.zhang, title__startswith="请答复是否同意延长").exists()


def test_the_copy_is_kept_by_somebody_who_is_there(court: Court) -> None:
    """民诉法128: before assignment no court clerk is in the case, though the court has one: the clerk sends it."""
    assert court.people.court_clerk
    case = court.sorting()
    row = case.deadlines.get(term="complaint_copy")
    assert row.holder == "clerk"
    assert not Deadline.objects.filter(unkept(court.today), pk=row.pk).exists()


def test_an_unpaid_fee_whose_term_runs_again_leaves_the_judges_list_and_lapses_anew(court: Court) -> None:
    """解释213; 民诉法85: the draft falls with the end it rested on, and comes back with the true one."""
    assert court.people.judge
    case = given.sorted_out(court.town, court.people, court.sorting())
    notice = case.fee_notices.get()
    row = case.deadlines.filter(term="fee_payment").latest("pk")
    if row.due is None:
        key = str(row.awaits).split(":")
        start_deadlines(case=case, awaits=Awaited(PaperKind(key[1]), int(key[2])), start=court.today, by=SYSTEM)
        row.refresh_from_db()
    drafts = Ruling.objects.filter(case=case, kind="deemed_withdrawal", state="draft")
    for holiday in (True, False):
        court.town.at(case.deadlines.filter(term="fee_payment").latest("pk").due)
        court.town.days(1)
        notice.refresh_from_db()
        assert (notice.state, drafts.count()) == ("lapsed", 1)
        if holiday:
            day = case.deadlines.filter(term="fee_payment").latest("pk").due
            CalendarDay.objects.create(day=day, kind="holiday", name="放假", source="国办发明电")
            CalendarDay.objects.create(day=court.today, kind="holiday", name="放假", source="国办发明电")
            recount(court.today)
            notice.refresh_from_db()
            assert (notice.state, drafts.count()) == ("open", 0)


def test_who_insists_hears_it_as_everybody_else_does(court: Court) -> None:
    """立案规定8: late before it was sent back, and late again with the judge: told each time, in the same words."""
    case = court.filed()
    court.town.days(9)
    (first,) = said(court.zhang, "review_late")
    back = {"code": RETURN_REASONS[0].code, "words": ""}
    review.send_back(filing=case.filing, **back, by=given.by(court.people.clerk), today=court.today)
    review.insist(filing=case.filing, words="没有约定仲裁。", by=given.by(court.zhang), today=court.today)
    assert set(todos(case)) == {TodoKind.SIGN_RULING}
    court.town.days(9)
    assert said(court.zhang, "review_late") == [first, first]
    assert todos(case)[TodoKind.REGISTER_FIRST] == "division_head"
    ruling = Ruling.objects.get(case=case, state="draft")
    reason = {"reason": DropReason.OTHER, "words": "符合条件。"}
    decline_ruling(ruling=ruling, **reason, by=given.by(court.people.judge), today=court.today)
    assert set(todos(case)) == {TodoKind.REGISTER_AFTER_INSISTING}, "within a term of its own"
    court.town.days(9)
    assert len(said(court.zhang, "review_late")) == 3
