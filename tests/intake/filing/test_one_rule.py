"""The last page offers the button exactly where the act would be done: both ask `queries.in_the_way`."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from common.cases.events import Channel
from common.cases.rules import ActionRefused
from intake.filing import actions, queries
from tests.factories import fictitious_id
from tests.factories.intake import (
    TODAY,
    ZHANG_ID,
    as_the_number_says,
    by_user,
    general_answers,
    lending_answers,
    make_draft,
)
from tests.tables import rows

pytestmark = pytest.mark.django_db

BORN = date(2014, 5, 1)
BUTTON = "提交立案申请"
NO_CLAIM = {"claims.claim_list": [{"text": "", "amount": 8_000_000}]}
NO_PHONE = {"service.service_phone": "没有"}


def spoil(change: dict[str, Any], form: str = "private_lending") -> dict[str, Any]:
    return (lending_answers if form == "private_lending" else general_answers)(**change)


def without(prefix: str) -> dict[str, Any]:
    return {key: None for key in lending_answers() if key.startswith(prefix)}


@rows(
    ("form", "change", "at"),
    [
        ("private_lending", {}, ""),
        ("private_lending", without("respondent.1."), "respondent."),
        ("private_lending", without("claimant.1."), "claimant."),
        ("general", NO_CLAIM, "claims.claim_list"),
        ("private_lending", NO_PHONE | {"service.e_service_ways": ["sms"]}, "service.service_phone"),
        (
            "private_lending",
            {"service.service_phone": "0766-8123456", "service.e_service_ways": ["sms"]},
            "service.service_phone",
        ),
        ("private_lending", NO_PHONE, ""),
        ("private_lending", {"service.e_service_ways": ["email"]}, "service.e_service_account"),
        ("private_lending", {"claims.claim_guarantee": "yes"}, "claims.claim_guarantee_detail"),
        (
            "private_lending",
            {"respondent.1.name": "张三", "respondent.1.phone": "13800000001", "loan.borrower": "张三"},
            "respondent.1.name",
        ),
    ],
)
def test_the_button_stands_there_exactly_when_it_would_work(
    client: Any, luoding: Any, zhang: Any, form: str, change: dict[str, Any], at: str
) -> None:
    zhang.phone_verified = True
    zhang.save()
    client.force_login(zhang)
    cause = "108.3" if form == "private_lending" else "88"
    draft = make_draft(user=zhang, court=luoding, form=form, cause=cause, answers=spoil(change, form))
    page = client.get(reverse("intake:check", args=[draft.uid])).content.decode()
    assert (BUTTON in page) == (not at)
    if not at:
        actions.submit(draft=draft, once=uuid4(), by=by_user(zhang), today=TODAY)
        return
    with pytest.raises(ActionRefused) as refused:
        actions.submit(draft=draft, once=uuid4(), by=by_user(zhang), today=TODAY)
    assert str(refused.value) in page
    gaps = queries.in_the_way(draft, TODAY, at_counter=False)
    assert at in {gap.question for gap in gaps}
    for gap in gaps:
        assert f'href="{queries.address_of(draft, gap)}"' in page


def test_at_the_counter_nobody_without_a_telephone_is_served_by_sms(luoding: Any, huang: Any) -> None:
    answers = lending_answers(**NO_PHONE)
    draft = make_draft(user=huang, court=luoding, channel=Channel.COUNTER, answers=answers)
    (gap,) = queries.in_the_way(draft, TODAY, at_counter=True)
    assert gap.question == "service.service_phone"
    with pytest.raises(ActionRefused, match="收件电话又收不到短信"):
        actions.submit(draft=draft, once=uuid4(), by=by_user(huang, Channel.COUNTER), today=TODAY)


def test_without_a_court_it_says_so_once(client: Any, luoding: Any, zhang: Any) -> None:
    client.force_login(zhang)
    draft = make_draft(user=zhang, court=luoding)
    draft.court = None
    draft.save()
    assert [gap.question for gap in queries.in_the_way(draft, TODAY, at_counter=False)] == ["court"]
    assert BUTTON not in client.get(reverse("intake:check", args=[draft.uid])).content.decode()


def test_the_guardian_whom_the_ward_sues_is_told_who_else_may_act(luoding: Any, zhang: Any) -> None:
    """The grandfather files for the child against himself, whom the telephone alone names (民法典31, 36)."""
    zhang.phone_verified = True
    zhang.save()
    ward = {
        "claimant.1.name": "张小明",
        "claimant.1.id_number": fictitious_id(2, born=BORN),
        **as_the_number_says(fictitious_id(2, born=BORN)),
        "claimant.1.guardian_needed": "minor",
        "claimant.1.guardian_name": "张三",
        "claimant.1.guardian_kinship": "grandparent",
        "claimant.1.guardian_id_type": "identity_card",
        "claimant.1.guardian_id_number": ZHANG_ID,
        "claimant.1.guardian_phone": "13800000001",
        "respondent.1.name": "张三",
        "respondent.1.phone": "13800000001",
        "agent.1.name": None,
    }
    draft = make_draft(user=zhang, court=luoding, answers=lending_answers(**ward))
    found = {gap.question: gap.words for gap in queries.in_the_way(draft, TODAY, at_counter=False)}
    assert "由法院指定" in found["respondent.1.name"]
