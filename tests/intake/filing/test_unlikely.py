"""What cannot be is refused where it was said, the unlikely is asked about; the same dispute twice is named."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from common.cases.rules import ActionRefused
from intake.filing import actions
from intake.filing.models import Filing
from intake.review import actions as review_actions
from intake.review.states import CORRECTION_REASONS
from tests.factories.intake import TODAY, by_user, lending_answers, make_draft, make_filing
from tests.intake.test_pages import seen_of

pytestmark = pytest.mark.django_db

OWED = {"claims.principal_owed": 13_000_001}
WHY = "claims.owed_above_lent_why"
WORDS = "2026年5月对账，把利息一并写进了欠条。"


def u(name, *args):
    return reverse(f"intake:{name}", args=args)


def said(response):
    return response.content.decode()


@pytest.fixture
def draft(client, luoding, zhang):
    client.force_login(zhang)
    return make_draft(user=zhang, court=luoding)


def keep(draft, values):
    actions.save_answers(draft=draft, values=values, by=by_user(draft.owner))
    draft.refresh_from_db()


def send(client, draft, key, go="continue", **answers):
    """One page as a browser sends it, with these answers."""
    url = u("section", draft.uid, key)
    form = {**{name: value for name, value in answers.items() if value is not None}, "go": go}
    return client.post(url, form | {"seen": seen_of(client.get(url))})


def test_born_ahead_is_refused_at_the_field_and_kept(client, draft):
    url = u("person", draft.uid, "claimant", 1)
    given = {name: value for name, value in lending_answers().items() if name.startswith("claimant.1.")}
    sent = given | {"claimant.1.birth_date": "2030-01-01", "go": "continue", "seen": seen_of(client.get(url))}
    response = client.post(url, sent)
    assert response.status_code == 200
    assert "出生日期在今天以后，请核对后改正。" in said(response)
    draft.refresh_from_db()
    assert draft.given()["claimant.1.birth_date"] == "2030-01-01"
    assert "出生日期在今天以后" in said(client.get(url))  # opened again
    assert "原告出生日期在今天以后，请核对后改正。" in said(client.get(u("check", draft.uid)))
    with pytest.raises(ActionRefused, match="出生日期在今天以后") as refused:
        actions.submit(draft=draft, once=uuid4(), by=by_user(draft.owner), today=TODAY)
    assert refused.value.field == "claimant.1.birth_date"


def test_the_unlikely_is_asked_and_its_reason_reaches_the_clerk(client, draft, huang):
    loan = {"claims.interest_until_paid": "yes", "claims.claim_court_fee": "yes"}
    response = send(client, draft, "claims", **loan, **{"claims.principal_owed": "130000.01"})
    assert response.status_code == 200
    assert "尚欠本金比实际提供的金额还多，请核对；确实如此的，请在“说明”里写一句原因。" in said(response)
    assert f'name="{WHY}"' in said(response)
    seen = seen_of(response)
    again = loan | {"claims.principal_owed": "130000.01", WHY: WORDS, "go": "continue", "seen": seen}
    assert client.post(u("section", draft.uid, "claims"), again).status_code == 302
    draft.refresh_from_db()
    assert draft.given()[WHY] == WORDS
    assert WORDS not in json.dumps(draft.answers)  # sealed
    assert WORDS in said(client.get(u("check", draft.uid)))
    case = actions.submit(draft=draft, once=uuid4(), by=by_user(draft.owner), today=TODAY)
    client.force_login(huang)
    page = said(client.get(u("review", case.uid)))
    assert "“尚欠本金”的说明" in page
    assert WORDS in page


def test_what_is_no_longer_unlikely_is_not_asked_any_more(client, draft):
    keep(draft, OWED | {WHY: WORDS})
    assert WORDS in said(client.get(u("section", draft.uid, "claims")))
    keep(draft, {"claims.principal_owed": 100})
    assert WHY not in said(client.get(u("section", draft.uid, "claims")))
    assert WORDS not in said(client.get(u("check", draft.uid)))
    keep(draft, OWED)
    assert WORDS in said(client.get(u("section", draft.uid, "claims")))  # what was said is not lost


def test_saved_for_later_nothing_is_insisted_on(client, draft):
    response = send(client, draft, "terms", go="save", **{"terms.overdue_since": "2999-01-01"})
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.given()["terms.overdue_since"] == "2999-01-01"


def test_a_cell_of_a_table_is_named(client, draft):
    answers = {"loan.deliveries.0.date": "2025-01-01", "loan.deliveries.1.date": "2027-01-01"}
    rest = {
        "loan.contract_signing": "借条",
        "loan.lender": "张三",
        "loan.borrower": "李四",
        "loan.amount_agreed": "130000",
        "loan.amount_delivered": "130000",
        "loan.delivery_way": "cash",
    }
    send(client, draft, "loan", go="more")
    response = send(client, draft, "loan", go="save", **answers, **rest)
    page = said(send(client, draft, "loan", **answers, **rest))
    assert response.status_code == 302
    assert 'href="#id_loan.deliveries.1.date"' in page
    assert 'href="#id_loan.deliveries.0.date"' not in page


def test_a_correction_is_judged_by_the_day_of_filing(client, luoding, zhang, huang):
    filing = make_filing(user=zhang, court=luoding)
    item = {"question": "claims.principal_owed", "code": CORRECTION_REASONS[0].code, "message": ""}
    review_actions.ask_correction(filing=filing, items=[item], days=7, by=by_user(huang), today=TODAY)
    client.force_login(zhang)
    url = u("correct", filing.case.uid)
    page = client.post(url, {"claims.principal_owed": "13万零1"})
    assert page.status_code == 200
    assert f'name="{WHY}"' in said(page)
    assert client.post(url, {"claims.principal_owed": "13万零1", WHY: WORDS}).status_code == 302
    filing = Filing.objects.get(pk=filing.pk)
    assert (filing.answers["claims.principal_owed"], filing.answers[WHY]) == (13_000_100, WORDS)


def test_an_amount_in_words_is_shown_back_as_it_was_read(client, draft):
    sent = {"question": "loan.amount_agreed", "value": "三万六", "version": "1"}
    assert client.post(u("answer", draft.uid), sent).json()["reads"] == "读作 36,000.00 元"
    sent = {"question": "loan.amount_agreed", "value": "36000", "version": "2"}
    assert client.post(u("answer", draft.uid), sent).json()["reads"] == ""
    assert 'value="36000.00"' in said(client.get(u("section", draft.uid, "loan")))


# --- The same dispute twice ------------------------------------------------------------------------------------------

TWICE = "同一纠纷好像已经有一份"


def test_the_same_dispute_is_named_before_it_is_filed_again(client, luoding, zhang, li):
    filed = make_filing(user=zhang, court=luoding).case
    client.force_login(zhang)
    draft = make_draft(user=zhang, court=luoding)
    page = said(client.get(u("check", draft.uid)))
    assert TWICE in page
    assert reverse("casefile:case", args=[filed.uid]) in page
    other = make_draft(user=zhang, court=luoding)
    assert u("draft", draft.uid) in said(client.get(u("check", other.uid)))
    actions.abandon_draft(draft=draft)
    assert f'{u("draft", draft.uid)}"' not in said(client.get(u("check", other.uid)))


def test_another_cause_another_person_or_another_account_is_not_the_same(client, luoding, zhang, li):
    make_filing(user=zhang, court=luoding)
    client.force_login(zhang)
    for change, cause in (({"respondent.1.name": "王五"}, "108.3"), ({}, "88")):
        draft = make_draft(user=zhang, court=luoding, answers=lending_answers(**change), cause=cause)
        assert TWICE not in said(client.get(u("check", draft.uid)))
        actions.abandon_draft(draft=draft)
    client.force_login(li)
    draft = make_draft(user=li, court=luoding, answers=lending_answers(**{"agent.1.name": None}))
    assert TWICE not in said(client.get(u("check", draft.uid)))
