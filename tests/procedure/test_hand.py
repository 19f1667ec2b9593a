"""An agreement that all parties have signed holds, and never waits for the mediator's hand without an end."""

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
from common.documents.models import Paper
from common.law.papers import PaperKind
from common.people.models import User
from mediation.course.states import MediationState
from mediation.outcome import actions as outcome
from mediation.texts import actions as texts
from mediation.texts.models import Agreement
from mediation.texts.states import AgreementState, Outcome
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
    assert (text.state, text.effective_on) == (AgreementState.EFFECTIVE, court.today)
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


def test_all_follows_from_the_parties_signatures(court: Court) -> None:
    case, text = waiting(court)
    assert newest(case).state == MediationState.AGREED
    assert "agreement_choice" in running(case)
    assert not Paper.objects.filter(case=case, kind=PaperKind.AGREEMENT).exists(), "the paper waits for the hand"
    sign(text, court.people.mediator, None, on=court.today)
    assert Paper.objects.filter(case=case, kind=PaperKind.AGREEMENT).count() == 2
    assert "协议书送给您了" in said(court.zhang, "countersigned")[0]


def test_a_case_that_is_closed_first_still_waits_for_the_hand(court: Court) -> None:
    """Performed at once, or withdrawn: the agreement stays, and so does what is asked of the mediator (特邀24)."""
    case, text = waiting(court)
    by = given.by(court.zhang, case.parties.get(side=Side.CLAIMANT))
    outcome.finish(agreement=text, how=Outcome.PERFORMED, by=by, today=court.today)
    assert given.fresh(case).stage == "closed"
    assert running(case)["mediator_signs"] == "mediator"
    court.town.days(4)
    assert todos(case)[TodoKind.COUNTERSIGN] == "division_head"
    sign(text, court.people.mediator, None, on=court.today)
    assert Paper.objects.filter(case=case, kind=PaperKind.AGREEMENT).count() == 2
    assert TodoKind.COUNTERSIGN not in todos(case)


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


def test_nobody_is_waited_for_any_more_and_the_paper_says_why(court: Court) -> None:
    """What binds the parties by their own signatures the head does not take away (在线调解19第2款)."""
    case, text = overdue(court)
    head = client(court.head)
    assert "请写明没有调解员签名的原因" in head.post(page(case), {"choice": "waive", "words": ""}).content.decode()
    head.post(page(case), {"choice": "waive", "words": "谭和已经离任"})
    text.refresh_from_db()
    assert (text.state, text.effective_on, text.hand_waived_on) == (AgreementState.EFFECTIVE, DAY, court.today)
    for who in (court.zhang, court.li):
        (body,) = said(who, "hand_waived")
        assert "原因：谭和已经离任。" in body
    assert TodoKind.COUNTERSIGN not in todos(case)
    assert "mediator_signs" not in running(case)
    papers = Paper.objects.filter(case=case, kind=PaperKind.AGREEMENT)
    assert [each.context["unsigned"] for each in papers] == ["谭和已经离任", "谭和已经离任"]
    assert forgotten() == []
    assert head.get(page(case)).status_code == 302, "nothing is to be decided any more"


def test_nobody_else_decides_it_and_nobody_before_its_day(court: Court) -> None:
    case, text = waiting(court)
    with pytest.raises(ActionRefused, match="不需要另定"):
        texts.waive_hand(agreement=text, words="催不到。", by=given.by(court.head), today=court.today)
    assert client(court.head).get(page(case)).status_code == 302
    court.town.days(4)
    for who in (court.people.clerk, court.people.mediator, court.zhang):
        assert client(who).get(page(case)).status_code in (403, 404)
    with pytest.raises(ActionRefused, match="不在可选名册"):
        texts.name_hand(agreement=text, mediator_id=0, by=given.by(court.head), today=court.today)


def test_what_is_in_effect_is_not_taken_back(court: Court) -> None:
    case, text = overdue(court)
    with pytest.raises(ActionRefused, match="已经生效"):
        texts.recall_agreement(agreement=text, by=given.by(court.people.mediator), today=court.today)
    assert TodoKind.COUNTERSIGN in todos(case)


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
