"""Taking a filing back, alone or together; suing after mediation; a request nobody took up. Through the real roof."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as project
from django.urls import reverse

from common.cases.actions import link_party, set_claims, set_deadline, sweep_lapsed
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Case, Deadline, Event, Todo
from common.cases.rules import ActionRefused
from common.cases.states import Holder
from common.law.mediability import Mediability
from intake import panels
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import newest
from intake.filing import actions as filing_actions
from intake.filing.models import Filing
from intake.filing.rules.facts import claims_of
from intake.filing.rules.suing import carried, led_by, suable
from intake.review import actions as review_actions
from intake.review import queries as review_queries
from intake.review.rules import divertible, withdrawable
from mediation.course.queries import latest
from tests.factories import UserFactory
from tests.factories.intake import TODAY, by_user, general_answers, lending_answers, make_draft, make_filing

HANDLERS = list(project.EVENT_HANDLERS)
MARRIAGE_VOID = "17"


@pytest.mark.parametrize(
    ("state", "stage", "may"),
    [
        ("waiting", "review", True),
        ("correcting", "correction", True),
        ("diverted", "mediation", True),
        ("diverted", "sorting", True),
        ("diverted", "confirmation", False),
        ("diverted", "closed", False),
        ("registered", "mediation", False),
        ("returned", "returned", False),
        ("insisted", "review", False),
    ],
)
def test_a_filing_is_taken_back_only_while_it_is_possible(state: str, stage: str, may: bool) -> None:
    assert withdrawable(state=state, stage=stage).value is may


@pytest.mark.parametrize(
    ("wish", "ended", "closing", "open_claims", "may"),
    [
        ("mediate", True, "mediation_failed", 2, True),
        ("mediate", True, "mediated", 1, True),
        ("mediate", True, "confirmed", 1, True),
        ("mediate", True, "mediated", 0, False),
        ("mediate", True, "unconfirmed", 0, True),
        ("mediate", False, "", 2, False),
        ("sue", True, "unconfirmed", 2, False),
        ("sue", True, "mediated", 1, False),
    ],
)
def test_who_may_go_on_to_sue(wish: str, ended: bool, closing: str, open_claims: int, may: bool) -> None:
    assert suable(wish=wish, ended=ended, closing=closing, open_claims=open_claims).value is may


def test_what_the_law_forbids_to_mediate_is_not_diverted_even_when_asked_for() -> None:
    found = divertible(route="A", mediable=Mediability.NEVER, accepts="yes", already_mediated=False, wish="mediate")
    assert not found.value
    assert "不能调解" in found.note


def _claims(form: str, answers: dict[str, Any]) -> list[reading.ClaimDraft]:
    return claims_of(newest(form, TODAY), "mediate", answers)


def test_only_open_claims_are_carried() -> None:
    answers = lending_answers(**{"claims.claim_costs_amount": 30000})
    claims = _claims("private_lending", answers)
    form, kept = carried(newest("private_lending", TODAY), answers, claims, [3])
    assert form == "private_lending"
    assert [each.amount for each in reading.claims(newest(form, TODAY), kept)] == [12860050, None, None]


def test_without_what_its_form_asks_the_rest_is_told_in_the_general_form() -> None:
    answers = lending_answers(**{"claims.claim_costs_amount": 30000})
    claims = _claims("private_lending", answers)
    form, kept = carried(newest("private_lending", TODAY), answers, claims, [1])
    assert form == "general"
    found = reading.claims(newest(form, TODAY), kept)
    assert [each.amount for each in found] == [None, 30000, None]
    assert "判令被告" in found[0].text
    assert "借条" in kept["facts.full_text_facts"]
    assert not any("principal" in question for question in kept)


def test_rows_of_the_general_form_that_are_settled_stay_behind() -> None:
    rows = [{"text": "支付货款", "amount": 100}, {"text": "支付运费", "amount": 200}]
    answers = general_answers(**{"claims.claim_list": rows})
    form, kept = carried(newest("general", TODAY), answers, _claims("general", answers), [1])
    assert (form, kept["claims.claim_list"]) == ("general", rows[1:])


@pytest.fixture
def roof(settings: Any) -> None:
    settings.EVENT_HANDLERS = HANDLERS


def two_claimants(zhang: Any, luoding: Any) -> Filing:
    answers = lending_answers()
    second = {
        key.replace("claimant.1.", "claimant.2."): value for key, value in answers.items() if "claimant.1." in key
    }
    second |= {"claimant.2.name": "王五", "claimant.2.phone": "13800000003"}
    answers = {key: value for key, value in {**answers, **second}.items() if key != "resolution.consider_mediation"}
    return make_filing(user=zhang, court=luoding, wish="mediate", answers=answers)


def of(case: Case, name: str, user: Any) -> By:
    return By(user_id=user.pk, channel=Channel.WEB, party_id=case.parties.get(name=name).pk)


@pytest.mark.django_db
@pytest.mark.parametrize("diverted", [False, True])
def test_one_of_two_filers_leaves_alone(roof: None, luoding: Any, zhang: Any, huang: Any, diverted: bool) -> None:
    filing = two_claimants(zhang, luoding)
    case = filing.case
    if diverted:
        review_actions.divert(filing=filing, by=by_user(huang), today=TODAY)
    wang = UserFactory(name="王五", verified=True)
    link_party(party=case.parties.get(name="王五"), user_id=wang.pk, by=by_user(wang), today=TODAY)
    review_actions.withdraw(filing=filing, by=of(case, "王五", wang), today=TODAY)
    case.refresh_from_db()
    filing.refresh_from_db()
    assert case.closed_on is None
    assert case.parties.get(name="王五").left_on == TODAY
    assert filing.state == ("diverted" if diverted else "waiting")
    if diverted:
        mediation = latest(case)
        assert mediation is not None
        assert mediation.ended_on is None
    with pytest.raises(ActionRefused, match="还在本案"):
        review_actions.withdraw(filing=filing, by=of(case, "王五", wang), today=TODAY)
    review_actions.withdraw(filing=filing, by=of(case, "张三", zhang), today=TODAY)
    case.refresh_from_db()
    assert (case.stage, case.closing) == ("closed", "withdrawn")


@pytest.mark.django_db
def test_nobody_takes_back_what_is_settled(roof: None, luoding: Any, zhang: Any, client: Any) -> None:
    filing = make_filing(user=zhang, court=luoding, wish="mediate")
    case = filing.case
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=TODAY, closing="mediated")
    Filing.objects.filter(pk=filing.pk).update(state="diverted", reviewed_by=zhang, reviewed_on=TODAY)
    with pytest.raises(ActionRefused, match="已结"):
        review_actions.withdraw(filing=filing, by=of(case, "张三", zhang), today=TODAY)
    found = panels.panel(Case.objects.get(pk=case.pk), zhang, TODAY)
    assert found is not None
    assert "intake:withdraw" not in {each.url_name for each in found.offers}
    assert "intake:sue_after" in {each.url_name for each in found.offers}


@pytest.mark.django_db
def test_suing_for_the_rest_by_page(roof: None, luoding: Any, zhang: Any, client: Any) -> None:
    filing = make_filing(user=zhang, court=luoding, wish="mediate", form="general", cause="88")
    case = filing.case
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=TODAY, closing="mediated")
    client.force_login(zhang)
    address = reverse("intake:sue_after", args=[case.uid])
    assert "可以起诉" in client.get(address).content.decode()
    set_claims(case=case, claim_ids=list(case.claims.values_list("pk", flat=True)), state="settled")
    assert client.get(address).status_code == 302
    assert "都已经解决" in client.get(reverse("intake:receipt", args=[case.uid])).content.decode()


@pytest.mark.django_db
def test_what_may_not_be_mediated_is_not_taken_and_may_be_sued(luoding: Any, zhang: Any, client: Any) -> None:
    draft = make_draft(user=zhang, court=luoding, form="general", wish="mediate", cause=MARRIAGE_VOID)
    with pytest.raises(ActionRefused, match="直接起诉") as refused:
        filing_actions.submit(draft=draft, once=uuid4(), by=by_user(zhang), today=TODAY)
    assert refused.value.field == "cause"
    client.force_login(zhang)
    address = reverse("intake:check", args=[draft.uid])
    page = client.get(address).content.decode()
    assert "改为起诉" in page
    assert "提交调解申请" not in page
    client.post(address, {"sue_instead": "1"})
    draft.refresh_from_db()
    assert draft.wish == "sue"
    assert "sue_instead" not in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_request_nobody_took_up_is_urged_on_and_never_registered_first(
    roof: None, luoding: Any, zhang: Any, huang: Any, client: Any
) -> None:
    filing = make_filing(user=zhang, court=luoding, wish="mediate")
    case = filing.case
    term = Deadline.objects.get(case=case, term="appoint_mediator")
    assert not Deadline.objects.filter(case=case, term="filing_review").exists()
    assert term.due is not None
    sweep_lapsed(today=term.due + timedelta(days=1), by=SYSTEM)
    assert "转调解中心" in Todo.objects.get(case=case, done_on=None).words
    kinds = set(Event.objects.filter(case=case).values_list("kind", flat=True))
    assert "intake.centre_urged" in kinds
    assert "intake.escalated" not in kinds
    client.force_login(huang)
    page = client.get(reverse("intake:review", args=[case.uid])).content.decode()
    assert "请尽快转调解中心" in page
    assert "先行立案" not in page
    review_actions.divert(filing=filing, by=by_user(huang), today=TODAY)
    assert not Todo.objects.filter(case=case, what="register_first", done_on=None).exists()
    assert not Deadline.objects.filter(case=case, subject="filing", state="open").exists()


@pytest.mark.django_db
def test_the_centres_own_term_is_not_the_desks(roof: None, luoding: Any, zhang: Any, huang: Any) -> None:
    filing = make_filing(user=zhang, court=luoding, wish="mediate")
    own = review_queries.desk_rows(list(review_queries.worklist(Filing.objects.all(), {})), TODAY)
    assert own[0].due == Deadline.objects.get(case=filing.case, term="appoint_mediator", state="open").due
    review_actions.divert(filing=filing, by=by_user(huang), today=TODAY)
    set_deadline(
        case=filing.case, term="appoint_mediator", holder=Holder.CLERK, start=TODAY, subject="mediation:1", by=SYSTEM
    )
    Filing.objects.filter(pk=filing.pk).update(state="waiting")
    rows = review_queries.desk_rows(list(review_queries.worklist(Filing.objects.all(), {})), TODAY)
    assert rows[0].due is None


def test_a_second_filer_goes_on_in_their_own_name() -> None:
    answers = lending_answers(**{"claimant.3.party_type": "natural", "claimant.3.name": "王五"})
    form = newest("private_lending", TODAY)
    found = led_by(form, answers, 2)
    assert (found["claimant.1.name"], found["claimant.3.name"]) == ("王五", "张三")
    assert found["claimant.3.id_number"] == answers["claimant.1.id_number"]
    assert found["claims.principal_owed"] == answers["claims.principal_owed"]
    assert led_by(form, found, 2) == answers
    assert led_by(form, answers, 1) == answers
