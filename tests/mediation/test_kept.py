"""What is said to settle stays with those who were there: nothing of it reaches who may decide the dispute."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from common.people.models import User
from common.people.states import Role
from mediation.course import actions as course_actions
from mediation.course.actions import Log
from mediation.course.documents import ended
from mediation.course.states import EndReason, PartyReasonCode, SessionMode
from mediation.texts import actions as texts_actions
from mediation.texts.models import SettledPoints
from mediation.texts.states import PointsState
from tests.factories.mediation import Dispute, dispute, sign
from tests.factories.people import staff
from tests.mediation.test_course import TUESDAY, agree, draft

pytestmark = pytest.mark.django_db
SAID = "李四愿还八千元"
FACT = "借款已于2025年3月1日交付"


@pytest.fixture
def heard(settings) -> Dispute:
    """One sitting with both, one with 张三 alone, points out to be signed, an agreement out to be signed."""
    settings.EVENT_HANDLERS = []
    made = dispute()
    for record, present in (
        (SAID, {made.claimant.pk: "张三", made.respondent.pk: "李四"}),
        ("张三最少要九千元", {made.claimant.pk: "张三", made.respondent.pk: ""}),
    ):
        log = Log(
            held_on=TUESDAY,
            mode=SessionMode.SEPARATE,
            place="",
            present=present,
            record=record,
            next_step="再谈金额",
            identity_checked=True,
            warned=True,
        )
        course_actions.log_session(mediation=made.mediation, log=log, by=made.chen, today=TUESDAY)
    points = texts_actions.draft_points(mediation=made.mediation, facts=[FACT], issues=[], by=made.chen, today=TUESDAY)
    texts_actions.send_points(points=points, by=made.chen, today=TUESDAY)
    return made


def page(client: Client, made: Dispute, user: User) -> str:
    client.force_login(user)
    return client.get(reverse("mediation:mediation", args=[made.case.uid])).content.decode()


def test_those_who_came_read_the_record(heard: Dispute, client: Client) -> None:
    for user in (heard.mediator.user, heard.zhang):
        shown = page(client, heard, user)
        assert SAID in shown
        assert "九千元" in shown
        assert FACT in shown
    mine = page(client, heard, heard.li)
    assert SAID in mine
    assert "九千元" not in mine
    assert "未到" in mine


@pytest.mark.parametrize("role", [Role.CLERK, Role.COUNSELLOR, Role.TRIAGE_OFFICER, Role.DIVISION_HEAD, Role.PRESIDENT])
def test_the_court_sees_that_they_met_and_not_what_they_said(heard: Dispute, client: Client, role: Role) -> None:
    shown = page(client, heard, staff(role, heard.case.court))
    assert "视频（分别）" in shown
    assert "李四：李四" in shown
    for words in (SAID, "九千元", "再谈金额", FACT):
        assert words not in shown


def test_the_trial_judge_reads_signed_points_alone(heard: Dispute, client: Client) -> None:
    from common.cases.actions import admit
    from common.cases.states import Capacity

    judge = staff(Role.JUDGE, heard.case.court)
    admit(case=heard.case, user_id=judge.pk, capacity=Capacity.JUDGE, by=heard.chen, today=TUESDAY)
    text = texts_actions.draft_agreement(mediation=heard.mediation, draft=draft(heard), by=heard.chen, today=TUESDAY)
    texts_actions.send_agreement(agreement=text, by=heard.chen, today=TUESDAY)
    shown = page(client, heard, judge)
    for words in (SAID, "九千元", "再谈金额", FACT, "第 1 稿"):
        assert words not in shown

    points = SettledPoints.objects.get()
    sign(points, heard.zhang, heard.claimant, on=TUESDAY)
    assert FACT not in page(client, heard, judge)
    assert sign(points, heard.li, heard.respondent, on=TUESDAY).state == PointsState.SIGNED
    shown = page(client, heard, judge)
    assert FACT in shown
    assert SAID not in shown


def test_the_report_to_the_court_carries_codes_and_no_words_of_the_parties(heard: Dispute) -> None:
    course_actions.fail(
        mediation=heard.mediation,
        reason=EndReason.TOO_FAR_APART,
        reasons={
            heard.claimant.pk: (PartyReasonCode.AMOUNT, "最少要九千元"),
            heard.respondent.pk: (PartyReasonCode.CANNOT_PAY, SAID),
        },
        summary="组织调解两次。",
        by=heard.chen,
        today=TUESDAY,
    )
    from common.cases.events import restore
    from common.cases.models import Event

    record = Event.objects.get(kind="mediation.failed")
    paper = repr(ended(record, restore(record.kind, record.payload))[0].context)
    assert "暂无履行能力" in paper
    assert "对金额差距较大" in paper
    for words in (SAID, "九千元"):
        assert words not in paper


def test_an_agreement_reached_is_the_courts_to_review(heard: Dispute, client: Client) -> None:
    agree(heard)
    assert "第 1 稿" in page(client, heard, staff(Role.CLERK, heard.case.court))
