"""Several claimants and defendants: each settles by a text of its own, each speaks for itself."""

from __future__ import annotations

from datetime import date

import pytest

from common.cases.actions import PartyData, add_party
from common.cases.actions.leaving import leave
from common.cases.models import Event, Party
from common.cases.rules import ActionRefused
from common.cases.states import PartyKind, Side
from common.law.regimes import Route
from mediation.confirmation import actions as confirmation_actions
from mediation.confirmation.queries import Situation
from mediation.course import actions as course_actions
from mediation.course import queries as course_queries
from mediation.course.models import Consent
from mediation.course.states import ConsentState, EndReason, MediationState
from mediation.outcome import actions as outcome_actions
from mediation.outcome import queries as outcome_queries
from mediation.overview import queries as overview_queries
from mediation.texts import actions as texts_actions
from mediation.texts import queries as texts_queries
from mediation.texts.actions import AgreementText
from mediation.texts.models import Agreement
from mediation.texts.rules import Item
from mediation.texts.states import AgreementState, Outcome
from tests.factories import UserFactory
from tests.factories.mediation import Dispute, dispute, sign, web
from tests.mediation.test_course import TUESDAY, agree, kinds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet(settings):
    settings.EVENT_HANDLERS = []


def joined(made: Dispute, name: str, side: Side) -> tuple[Party, object]:
    """Another party with an account, who agreed to mediation."""
    from common.cases.actions import link_party

    user = UserFactory(name=name, verified=True)
    party = add_party(case=made.case, data=PartyData(side=side, kind=PartyKind.NATURAL, name=name), today=TUESDAY)
    link_party(party=party, user_id=user.pk, by=web(user, party), today=TUESDAY)
    Consent.objects.create(
        mediation=made.mediation,
        party=party,
        state=ConsentState.GIVEN,
        asked_on=TUESDAY,
        answered_on=TUESDAY,
        channel="web",
    )
    return party, user


def settle(made: Dispute, signers: list[tuple[object, Party]], *, on: date = TUESDAY) -> Agreement:
    draft = AgreementText(
        facts="借款属实。",
        items=[Item(text="各自承担一半。")],
        claim_ids=list(made.case.claims.values_list("pk", flat=True)),
        party_ids=[party.pk for _, party in signers],
    )
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft, by=made.chen, today=on)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=on)
    sign(row, made.mediator.user, None, on=on)
    for user, party in signers:
        row = sign(row, user, party, on=on)
    return row


@pytest.mark.parametrize("route", list(Route))
def test_two_defendants_settle_each_by_a_text_of_their_own(route: Route) -> None:
    made = dispute(route=route)
    zhao, zhao_user = joined(made, "赵六", Side.RESPONDENT)
    first = settle(made, [(made.zhang, made.claimant), (made.li, made.respondent)])
    assert (first.state, first.whole) == (AgreementState.EFFECTIVE, False)
    assert set(made.case.claims.values_list("state", flat=True)) == {"open"}
    assert made.fresh().state == MediationState.RUNNING
    assert Situation.of(made.case, made.zhang, TUESDAY).settled == ("李四",)
    assert texts_queries.settled(made.case).respondent_ids == {made.respondent.pk}

    assert "mediation:finish" not in [o.url_name for o in overview_queries.panel(made.case, zhao_user, TUESDAY).offers]
    second = settle(made, [(made.zhang, made.claimant), (zhao_user, zhao)])
    assert second.whole, "the two together leave nothing open"
    assert set(made.case.claims.values_list("state", flat=True)) == {"settled"}
    assert (made.fresh().state, made.mediation.end_reason) == (MediationState.AGREED, EndReason.AGREED)
    assert Situation.of(made.case, made.li, TUESDAY).agreement.pk == first.pk, "each sees their own"
    assert Situation.of(made.case, zhao_user, TUESDAY).agreement.pk == second.pk


def test_after_filing_the_case_ends_with_the_last_of_several_agreements() -> None:
    made = dispute()
    zhao, zhao_user = joined(made, "赵六", Side.RESPONDENT)
    first = settle(made, [(made.zhang, made.claimant), (made.li, made.respondent)])
    second = settle(made, [(made.zhang, made.claimant), (zhao_user, zhao)])
    outcome_actions.finish(agreement=first, how=Outcome.PERFORMED, by=made.by_zhang, today=TUESDAY)
    assert not outcome_queries.all_concluded(made.case)
    outcome_actions.seek_paper(agreement=second, by=web(zhao_user, zhao), today=TUESDAY)
    assert not outcome_queries.all_concluded(made.case)
    outcome_actions.go_back(agreement=second, by=web(zhao_user, zhao), today=TUESDAY)
    assert set(made.case.claims.values_list("state", flat=True)) == {"open"}
    assert texts_queries.settled(made.case).respondent_ids == {made.respondent.pk}, "李四 has settled all the same"


def test_one_of_two_claimants_ends_nothing_for_the_other() -> None:
    made = dispute()
    wang, wang_user = joined(made, "王五", Side.CLAIMANT)
    row = settle(made, [(made.zhang, made.claimant), (wang_user, wang), (made.li, made.respondent)])
    outcome_actions.finish(agreement=row, how=Outcome.WITHDRAWN, by=made.by_zhang, today=TUESDAY)
    row.refresh_from_db()
    assert row.outcome == Outcome.NONE
    assert kinds(made)[-1] == "claimant_done"
    assert "performed" not in kinds(made)
    outcome_actions.finish(agreement=row, how=Outcome.WITHDRAWN, by=made.by_zhang, today=TUESDAY)
    assert kinds(made).count("claimant_done") == 1, "twice is once"
    outcome_actions.finish(agreement=row, how=Outcome.PERFORMED, by=web(wang_user, wang), today=TUESDAY)
    row.refresh_from_db()
    assert row.outcome == Outcome.WITHDRAWN
    assert Event.objects.get(kind="mediation.performed").payload["how"] == "withdrawn"


def test_settled_between_themselves_is_closed_on_the_claimants_word() -> None:
    from mediation.course.states import PartyReasonCode

    made = dispute()
    none = {party.pk: (PartyReasonCode.NONE, "") for party in (made.claimant, made.respondent)}
    course_actions.fail(
        mediation=made.mediation,
        reason=EndReason.SELF_SETTLED,
        reasons=none,
        summary="双方自行和解。",
        by=made.chen,
        today=TUESDAY,
    )
    made.case.stage = "sorting"
    made.case.save(update_fields=["stage"])
    words = [offer.url_name for offer in overview_queries.panel(made.case, made.zhang, TUESDAY).offers]
    assert "mediation:finish_between" in words
    assert "mediation:finish_between" not in [
        o.url_name for o in overview_queries.panel(made.case, made.li, TUESDAY).offers
    ]
    with pytest.raises(ActionRefused, match="起诉的一方"):
        outcome_actions.finish_between(mediation=made.mediation, how=Outcome.PERFORMED, by=made.by_li, today=TUESDAY)
    outcome_actions.finish_between(mediation=made.mediation, how=Outcome.PERFORMED, by=made.by_zhang, today=TUESDAY)
    assert kinds(made)[-1] == "performed"
    made.case.stage, made.case.registered_on = "trial", TUESDAY
    made.case.save(update_fields=["stage", "registered_on"])
    assert "mediation:finish_between" not in [
        o.url_name for o in overview_queries.panel(made.case, made.zhang, TUESDAY).offers
    ]


def test_a_mediator_off_the_roster_is_replaced_and_the_period_goes_on(django_assert_max_num_queries) -> None:
    from common.people.states import Role
    from tests.factories.mediation import make_mediator
    from tests.factories.people import staff

    made = dispute()
    clerk = staff(Role.CLERK, made.case.court)
    he = make_mediator(made.case.court, "何老师", specialities=[])
    due = made.mediation.due
    with pytest.raises(ActionRefused, match="更换由当事人申请"):
        course_actions.appoint(mediation=made.mediation, mediator_id=he.pk, by=web(clerk), today=TUESDAY)
    assert not course_queries.without_mediator([made.case.court_id], TUESDAY).exists()

    made.mediator.until = date(2026, 11, 2)
    made.mediator.save(update_fields=["until"])
    assert list(course_queries.without_mediator([made.case.court_id], TUESDAY)) == [made.mediation]
    assert "mediation:appoint" in [o.url_name for o in overview_queries.panel(made.case, clerk, TUESDAY).offers]
    course_actions.appoint(mediation=made.mediation, mediator_id=he.pk, by=web(clerk), today=TUESDAY)
    assert kinds(made)[-2:] == ["mediator_replaced", "mediator_proposed"]
    course_actions.accept(proposal=course_queries.open_proposal(made.fresh()), by=web(he.user), today=date(2026, 11, 5))
    made.fresh()
    assert (made.mediation.state, made.mediation.mediator, made.mediation.due) == (MediationState.RUNNING, he, due)
    assert not made.mediation.replaced, "the parties may still ask for another once"


def test_after_filing_nobody_is_appointed_while_somebody_is_asked() -> None:
    made = dispute(running=False)
    with pytest.raises(ActionRefused, match="还有当事人没有答复"):
        course_actions.appoint(mediation=made.mediation, mediator_id=made.mediator.pk, by=made.chen, today=TUESDAY)
    made = dispute(running=False, route=Route.B)
    proposal = course_queries.open_proposal(made.mediation)
    assert proposal is not None, "before filing the mediator asks the other side"


def test_the_judge_refuses_a_paper_and_the_case_goes_on() -> None:
    from common.people.states import Role
    from mediation.outcome.states import Regret
    from mediation.texts.states import PaperRefusal
    from tests.factories.people import staff

    made = dispute()
    row = agree(made)
    judge = staff(Role.JUDGE, made.case.court)
    outcome_actions.seek_paper(agreement=row, by=made.by_li, today=TUESDAY)
    confirmation_actions.name_judge(case=made.case, by=made.chen, today=TUESDAY)
    with pytest.raises(ActionRefused, match="只有本案法官"):
        outcome_actions.refuse_paper(
            agreement=row, ground=PaperRefusal.UNLAWFUL, words="利率过高。", by=made.by_li, today=TUESDAY
        )
    with pytest.raises(ActionRefused, match="还没有制作"):
        outcome_actions.record_regret(
            agreement=row, party_id=made.respondent.pk, how=Regret.REFUSED, by=web(judge), today=TUESDAY
        )
    row = outcome_actions.refuse_paper(
        agreement=row, ground=PaperRefusal.UNLAWFUL, words="约定的利率超过法律规定。", by=web(judge), today=TUESDAY
    )
    assert (row.outcome, row.refusal) == (Outcome.PAPER_REFUSED, "unlawful")
    assert set(made.case.claims.values_list("state", flat=True)) == {"open"}
    assert kinds(made)[-1] == "paper_refused"
    assert overview_queries.panel(made.case, made.zhang, TUESDAY).offers == []


def test_who_refuses_the_paper_at_the_door_sends_it_to_trial() -> None:
    from common.people.states import Role
    from mediation.outcome.states import Regret
    from tests.factories.people import staff

    made = dispute()
    row = agree(made)
    judge, clerk = staff(Role.JUDGE, made.case.court), staff(Role.CLERK, made.case.court)
    outcome_actions.seek_paper(agreement=row, by=made.by_li, today=TUESDAY)
    confirmation_actions.name_judge(case=made.case, by=made.chen, today=TUESDAY)
    outcome_actions.make_paper(agreement=row, facts="属实。", voluntary=True, lawful=True, by=web(judge), today=TUESDAY)
    outcome_actions.paper_received(case=made.case, party_id=made.claimant.pk, on=TUESDAY, by=made.chen, today=TUESDAY)
    for who in (judge, clerk):
        assert "mediation:regret" in [o.url_name for o in overview_queries.panel(made.case, who, TUESDAY).offers]
    with pytest.raises(ActionRefused, match="已经签收"):
        outcome_actions.record_regret(
            agreement=row, party_id=made.claimant.pk, how=Regret.REFUSED, by=web(clerk), today=TUESDAY
        )
    outcome_actions.record_regret(
        agreement=row, party_id=made.respondent.pk, how=Regret.REFUSED, by=web(clerk), today=TUESDAY
    )
    event = Event.objects.get(kind="mediation.went_back")
    assert (event.party, event.actor, event.payload["how"]) == (made.respondent, clerk, "refused")
    assert set(made.case.claims.values_list("state", flat=True)) == {"open"}


def test_a_text_between_others_is_not_read_by_who_is_not_asked_to_sign_it(client) -> None:
    made = dispute()
    _, zhao_user = joined(made, "赵六", Side.RESPONDENT)
    draft = AgreementText(
        facts="借款属实。",
        items=[Item(text="李四先还一半。")],
        claim_ids=[],
        party_ids=[made.claimant.pk, made.respondent.pk],
    )
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft, by=made.chen, today=TUESDAY)
    texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    address = f"/mediation/{made.case.uid}/sign/"
    for user, status in ((made.li, 200), (zhao_user, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
    assert "mediation:sign" not in [o.url_name for o in overview_queries.panel(made.case, zhao_user, TUESDAY).offers]


def test_a_divorce_is_settled_in_person_and_nothing_is_shown_that_would_be_refused(client) -> None:
    from common.cases.actions import admit
    from common.cases.models import Representation
    from common.cases.states import Capacity

    made = dispute(cause="14", cause_name="离婚纠纷", amount=None)
    lawyer = UserFactory(name="周律师")
    Representation.objects.create(party=made.respondent, user=lawyer, name="周律师", authority="special", since=TUESDAY)
    by = web(lawyer, made.respondent)
    admit(case=made.case, user_id=lawyer.pk, capacity=Capacity.AGENT, by=by, today=TUESDAY, party=made.respondent)
    agree(made)
    shown = [o.url_name for o in overview_queries.panel(made.case, lawyer, TUESDAY).offers]
    assert "mediation:finish" not in shown
    assert "mediation:finish" in [o.url_name for o in overview_queries.panel(made.case, made.li, TUESDAY).offers]
    client.force_login(lawyer)
    assert client.get(f"/mediation/{made.case.uid}/finish/").status_code == 404


def test_a_paper_waits_no_more_for_who_has_left_but_for_both_sides() -> None:
    """民诉法100第3款: 双方. One of two claimants leaves; were it the only respondent, nothing would take effect."""
    from common.people.states import Role
    from mediation.outcome.states import Regret
    from tests.factories.people import staff

    made = dispute()
    other, user = joined(made, "王五", Side.CLAIMANT)
    row = settle(made, [(made.zhang, made.claimant), (user, other), (made.li, made.respondent)])
    judge = staff(Role.JUDGE, made.case.court)
    outcome_actions.seek_paper(agreement=row, by=made.by_li, today=TUESDAY)
    confirmation_actions.name_judge(case=made.case, by=made.chen, today=TUESDAY)
    outcome_actions.make_paper(agreement=row, facts="属实。", voluntary=True, lawful=True, by=web(judge), today=TUESDAY)
    told = {"case": made.case, "by": made.chen, "today": TUESDAY}
    for _ in range(2):
        outcome_actions.paper_received(party_id=made.claimant.pk, on=TUESDAY, **told)
        again = {**told, "party_id": made.claimant.pk, "agreement_id": row.pk}
        assert outcome_actions.paper_taken_back(**again), "a ward had signed alone: the guardian is to"
        assert not row.receipts.exists()
    outcome_actions.paper_received(party_id=made.claimant.pk, on=TUESDAY, **told)
    with pytest.raises(ActionRefused, match="请先登记调解书没有送到的情况"):
        outcome_actions.record_regret(
            agreement=row, party_id=made.respondent.pk, how=Regret.UNREACHED, by=web(judge), today=TUESDAY
        )
    leave(case=made.case, party_ids=[other.pk, made.respondent.pk], today=TUESDAY)
    assert outcome_actions.wait_for_fewer(**told) == [], "nobody of the other side is there"
    Party.objects.filter(pk=made.respondent.pk).update(left_on=None)
    assert outcome_actions.wait_for_fewer(**told) == [], "李四 has still to sign"
    outcome_actions.paper_received(party_id=made.respondent.pk, on=TUESDAY, **told)
    row.refresh_from_db()
    assert (row.outcome, row.paper_effective_on) == (Outcome.PAPER_EFFECTIVE, TUESDAY)
