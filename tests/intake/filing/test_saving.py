"""A draft is saved an answer at a time, by however many windows; a guest's becomes the account's."""

from __future__ import annotations

from uuid import uuid4

import pytest

from common.cases.rules import ActionRefused
from common.law import clock
from intake.filing import actions
from intake.filing.models import Draft, Filing
from tests.factories.intake import TODAY, by_user, general_answers, make_draft

pytestmark = pytest.mark.django_db


def test_two_windows_on_one_draft_lose_nothing(luoding, zhang):
    draft = make_draft(user=zhang, court=luoding)
    seen = {"loan.lender": draft.version("loan.lender"), "loan.borrower": draft.version("loan.borrower")}
    first = actions.save_answers(draft=draft, values={"loan.lender": "甲"}, versions=seen, by=by_user(zhang))
    assert not first.conflicts
    second = actions.save_answers(
        draft=draft, values={"loan.lender": "乙", "loan.borrower": "丙"}, versions=seen, by=by_user(zhang)
    )
    (conflict,) = second.conflicts
    assert (conflict.mine, conflict.theirs) == ("乙", "甲")
    draft.refresh_from_db()
    assert draft.given()["loan.lender"] == "甲"
    assert draft.given()["loan.borrower"] == "丙"
    over = actions.save_answers(
        draft=draft, values={"loan.lender": "乙"}, versions={"loan.lender": conflict.version}, by=by_user(zhang)
    )
    assert not over.conflicts


def test_saving_the_same_again_changes_nothing(luoding, zhang):
    draft = make_draft(user=zhang, court=luoding)
    before = draft.version("loan.lender")
    saved = actions.save_answers(draft=draft, values={"loan.lender": "张三"}, versions={}, by=by_user(zhang))
    assert saved.versions == {"loan.lender": before}
    assert not saved.conflicts


def test_a_saved_answer_is_one_update(luoding, zhang, django_assert_num_queries):
    draft = make_draft(user=zhang, court=luoding)
    with django_assert_num_queries(2):
        actions.save_answers(draft=draft, values={"loan.lender": "甲"}, by=by_user(zhang))


def test_an_answer_the_form_does_not_ask_is_refused(luoding, zhang):
    draft = make_draft(user=zhang, court=luoding)
    for question in ("claims.nothing", "claimant.name", "claimant.99.name", "loan.deliveries.0.evil", "x"):
        with pytest.raises(ActionRefused):
            actions.save_answers(draft=draft, values={question: "1"}, by=by_user(zhang))


def test_table_cells_are_answers_of_their_own(luoding, zhang):
    draft = make_draft(user=zhang, court=luoding, form="general", cause="88", answers=general_answers())
    actions.save_answers(draft=draft, values={"claims.claim_list.1.text": "赔偿损失"}, by=by_user(zhang))
    draft.refresh_from_db()
    assert draft.given()["claims.claim_list"][1]["text"] == "赔偿损失"
    assert draft.given()["claims.claim_list"][0]["amount"] == 4620000


def test_a_guests_draft_becomes_the_accounts(luoding, zhang):
    draft = actions.start_draft(by=by_user(None), today=TODAY, form="general", wish="sue", guest="token-of-the-session")
    assert actions.claim_for_user(guest="token-of-the-session", user_id=zhang.pk) == 1
    draft.refresh_from_db()
    assert draft.owner == zhang


def test_what_was_handed_in_is_left_in_no_draft(luoding, zhang):
    """The filing has it, sealed; of the draft stays that there was one."""
    draft = make_draft(user=zhang, court=luoding)
    before = draft.given()
    actions.hand_over(draft=draft, now=clock.now())
    case = actions.submit(draft=draft, once=uuid4(), by=by_user(zhang), today=TODAY)
    kept = Draft.objects.filter(pk=draft.pk).values().get()
    assert (kept["answers"], kept["handover_hash"], kept["state"]) == ({}, "", "submitted")
    assert [name for name, value in kept.items() if "张三" in str(value) or "李四" in str(value)] == []
    assert Filing.objects.get(case=case).answers == before
    with pytest.raises(ActionRefused):  # a window that was left open brings nothing back into it
        actions.save_answers(draft=draft, values={"loan.lender": "张三"}, by=by_user(zhang))
    assert Draft.objects.get(pk=draft.pk).answers == {}
