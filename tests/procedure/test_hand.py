"""An agreement that all parties have signed never waits for the mediator's hand without an end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.access import missed_by
from common.cases.models import Case, Todo
from common.cases.rules import ActionRefused
from common.cases.states import Side, TodoKind
from common.courts.models import CalendarDay, CourtParameter
from common.people.models import User
from mediation.course.states import EndReason, MediationState
from mediation.texts import actions as texts
from mediation.texts.models import Agreement
from mediation.texts.states import AgreementState
from tests.factories.mediation import make_mediator, sign
from tests.procedure.court import DAY, Court, forgotten, running, said, todos
from tests.procedure.test_not_over import half_signed, newest
from tests.stories import given
from yunfu_court.tasks import recount

pytestmark = pytest.mark.django_db


def waiting(court: Court) -> tuple[Case, Agreement]:
    """张三 and 李四 have signed; 谭和, who sent the text, has not."""
    case = court.mediating()
    text = half_signed(court, case)
    text.signatures.filter(mediator__isnull=False).delete()
    sign(text, court.li, case.parties.get(side=Side.RESPONDENT), on=court.today)
    text.refresh_from_db()
    assert text.state == AgreementState.SIGNING
    return case, text


def overdue(court: Court) -> tuple[Case, Agreement]:
    case, text = waiting(court)
    court.town.days(4)
    return case, text


def client(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def page(case: Case) -> str:
    return reverse("mediation:countersign", args=[case.uid])


def test_the_mediator_has_a_day_is_reminded_of_it_and_then_the_head_has_it(court: Court) -> None:
    """在线调解19; 特邀24: both ask for the mediator's signature, neither says by when; the court's own figure does."""
    case, _ = waiting(court)
    row = case.deadlines.get(term="mediator_signs")
    assert (row.state, row.holder, row.due, row.confirmed) == ("open", "mediator", DAY + timedelta(3), False)
    court.town.days(1)
    assert [each for each in said(court.people.mediator, "deadline") if "调解员在协议上签名" in each]
    court.town.days(2)
    assert TodoKind.COUNTERSIGN not in todos(case)
    court.town.days(1)
    assert todos(case)[TodoKind.COUNTERSIGN] == "division_head"
    assert row in missed_by(court.people.mediator, court.today)
    for who in (court.zhang, court.li):
        (body,) = said(who, "hand_overdue")
        assert "已交庭长处理" in body
    assert "现在仍可以签名" in said(court.people.mediator, "hand_overdue")[0]
    assert f'href="{page(case)}">去办理' in client(court.head).get(f"/cases/{case.uid}/").content.decode()
    assert forgotten() == []


def test_the_court_sets_how_long(court: Court) -> None:
    CourtParameter.objects.filter(key="mediator_signs_days").update(value="5")
    case, _ = waiting(court)
    assert case.deadlines.get(term="mediator_signs").due == DAY + timedelta(7), "five days, and a weekend"


def test_the_period_does_not_end_what_waits_for_the_hand_alone(court: Court) -> None:
    case, _ = waiting(court)
    court.town.days(12)
    assert newest(case).due < court.today
    assert newest(case).state == MediationState.RUNNING
    assert {TodoKind.COUNTERSIGN} == set(todos(case)), "one thing, one to-do"
    assert len(said(court.zhang, "hand_missing")) == 1
    assert forgotten() == []


@pytest.mark.parametrize("late", [False, True])
def test_the_mediator_may_sign_until_another_does(court: Court, late: bool) -> None:
    case, text = overdue(court) if late else waiting(court)
    text = sign(text, court.people.mediator, None, on=court.today)
    assert (text.state, text.effective_on) == (AgreementState.EFFECTIVE, DAY)
    assert TodoKind.COUNTERSIGN not in todos(case)
    assert "mediator_signs" not in running(case)
    assert missed_by(court.people.mediator, court.today).filter(term="mediator_signs").count() == 0


def test_another_mediator_signs_and_what_the_parties_signed_stands(court: Court) -> None:
    other = make_mediator(court.town.court, name="卢萍")
    case, text = overdue(court)
    head = client(court.head)
    shown = head.get(page(case)).content.decode()
    assert ("请卢萍签名" in shown, "请谭和签名" in shown) == (True, False)
    assert "借款属实" not in shown, "who decides it does not read the text"
    assert head.post(page(case), {"choice": other.pk, "words": ""}).status_code == 302
    assert newest(case).mediator == other
    assert running(case)["mediator_signs"] == "mediator"
    assert TodoKind.COUNTERSIGN not in todos(case)
    assert "您签的名仍然有效" in said(court.zhang, "hand_named")[0]
    assert "请您核对后签名" in said(other.user, "hand_named")[0]
    assert said(court.people.mediator, "mediator_released")
    assert client(court.people.mediator).get(f"/cases/{case.uid}/").status_code == 404
    with pytest.raises(ActionRefused, match="只有本案的调解员"):
        sign(text, court.people.mediator, None, on=court.today)
    text = sign(text, other.user, None, on=court.today)
    assert (text.state, text.effective_on) == (AgreementState.EFFECTIVE, DAY)
    told = client(court.zhang).get(f"/cases/{case.uid}/").content.decode()
    assert "由卢萍在调解协议上签名" in told


def test_who_was_named_has_a_bound_too(court: Court) -> None:
    other = make_mediator(court.town.court, name="卢萍")
    case, text = overdue(court)
    texts.name_hand(agreement=text, mediator_id=other.pk, by=given.by(court.head), today=court.today)
    court.town.days(5)
    assert todos(case)[TodoKind.COUNTERSIGN] == "division_head"
    with pytest.raises(ActionRefused, match="另选一位"):
        texts.name_hand(agreement=text, mediator_id=other.pk, by=given.by(court.head), today=court.today)


@pytest.mark.parametrize("over", [False, True])
def test_a_text_that_is_void_says_why_to_everybody(court: Court, over: bool) -> None:
    """Within its period the mediation goes on; after it, it is over and the suit is sorted (在线调解25(8))."""
    case, text = overdue(court)
    if over:
        court.town.days(8)
    head = client(court.head)
    assert "请写明作废的理由" in head.post(page(case), {"choice": "void", "words": ""}).content.decode()
    head.post(page(case), {"choice": "void", "words": "查明李四签名时不是自愿"})
    text.refresh_from_db()
    assert (text.state, text.void_words) == (AgreementState.ABANDONED, "查明李四签名时不是自愿")
    for who in (court.zhang, court.li):
        (body,) = said(who, "text_voided")
        assert "理由：查明李四签名时不是自愿。" in body
        assert ("调解继续进行" in body) is not over
    assert TodoKind.COUNTERSIGN not in todos(case)
    if over:
        assert (newest(case).end_reason, given.fresh(case).stage) == (EndReason.OTHER, "sorting")
    else:
        assert newest(case).state == MediationState.RUNNING
    assert forgotten() == []
    assert head.get(page(case)).status_code == 302, "nothing is to be decided any more"


def test_nobody_else_decides_it_and_nobody_before_its_day(court: Court) -> None:
    case, text = waiting(court)
    with pytest.raises(ActionRefused, match="不需要另定"):
        texts.void_text(agreement=text, words="催不到。", by=given.by(court.head), today=court.today)
    assert client(court.head).get(page(case)).status_code == 302
    court.town.days(4)
    for who in (court.people.clerk, court.people.mediator, court.zhang):
        assert client(who).get(page(case)).status_code in (403, 404)
    with pytest.raises(ActionRefused, match="不在可选名册"):
        texts.name_hand(agreement=text, mediator_id=0, by=given.by(court.head), today=court.today)


def test_a_text_taken_back_waits_for_nobody(court: Court) -> None:
    case, text = overdue(court)
    texts.recall_agreement(agreement=text, by=given.by(court.people.mediator), today=court.today)
    assert TodoKind.COUNTERSIGN not in todos(case)
    assert not case.deadlines.filter(term="mediator_signs", dealt_on=None, state="lapsed").exists()


def test_a_holiday_found_out_later_gives_the_mediator_the_day_back(court: Court) -> None:
    """民诉法85: the head is not asked while the mediator may still sign in time."""
    case, _ = overdue(court)
    row: Any = case.deadlines.get(term="mediator_signs")
    for day in (row.due, court.today):
        CalendarDay.objects.create(day=day, kind="holiday", name="放假", source="国办发明电")
    recount(court.today)
    row.refresh_from_db()
    assert row.state == "open"
    assert not Todo.objects.filter(case=case, what=TodoKind.COUNTERSIGN, done_on=None).exists()
