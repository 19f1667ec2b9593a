"""What may be done after its day does not hang on whether the sweep has run: the act looks at the day itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from common.cases.rules import ActionRefused
from common.notifications.models import Notice
from mediation.course import actions as course_actions
from mediation.course import queries
from mediation.course.states import EndReason, MediationState
from mediation.texts import actions as texts_actions
from mediation.texts.models import Agreement
from mediation.texts.states import AgreementState
from tests.factories.mediation import MONDAY, Dispute, dispute, sign
from tests.mediation.test_course import TUESDAY, draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet(settings: Any) -> None:
    settings.EVENT_HANDLERS = []


def half_signed(made: Dispute) -> Agreement:
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    sign(row, made.mediator.user, None, on=TUESDAY)
    sign(row, made.zhang, made.claimant, on=TUESDAY)
    return row


@pytest.mark.parametrize("swept", [False, True])
def test_the_last_signature_counts_by_its_day_alone(swept: bool) -> None:
    made = dispute()
    row = half_signed(made)
    assert made.mediation.due == date(2026, 11, 17)
    day = date(2026, 11, 18)
    if swept:
        texts_actions.expire(case=made.case, by=made.chen, today=day)
    with pytest.raises(ActionRefused, match=r"已满|已经终结"):
        sign(row, made.li, made.respondent, on=day)
    row.refresh_from_db()
    assert row.effective_on is None


def test_on_the_last_day_it_counts() -> None:
    made = dispute()
    row = sign(half_signed(made), made.li, made.respondent, on=date(2026, 11, 17))
    assert (row.state, row.effective_on) == (AgreementState.EFFECTIVE, date(2026, 11, 17))


ACTS: dict[str, Callable[[Dispute, date], Any]] = {
    "draft": lambda made, on: texts_actions.draft_agreement(
        mediation=made.mediation, draft=draft(made), by=made.chen, today=on
    ),
    "extend": lambda made, on: course_actions.ask_extension(mediation=made.mediation, days=5, by=made.chen, today=on),
    "replace": lambda made, on: course_actions.replace(mediation=made.mediation, by=made.by_li, today=on),
    "decline": lambda made, on: course_actions.decline(mediation=made.mediation, by=made.by_li, today=on),
    "points": lambda made, on: texts_actions.draft_points(
        mediation=made.mediation, facts=["借款属实。"], issues=["利息"], by=made.chen, today=on
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_no_act_is_done_in_a_period_that_is_over(act: str) -> None:
    made = dispute()
    with pytest.raises(ActionRefused, match="已满，没有延长"):
        ACTS[act](made, date(2026, 11, 18))
    ACTS[act](made, date(2026, 11, 17))


def test_an_answer_after_the_period_makes_it_no_longer() -> None:
    made = dispute()
    asked = course_actions.ask_extension(mediation=made.mediation, days=10, by=made.by_zhang, today=date(2026, 11, 16))
    with pytest.raises(ActionRefused, match="已满"):
        course_actions.answer_extension(extension=asked, agrees=True, by=made.by_li, today=date(2026, 11, 18))


def test_what_all_parties_signed_in_time_does_not_die_for_want_of_the_mediators_hand() -> None:
    """特邀调解第24条: it takes effect by the parties' signatures; the mediator's may follow."""
    made = dispute()
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    sign(row, made.zhang, made.claimant, on=TUESDAY)
    sign(row, made.li, made.respondent, on=date(2026, 11, 17))
    texts_actions.expire(case=made.case, by=made.chen, today=date(2026, 11, 18))
    assert (made.fresh().state, made.mediation.end_reason) == (MediationState.AGREED, EndReason.AGREED)
    row = sign(row, made.mediator.user, None, on=date(2026, 11, 18))
    assert (row.state, row.effective_on) == (AgreementState.EFFECTIVE, date(2026, 11, 17))


@pytest.mark.parametrize("late", [False, True])
def test_a_mediator_accepts_within_three_working_days(late: bool) -> None:
    made = dispute(running=False)
    course_actions.consent(mediation=made.mediation, by=made.by_li, today=MONDAY)
    proposal = made.mediation.proposals.get()
    last = queries.term_end("mediator_accepts", proposal.proposed_on, made.case.received_on)
    if late:
        with pytest.raises(ActionRefused, match="另请调解员"):
            course_actions.accept(proposal=proposal, by=made.chen, today=last + timedelta(days=1))
    else:
        course_actions.accept(proposal=proposal, by=made.chen, today=last)
        assert made.fresh().state == MediationState.RUNNING


def test_with_the_last_party_s_signature_all_hear_that_it_holds_and_the_mediator_what_is_missing(settings: Any) -> None:
    """特邀调解第24条: nothing is lost, and nobody is left without a word."""
    made = dispute()
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    settings.EVENT_HANDLERS = ["yunfu_court.speech.speak"]
    sign(row, made.zhang, made.claimant, on=TUESDAY)
    assert not Notice.objects.filter(kind="hand_missing").exists(), "somebody else has not signed either"
    sign(row, made.li, made.respondent, on=date(2026, 11, 17))
    told = Notice.objects.filter(kind="hand_missing", channel="in_site")
    assert {each.user_id for each in told} == {made.mediator.user.pk}
    assert "只差您的签名" in told.get().body
    for each in Notice.objects.filter(kind="agreement_effective", channel="in_site"):
        assert "协议今天生效" in each.body
        assert "调解员补签名后" in each.body
