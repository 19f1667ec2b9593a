"""Stories of a mediation from the first question to its end, with named people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from common.cases.models import Deadline, Event, Participation
from common.cases.rules import ActionRefused
from common.cases.states import Capacity
from common.law.clock import SHANGHAI, at
from common.law.regimes import Route
from mediation.confirmation import actions as confirmation_actions
from mediation.course import actions as course_actions
from mediation.course import queries as course_queries
from mediation.course.actions import Log
from mediation.course.models import Mediation
from mediation.course.states import (
    ConsentState,
    EndReason,
    MediationState,
    PartyReasonCode,
    ProposalState,
    RefusalReason,
    SessionMode,
    SessionState,
)
from mediation.outcome import actions as outcome_actions
from mediation.texts import actions as texts_actions
from mediation.texts import queries as texts_queries
from mediation.texts.actions import AgreementText
from mediation.texts.models import Agreement
from mediation.texts.rules import Item
from mediation.texts.states import AgreementState, Outcome, PointsState
from tests.factories.mediation import MONDAY, Dispute, dispute, make_mediator, sign, web

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def quiet(settings):
    settings.EVENT_HANDLERS = []


def kinds(made: Dispute) -> list[str]:
    rows = Event.objects.filter(case=made.case, kind__startswith="mediation.").order_by("seq")
    return [kind.removeprefix("mediation.") for kind in rows.values_list("kind", flat=True)]


def draft(made: Dispute, *, claims: bool = True) -> AgreementText:
    return AgreementText(
        facts="2025年3月1日张三借给李四128600.50元，约定同年9月1日归还。李四对利息有异议。",
        items=[
            Item(
                text="李四归还张三借款128600.50元。",
                debtor_id=made.respondent.pk,
                creditor_id=made.claimant.pk,
                amount=12860050,
                due_on=date(2026, 12, 1),
            ),
            Item(text="张三放弃利息请求。"),
        ],
        claim_ids=list(made.case.claims.values_list("pk", flat=True)) if claims else [],
        party_ids=[made.claimant.pk, made.respondent.pk],
        costs="案件受理费由李四负担。",
    )


def agree(made: Dispute, *, on: date = TUESDAY):
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=on)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=on)
    sign(row, made.mediator.user, None, on=on)
    sign(row, made.zhang, made.claimant, on=on)
    return sign(row, made.li, made.respondent, on=on)


def test_both_agreed_so_the_best_mediator_is_asked_and_the_period_runs_from_acceptance():
    made = dispute(running=False)
    assert made.mediation.state == MediationState.ASKING, "after filing both must agree first"
    course_actions.consent(mediation=made.mediation, by=made.by_li, today=TUESDAY)
    proposal = made.fresh().proposals.get()
    assert proposal.mediator == made.mediator
    assert made.mediation.due is None
    course_actions.accept(proposal=proposal, by=made.chen, today=date(2026, 11, 5))
    made.fresh()
    assert (made.mediation.state, made.mediation.due) == (MediationState.RUNNING, date(2026, 11, 20))
    assert kinds(made) == ["opened", "consented", "consented", "mediator_proposed", "mediator_accepted"]
    assert Participation.objects.get(case=made.case, capacity=Capacity.MEDIATOR).user == made.mediator.user


def test_before_filing_the_mediator_is_named_on_one_sides_consent_and_asks_the_other():
    made = dispute(running=False, route=Route.A)
    assert made.mediation.proposals.get().state == ProposalState.PROPOSED
    course_actions.accept(proposal=made.mediation.proposals.get(), by=made.chen, today=MONDAY)
    deadlines = dict(made.case.deadlines.filter(state="open").values_list("term", "due"))
    assert deadlines == {"mediation_a": date(2026, 12, 2), "contact_other_side": date(2026, 11, 5)}


def test_the_defendant_declines_in_one_click_and_it_ends_at_once():
    made = dispute()
    course_actions.decline(mediation=made.mediation, by=made.by_li, today=TUESDAY)
    made.fresh()
    assert (made.mediation.end_reason, made.mediation.stopped_by) == (EndReason.UNWILLING, made.respondent)
    assert kinds(made)[-1] == "declined"
    assert not made.case.deadlines.filter(state__in=["open", "waiting"]).exists()
    assert course_actions.decline(mediation=made.mediation, by=made.by_li, today=TUESDAY).pk == made.mediation.pk
    assert kinds(made).count("declined") == 1, "a second click is the same click"


def test_an_unreachable_defendant_ends_it_with_that_reason():
    made = dispute(running=False)
    clerk = make_mediator(made.case.court, "黄立案").user
    by = type(made.by_li)(user_id=clerk.pk, channel="hotline")
    course_actions.record_answer(
        mediation=made.mediation, party_id=made.respondent.pk, answer="unreachable", by=by, today=TUESDAY
    )
    assert made.fresh().end_reason == EndReason.UNREACHABLE
    assert kinds(made)[-1] == "failed"
    assert made.mediation.consents.get(party=made.respondent).state == ConsentState.UNREACHABLE


def test_who_refuses_gives_a_reason_and_the_next_is_asked():
    made = dispute(running=False)
    other = make_mediator(made.case.court, "何老师", specialities=[])
    course_actions.consent(mediation=made.mediation, by=made.by_li, today=MONDAY)
    first = made.mediation.proposals.get()
    with pytest.raises(ActionRefused, match="理由"):
        course_actions.refuse(proposal=first, reason=RefusalReason.OTHER, text="", by=made.chen, today=MONDAY)
    course_actions.refuse(proposal=first, reason=RefusalReason.INTEREST, text="", by=made.chen, today=MONDAY)
    assert course_queries.open_proposal(made.mediation).mediator == other
    assert not Participation.objects.filter(case=made.case, user=made.mediator.user, until__isnull=True).exists()
    second = course_queries.open_proposal(made.mediation)
    course_actions.refuse(proposal=second, reason=RefusalReason.NO_TIME, text="", by=web(other.user), today=MONDAY)
    assert made.fresh().state == MediationState.CHOOSING
    assert made.case.todos.get().role == "clerk", "nobody left: a person takes it up, nothing is rolled back"


def test_a_disclosed_interest_needs_everybodys_yes():
    made = dispute(running=False)
    course_actions.consent(mediation=made.mediation, by=made.by_li, today=MONDAY)
    proposal = made.mediation.proposals.get()
    course_actions.accept(proposal=proposal, by=made.chen, today=MONDAY, disclosure="李四是我的邻居。")
    assert made.fresh().state == MediationState.PROPOSED
    course_actions.answer_disclosure(proposal=proposal, agrees=True, by=made.by_zhang, today=MONDAY)
    assert made.fresh().accepted_on is None
    course_actions.answer_disclosure(proposal=proposal, agrees=True, by=made.by_li, today=TUESDAY)
    assert made.fresh().accepted_on == TUESDAY


def test_the_parties_choose_together_within_two_working_days():
    made = dispute(running=False)
    he = make_mediator(made.case.court, "何老师", specialities=[])
    course_actions.consent(mediation=made.mediation, by=made.by_li, today=MONDAY)
    course_actions.nominate(mediation=made.mediation, mediator_id=he.pk, by=made.by_zhang, today=MONDAY)
    assert course_queries.open_proposal(made.mediation).mediator == made.mediator, "one alone chooses nobody"
    course_actions.nominate(mediation=made.mediation, mediator_id=he.pk, by=made.by_li, today=TUESDAY)
    assert course_queries.open_proposal(made.mediation).mediator == he
    with pytest.raises(ActionRefused, match="两个工作日已过"):
        course_actions.nominate(mediation=made.mediation, mediator_id=None, by=made.by_li, today=date(2026, 11, 5))


def test_another_mediator_once_and_the_period_does_not_start_again():
    made = dispute()
    he = make_mediator(made.case.court, "何老师", specialities=[])
    course_actions.replace(mediation=made.mediation, by=made.by_li, today=TUESDAY)
    proposal = course_queries.open_proposal(made.mediation)
    assert proposal.mediator == he
    course_actions.accept(proposal=proposal, by=web(he.user), today=date(2026, 11, 5))
    assert made.fresh().due == date(2026, 11, 17)
    with pytest.raises(ActionRefused, match="已经更换过一次"):
        course_actions.replace(mediation=made.mediation, by=made.by_zhang, today=date(2026, 11, 5))


def test_three_times_offered_and_the_same_one_picked_by_both():
    made = dispute()
    times = [datetime(2026, 11, day, 15, tzinfo=SHANGHAI) for day in (5, 6, 9)]
    session = course_actions.offer_session(
        mediation=made.mediation, mode=SessionMode.ONLINE, times=times, place="", by=made.chen, today=MONDAY
    )
    course_actions.choose_time(session=session, starts_at=times[1], by=made.by_zhang, today=MONDAY)
    session = course_actions.choose_time(session=session, starts_at=times[1], by=made.by_li, today=MONDAY)
    assert (session.state, session.starts_at) == (SessionState.SET, times[1])
    log = Log(
        held_on=date(2026, 11, 6),
        mode=SessionMode.ONLINE,
        place="线上会议室",
        present={made.claimant.pk: "张三本人", made.respondent.pk: ""},
        record="李四未到，电话表示下周参加。",
        next_step="11月9日再次组织",
        identity_checked=True,
        warned=True,
    )
    course_actions.log_session(
        mediation=made.mediation, log=log, by=made.chen, today=date(2026, 11, 6), session=session
    )
    assert dict(session.attendance.values_list("party__name", "present")) == {"张三": True, "李四": False}
    assert kinds(made)[-3:] == ["session_offered", "session_set", "session_held"]


def test_c_settled_and_a_paper_effective_on_the_last_receipt():
    made = dispute()
    row = agree(made)
    assert (row.state, row.whole, row.effective_on) == (AgreementState.EFFECTIVE, True, TUESDAY)
    assert made.fresh().state == MediationState.AGREED
    assert set(made.case.claims.values_list("state", flat=True)) == {"settled"}
    from common.people.states import Role
    from tests.factories.people import staff

    judge = staff(Role.JUDGE, name="周法官")
    outcome_actions.seek_paper(agreement=row, by=made.by_li, today=TUESDAY)
    confirmation_actions.name_judge(case=made.case, by=made.by_li, today=TUESDAY)
    row = outcome_actions.make_paper(
        agreement=row, facts="借款属实。", voluntary=True, lawful=True, by=web(judge), today=date(2026, 11, 5)
    )
    assert row.outcome == Outcome.PAPER_MADE
    case = made.case
    row = outcome_actions.paper_received(
        case=case, party_id=made.claimant.pk, on=date(2026, 11, 6), by=made.chen, today=date(2026, 11, 6)
    )
    assert row.paper_effective_on is None
    row = outcome_actions.paper_received(
        case=case, party_id=made.respondent.pk, on=date(2026, 11, 9), by=made.chen, today=date(2026, 11, 10)
    )
    assert (row.outcome, row.paper_effective_on) == (Outcome.PAPER_EFFECTIVE, date(2026, 11, 9))
    assert kinds(made)[-5:] == ["agreed", "paper_sought", "judge_named", "paper_made", "paper_effective"]
    with pytest.raises(ActionRefused):
        outcome_actions.go_back(agreement=row, by=made.by_li, today=date(2026, 11, 10))


def test_it_is_in_effect_by_the_parties_signatures_and_the_mediator_s_follows():
    made = dispute()
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    sign(row, made.zhang, made.claimant, on=TUESDAY)
    row = sign(row, made.li, made.respondent, on=date(2026, 11, 5))
    assert (row.state, row.effective_on) == (AgreementState.EFFECTIVE, date(2026, 11, 5))
    assert kinds(made)[-2:] == ["signed", "agreed"]
    row = sign(row, made.mediator.user, None, on=date(2026, 11, 10))
    assert (row.state, row.effective_on) == (AgreementState.EFFECTIVE, date(2026, 11, 5))
    assert kinds(made)[-2:] == ["signed", "countersigned"]
    assert row.signatures.count() == 3
    sign(row, made.mediator.user, None, on=date(2026, 11, 10))
    assert row.signatures.count() == 3, "signing twice is one signature"


ENDS: dict[str, Callable[[Dispute, Agreement], Any]] = {
    "不再调解": lambda made, row: course_actions.decline(mediation=made.mediation, by=made.by_li, today=TUESDAY),
    "撤回签名稿": lambda made, row: texts_actions.recall_agreement(agreement=row, by=made.chen, today=TUESDAY),
    "另拟一份": lambda made, row: texts_actions.draft_agreement(
        mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY
    ),
    "调解不成": lambda made, row: course_actions.fail(
        mediation=made.mediation, reason=EndReason.OTHER, reasons={}, summary="x", by=made.chen, today=TUESDAY
    ),
    "更换调解员": lambda made, row: course_actions.replace(mediation=made.mediation, by=made.by_li, today=TUESDAY),
}


@pytest.mark.parametrize("act", ENDS)
def test_nothing_ends_what_all_parties_have_signed_while_the_mediator_s_hand_is_missing(act: str) -> None:
    """在线调解19第2款; 特邀24第3款: in effect from the last party's signature."""
    made = dispute()
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    sign(row, made.zhang, made.claimant, on=TUESDAY)
    sign(row, made.li, made.respondent, on=TUESDAY)
    with pytest.raises(ActionRefused, match=r"已经?生效"):
        ENDS[act](made, row)
    course_actions.stop_for_withdrawal(case=made.case, by=made.by_zhang, today=TUESDAY)
    texts_actions.expire(case=made.case, by=made.chen, today=date(2026, 12, 30))
    row.refresh_from_db()
    assert (row.state, row.effective_on) == (AgreementState.EFFECTIVE, TUESDAY)
    assert made.fresh().end_reason == EndReason.AGREED
    assert set(made.case.claims.values_list("state", flat=True)) == {"settled"}


def test_one_who_leaves_after_a_part_was_signed_takes_nothing_from_it() -> None:
    made = dispute()
    text = draft(made, claims=False)
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=text, by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    sign(row, made.zhang, made.claimant, on=TUESDAY)
    sign(row, made.li, made.respondent, on=TUESDAY)
    course_actions.decline(mediation=made.mediation, by=made.by_li, today=TUESDAY)
    row.refresh_from_db()
    assert (row.state, made.fresh().end_reason) == (AgreementState.EFFECTIVE, EndReason.UNWILLING)
    row = sign(row, made.mediator.user, None, on=date(2026, 11, 9))
    assert row.signatures.filter(mediator__isnull=False).exists(), "the mediator's hand follows after the end too"


def test_before_the_last_receipt_a_party_may_go_back_and_the_claims_are_open_again():
    made = dispute()
    row = agree(made)
    outcome_actions.seek_paper(agreement=row, by=made.by_zhang, today=TUESDAY)
    row = outcome_actions.go_back(agreement=row, by=made.by_li, today=date(2026, 11, 6))
    assert row.outcome == Outcome.WENT_BACK
    assert set(made.case.claims.values_list("state", flat=True)) == {"open"}
    assert kinds(made)[-1] == "went_back"


def test_performed_at_once_closes_without_a_paper_and_only_the_claimant_says_so():
    made = dispute()
    row = agree(made)
    with pytest.raises(ActionRefused, match="起诉的一方"):
        outcome_actions.finish(agreement=row, how=Outcome.PERFORMED, by=made.by_li, today=TUESDAY)
    row = outcome_actions.finish(agreement=row, how=Outcome.PERFORMED, by=made.by_zhang, today=TUESDAY)
    assert kinds(made)[-1] == "performed"
    with pytest.raises(ActionRefused, match="已当即履行"):
        outcome_actions.seek_paper(agreement=row, by=made.by_li, today=TUESDAY)


def test_an_agreement_on_part_leaves_the_rest_open_and_the_mediation_running():
    made = dispute()
    row = texts_actions.draft_agreement(
        mediation=made.mediation, draft=draft(made, claims=False), by=made.chen, today=TUESDAY
    )
    texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    for user, party in ((made.mediator.user, None), (made.zhang, made.claimant), (made.li, made.respondent)):
        row = sign(row, user, party, on=TUESDAY)
    assert (row.state, row.whole) == (AgreementState.EFFECTIVE, False)
    assert made.fresh().state == MediationState.RUNNING


def test_b_failed_with_points_signed_and_only_they_are_handed_over():
    made = dispute(route=Route.B)
    course_actions.add_note(mediation=made.mediation, text="李四私下愿意给十万。", by=made.chen, today=TUESDAY)
    points = texts_actions.draft_points(
        mediation=made.mediation,
        facts=["2025年3月1日借款128600.50元已交付。", ""],
        issues=["是否约定利息"],
        by=made.chen,
        today=TUESDAY,
    )
    texts_actions.send_points(points=points, by=made.chen, today=TUESDAY)
    assert texts_queries.handover(made.case).facts == (), "unsigned points go nowhere"
    sign(points, made.zhang, made.claimant, on=TUESDAY)
    course_actions.fail(
        mediation=made.mediation,
        reason=EndReason.TOO_FAR_APART,
        reasons={
            made.claimant.pk: (PartyReasonCode.AMOUNT, "坚持全额"),
            made.respondent.pk: (PartyReasonCode.CANNOT_PAY, "只能分期"),
        },
        summary="组织视频调解一次。",
        by=made.chen,
        today=TUESDAY,
    )
    assert kinds(made)[-1] == "failed"
    points = sign(points, made.li, made.respondent, on=date(2026, 11, 4))
    assert points.state == PointsState.SIGNED
    given = texts_queries.handover(made.case)
    assert given.facts == ("2025年3月1日借款128600.50元已交付。",)
    assert given.issues == ("是否约定利息",)
    assert "十万" not in repr(given)
    assert "坚持全额" not in repr(given)


def test_over_without_extension_fails_and_with_it_lives_on():
    made = dispute()
    assert made.mediation.due == date(2026, 11, 17)
    asked = course_actions.ask_extension(mediation=made.mediation, days=10, by=made.chen, today=date(2026, 11, 16))
    course_actions.answer_extension(extension=asked, agrees=True, by=made.by_zhang, today=date(2026, 11, 16))
    course_actions.answer_extension(extension=asked, agrees=True, by=made.by_li, today=date(2026, 11, 17))
    assert made.fresh().due == date(2026, 11, 27)
    texts_actions.expire(case=made.case, by=made.chen, today=date(2026, 11, 18))
    assert made.fresh().state == MediationState.RUNNING
    with pytest.raises(ActionRefused, match="已经延长过一次"):
        course_actions.ask_extension(mediation=made.mediation, days=5, by=made.chen, today=date(2026, 11, 20))
    texts_actions.expire(case=made.case, by=made.chen, today=date(2026, 11, 28))
    assert made.fresh().end_reason == EndReason.PERIOD_OVER
    assert kinds(made)[-1] == "failed"


def test_a_longer_period_runs_from_the_end_by_count():
    """Fifteen days from 16 September end on 1 October, and wait for the 9th: thirty more are counted from the first."""
    made = dispute(on=date(2025, 9, 16))
    assert made.mediation.due == date(2025, 10, 9)
    asked = course_actions.ask_extension(mediation=made.mediation, days=30, by=made.chen, today=date(2025, 9, 30))
    course_actions.answer_extension(extension=asked, agrees=True, by=made.by_zhang, today=date(2025, 9, 30))
    course_actions.answer_extension(extension=asked, agrees=True, by=made.by_li, today=date(2025, 9, 30))
    row = Deadline.objects.get(case=made.case, term="mediation_c_extension")
    assert (row.start, row.due, made.fresh().due) == (date(2025, 10, 1), date(2025, 10, 31), date(2025, 10, 31))


def test_a_wrong_code_does_not_sign_and_five_wrong_ones_spoil_it():
    from mediation.texts.actions import Given, sign_agreement
    from tests.factories.mediation import code_for

    made = dispute()
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    with at(datetime(2026, 11, 3, 10, tzinfo=SHANGHAI)):
        right = code_for(made.li, row)
        wrong = f"{(int(right) + 1) % 1_000_000:06d}"
        for _ in range(5):
            with pytest.raises(ActionRefused, match="验证码"):
                sign_agreement(agreement=row, given=Given(name="李四", code=wrong), by=made.by_li, today=TUESDAY)
        with pytest.raises(ActionRefused, match="验证码"):
            sign_agreement(agreement=row, given=Given(name="李四", code=right), by=made.by_li, today=TUESDAY)
    assert not row.signatures.exists()


def test_an_agent_without_special_authority_may_not_sign():
    from common.cases.actions import add_representation, admit
    from tests.factories import UserFactory

    made = dispute()
    agent = UserFactory(name="王律师", verified=True)
    add_representation(
        party=made.respondent,
        name="王律师",
        phone="",
        unit="",
        authority="general",
        powers=[],
        since=MONDAY,
        user_id=agent.pk,
    )
    admit(case=made.case, user_id=agent.pk, capacity=Capacity.AGENT, by=made.by_li, today=MONDAY, party=made.respondent)
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    with pytest.raises(ActionRefused, match="特别授权"):
        sign(row, agent, made.respondent, on=TUESDAY)


def test_opening_twice_is_one_mediation():
    made = dispute(running=False)
    again = course_actions.open_mediation(case=made.case, by=made.by_zhang, today=TUESDAY, consented=[])
    assert again.pk == made.mediation.pk
    assert Mediation.objects.count() == 1
