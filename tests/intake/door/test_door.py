"""The door: who comes in by a code, as what, and who does not."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from common.cases.rules import ActionRefused
from common.law import clock
from common.people.actions import verify_identity
from intake.door import actions as door_actions
from intake.door.models import DefendantDoor
from intake.door.rules import Pleading, admits, fits, may_enter
from intake.review import actions as review_actions
from tests.factories import UserFactory, fictitious_id
from tests.factories.intake import TODAY, by_user, lending_answers, make_filing
from tests.factories.people import OrganisationFactory
from tests.tables import rows

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
        ("legal", CODE, "", "李四", CODE[-6:], True),
        ("legal", CODE, "", "李四", " 00 00xa ", True),
        ("legal", CODE, "", "李四", f"{CODE[:9].lower()} {CODE[9:]}", True),
        ("legal", CODE, "", "李四", CODE[-5:], False),
        ("legal", CODE, "", "李四", "10000XA", False),
        ("legal", CODE, "", "李四", "", False),
        ("legal", "", "13800000002", "李四", "000002", True),
    ],
)
def test_name_and_number_are_compared(
    kind: str, id_number: str, phone: str, typed_name: str, typed: str, fit: bool
) -> None:
    found = fits(kind=kind, name="李四", id_number=id_number, phone=phone, typed_name=typed_name, typed=typed)
    assert found is fit


@pytest.mark.parametrize(
    ("kind", "verified", "named", "member", "confirmed", "may"),
    [
        # kind     verified named member confirmed
        ("natural", False, False, False, False, False),
        ("natural", False, True, False, False, False),
        ("natural", True, False, False, False, False),
        ("natural", True, True, False, False, True),
        ("legal", False, False, True, True, False),
        ("legal", True, False, False, False, False),
        ("legal", True, True, False, False, False),
        ("legal", True, False, True, False, True),
        ("legal", True, False, False, True, True),
        ("other", True, False, False, False, False),
        ("other", True, False, True, False, True),
        ("other", False, False, True, True, False),
    ],
)
def test_what_an_account_must_have_proved(
    kind: str, verified: bool, named: bool, member: bool, confirmed: bool, may: bool
) -> None:
    """在线诉讼规则7, 民诉法51: a checked real name always; nothing that the other side typed proves anybody."""
    found = may_enter(kind=kind, verified=verified, named=named, member=member, confirmed=confirmed)
    assert found.value is may
    assert bool(found.note) is not may


ADMITTING = [
    ("我方承认全部请求。", True),
    ("我认可全部请求", True),
    ("同意原告的诉讼请求。", True),
    ("对原告的诉讼请求无异议", True),
    ("愿意接受对方的第一项请求", True),
    ("不承认原告的请求", False),
    ("不同意全部诉讼请求。", False),
    ("已经还清，请求驳回诉讼请求。", False),
    ("同意调解。", False),
    ("承认借过钱，但已还清。", False),
]


@pytest.mark.parametrize(("text", "admitted"), ADMITTING)
def test_what_admits_a_claim_in_ones_own_words(text: str, admitted: bool) -> None:
    assert admits(Pleading(text, None, {})) == ("text" if admitted else "")


@pytest.mark.django_db
def test_a_nameless_account_takes_no_seat_and_is_led_to_the_check(luoding: Any, zhang: Any, huang: Any) -> None:
    """The number is one the claimant typed. After the check the same code leads in."""
    filing = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    door = DefendantDoor.objects.get()
    user, client = UserFactory(name=""), Client()
    client.force_login(user)
    client.post(reverse("intake:door"), {"code": door.code, "name": "李四", "identity": "000002"})
    page = client.post(reverse("intake:door_enter"), follow=True).content.decode()
    assert "请先完成实名认证" in page
    assert f"{reverse('people:real-name')}?next={reverse('intake:door_enter')}" in page
    assert filing.case.parties.get(side="respondent").user is None
    verify_identity(user=user, name="李四", number=fictitious_id(1002), on=TODAY)
    assert client.post(reverse("intake:door_enter")).status_code == 302
    assert filing.case.parties.get(side="respondent").user == user


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
    settings: Any, luoding: Any, zhang: Any, huang: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    cache.clear()
    filing = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    right = {"code": DefendantDoor.objects.get().code, "name": "李四", "identity": "000002"}

    def come(address: str, **typed: str) -> int:
        return Client().post(reverse("intake:door"), right | typed, headers={"x-forwarded-for": address}).status_code

    waited: list[float] = []
    monkeypatch.setattr("common.web.pace.pause", waited.append)
    for _ in range(25):
        assert come("198.51.100.7", code="2222222222") == 200
    assert len(waited) == 5
    assert come("198.51.100.7") == 302  # slowed, never shut: the hall's own code is another's business
    assert len(waited) == 5
    assert come("198.51.100.8", code="2222222222") == 200
    assert len(waited) == 5  # counted by the visitor, not by the proxy both came through


# --- The operator of a 个体工商户 -----------------------------------------------------------------------------------

OPERATOR = fictitious_id(3003)
SHOP = "91445381MA4T0A0011"


@rows(
    ("name", "typed", "enters"),
    [
        ("王芳", OPERATOR[-6:], True),
        ("王芳", "800009", True),  # of the shop's telephone
        ("罗定市附城小吃店", SHOP, True),
        ("罗定市附城小吃店", OPERATOR[-6:], False),
        ("王芳", "000000", False),
        ("王五", OPERATOR[-6:], False),
    ],
)
def test_an_operator_gives_either_name(name: str, typed: str, enters: bool) -> None:
    shop: dict[str, Any] = {
        "kind": "sole_trader",
        "name": "罗定市附城小吃店",
        "id_number": SHOP,
        "phone": "13800800009",
    }
    numbers = (OPERATOR, "13800800009")
    assert fits(**shop, typed_name=name, typed=typed, operator="王芳", operator_numbers=numbers) is enters


@pytest.mark.django_db
@rows(
    ("name", "number", "written", "enters"),
    [
        ("王芳", OPERATOR, OPERATOR, True),
        ("王芳", fictitious_id(77), OPERATOR, False),  # of the same name, another person
        ("王芳", fictitious_id(78), None, False),  # nobody said who operates it: to the window with the licence
    ],
)
def test_the_operators_checked_account_comes_in(
    luoding: Any, zhang: Any, huang: Any, name: str, number: str, written: str | None, enters: bool
) -> None:
    """民诉解释59: the number that was filed and the one that was checked are one, else the window looks."""
    answers = lending_answers(
        **{
            "respondent.1.party_type": "sole_trader",
            "respondent.1.name": None,
            "respondent.1.org_name": "罗定市附城小吃店",
            "respondent.1.uscc": SHOP,
            "respondent.1.operator_name": "王芳",
            "respondent.1.operator_id_number": written,
            "respondent.1.org_address": "罗定市附城街道三号",
        }
    )
    case = make_filing(user=zhang, court=luoding, answers=answers).case
    party = case.parties.get(side="respondent")
    code = door_actions.make_door(party=party, by=by_user(huang), today=TODAY)
    wang = UserFactory(name=name, verified=True, id_text=number)
    found = door_actions.try_door(code=code, name="王芳", identity="000002", place="198.51.100.7", now=clock.now())
    assert found is not None
    if enters:
        door_actions.enter_door(door=found, user_id=wang.pk, by=by_user(wang), today=TODAY)
        party.refresh_from_db()
        assert party.user == wang
    else:
        with pytest.raises(ActionRefused, match="经营者实名认证"):
            door_actions.enter_door(door=found, user_id=wang.pk, by=by_user(wang), today=TODAY)
