"""The door: who comes in by a code, as what, and who does not."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from common.cases.rules import ActionRefused
from intake.door import actions as door_actions
from intake.door.models import DefendantDoor
from intake.door.rules import fits, may_enter
from intake.door.views.respondent import WINDOW
from intake.review import actions as review_actions
from tests.factories import UserFactory
from tests.factories.intake import TODAY, by_user, lending_answers, make_filing
from tests.factories.people import OrganisationFactory

CODE = "91445300MA4W0000XA"


@pytest.mark.parametrize(
    ("kind", "id_number", "phone", "typed_name", "typed", "fit"),
    [
        ("natural", "11010519491231002X", "", "李 四", "31002X", True),
        ("natural", "11010519491231002X", "", "李四", "31002x", True),
        ("natural", "", "13800000002", "李四", "000002", True),
        ("natural", "", "13800000002", "李四", "00002", False),
        ("natural", "", "13800000002", "王五", "000002", False),
        ("natural", "", "", "李四", "什么都行", True),
        ("legal", CODE, "", "李四", CODE.lower(), True),
        ("legal", CODE, "", "李四", CODE[-6:], False),
        ("legal", "", "13800000002", "李四", "000002", True),
    ],
)
def test_name_and_number_are_compared(
    kind: str, id_number: str, phone: str, typed_name: str, typed: str, fit: bool
) -> None:
    found = fits(kind=kind, name="李四", id_number=id_number, phone=phone, typed_name=typed_name, typed=typed)
    assert found is fit


@pytest.mark.parametrize(
    ("kind", "side", "numbered", "verified", "named", "member", "represents", "may"),
    [
        # kind      side          number  verified named  member represents
        ("natural", "respondent", True, False, False, False, False, True),
        ("natural", "respondent", True, True, True, False, False, True),
        ("natural", "respondent", True, True, False, False, False, False),
        ("natural", "respondent", False, False, True, False, False, False),
        ("natural", "respondent", False, True, True, False, False, True),
        ("natural", "claimant", True, False, True, False, False, False),
        ("natural", "claimant", True, True, True, False, False, True),
        ("natural", "third", True, False, False, False, False, True),
        ("legal", "respondent", True, False, False, True, True, False),
        ("legal", "respondent", True, True, False, False, False, False),
        ("legal", "respondent", True, True, False, True, False, True),
        ("legal", "respondent", True, True, False, False, True, True),
        ("legal", "respondent", False, True, False, False, False, False),
        ("legal", "respondent", False, True, False, True, False, True),
        ("legal", "respondent", False, True, False, False, True, True),
        ("other", "respondent", False, False, False, True, True, False),
    ],
)
def test_what_an_account_must_have_proved(
    kind: str,
    side: str,
    numbered: bool,
    verified: bool,
    named: bool,
    member: bool,
    represents: bool,
    may: bool,
) -> None:
    found = may_enter(
        kind=kind,
        side=side,
        numbered=numbered,
        verified=verified,
        named=named,
        member=member,
        represents=represents,
    )
    assert found.value is may
    assert bool(found.note) is not may


@pytest.fixture
def company_door(luoding: Any, zhang: Any, huang: Any) -> DefendantDoor:
    """The complaint names a company and nothing but its telephone."""
    answers = lending_answers(
        **{
            "respondent.1.party_type": "legal",
            "respondent.1.org_name": "罗定石材有限公司",
            "respondent.1.org_address": "罗定市附城街道二号",
        }
    )
    filing = make_filing(user=zhang, court=luoding, answers=answers)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    return DefendantDoor.objects.select_related("party").get()


@pytest.mark.django_db
def test_a_stranger_with_code_and_name_does_not_become_the_company(company_door: DefendantDoor) -> None:
    for stranger in (UserFactory(), UserFactory(verified=True)):
        with pytest.raises(ActionRefused, match="窗口"):
            door_actions.enter_door(door=company_door, user_id=stranger.pk, by=by_user(stranger), today=TODAY)
    company_door.party.refresh_from_db()
    assert company_door.party.user is None


@pytest.mark.django_db
def test_who_acts_for_the_company_comes_in(company_door: DefendantDoor) -> None:
    user = UserFactory(verified=True)
    company = OrganisationFactory(name="罗定石材有限公司")
    company.members.create(user=user, role="legal_representative", since=TODAY)
    door_actions.enter_door(door=company_door, user_id=user.pk, by=by_user(user), today=TODAY)
    company_door.party.refresh_from_db()
    assert company_door.party.user == user


@pytest.mark.django_db
def test_guessing_behind_the_proxy_slows_its_own_address_and_that_for_seconds(
    settings: Any, luoding: Any, zhang: Any, huang: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cache.clear()
    filing = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    right = {"code": DefendantDoor.objects.get().code, "name": "李四", "identity": "000002"}

    def come(address: str, **typed: str) -> int:
        return Client().post(reverse("intake:door"), right | typed, headers={"x-forwarded-for": address}).status_code

    for _ in range(15):
        assert come("198.51.100.7", code="2222222222") == 200
    assert come("198.51.100.7") == 200
    assert come("198.51.100.8") == 302
    assert WINDOW <= 30
    cache.clear()  # its half minute is over
    assert come("198.51.100.7") == 302
