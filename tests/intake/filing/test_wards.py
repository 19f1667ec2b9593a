"""A child sues through the mother, who files, signs and is told; a shop under its name, its keeper for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from common.cases.access import conflicts_of, opposes, visible_to
from common.cases.actions import end_guardianships
from common.cases.models import Case, Party
from common.cases.queries import search, signer_of, signers_before_clerk
from common.cases.rules import ActionRefused
from common.cases.states import Disposal, PartyKind, SignsAs
from common.delivery.queries import current_address
from common.documents.models import Paper
from common.notifications.queries import recipients_of
from intake.door.rules import fits, may_enter
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import FORM_KEYS, newest
from intake.filing import actions
from intake.filing.documents import party_block
from intake.filing.rules.complaint import complaint_from
from intake.filing.rules.standing import Account, files_as
from tests.factories import UserFactory, fictitious_id, staff
from tests.factories.intake import TODAY, ZHANG_ID, by_user, lending_answers, make_draft
from tests.tables import rows

MOTHER_ID = fictitious_id(2002)
BORN = date(2014, 5, 1)
CHILD_ID = fictitious_id(2, born=BORN)
SHOP = "91445381MA4T0A0011"


def ward_answers(**more: Any) -> dict[str, Any]:
    """小明, twelve, through his mother 王芳."""
    return lending_answers(
        **{
            "claimant.1.name": "张小明",
            "claimant.1.id_number": CHILD_ID,
            "claimant.1.birth_date": BORN.isoformat(),
            "claimant.1.gender": None,
            "claimant.1.guardian_needed": "minor",
            "claimant.1.guardian_name": "王芳",
            "claimant.1.guardian_kinship": "mother",
            "claimant.1.guardian_id_type": "identity_card",
            "claimant.1.guardian_id_number": MOTHER_ID,
            "claimant.1.guardian_phone": "13800000009",
            "service.service_recipient": "王芳",
        }
        | more
    )


def shop_answers(**more: Any) -> dict[str, Any]:
    """罗定市附城小吃店, kept by 王芳."""
    return lending_answers(
        **{
            "claimant.1.party_type": "sole_trader",
            "claimant.1.name": None,
            "claimant.1.org_name": "罗定市附城小吃店",
            "claimant.1.uscc": SHOP,
            "claimant.1.operator_name": "王芳",
            "claimant.1.operator_id_number": MOTHER_ID,
            "claimant.1.org_address": "罗定市附城街道三号",
        }
        | more
    )


# --- By rule ---------------------------------------------------------------------------------------------------------


def gaps(answers: dict[str, Any], form: str = "private_lending") -> dict[str, str]:
    return {gap.question: gap.words for gap in reading.gaps(newest(form, TODAY), "sue", answers, TODAY)}


@rows("key", FORM_KEYS)
def test_in_every_form_a_child_needs_a_guardian_and_says_who(key: str) -> None:
    child = {"claimant.1.birth_date": BORN.isoformat(), "claimant.1.id_number": CHILD_ID, "claimant.1.gender": None}
    alone = {
        question: words
        for question, words in gaps(lending_answers(**child), key).items()
        if question.startswith("claimant.")
    }
    assert list(alone) == ["claimant.1.birth_date"]
    assert "法定代理人" in alone["claimant.1.birth_date"]
    by_card = gaps(lending_answers(**child | {"claimant.1.birth_date": None}), key)
    assert "法定代理人" in by_card["claimant.1.id_number"]
    unnamed = gaps(lending_answers(**child | {"claimant.1.guardian_needed": "minor"}), key)
    assert "claimant.1.guardian_name" in unnamed
    assert not [each for each in gaps(ward_answers(), key) if each.startswith("claimant.")]


@rows(
    ("born", "refused"),
    [
        (date(2008, 11, 23), ""),  # eighteen today
        (date(2008, 11, 24), "claimant.1.minor_why"),
        (date(2010, 11, 23), "claimant.1.minor_why"),  # sixteen today: may live by own labour (民法典18)
        (date(2010, 11, 24), "claimant.1.birth_date"),
    ],
)
def test_from_sixteen_on_it_is_asked_and_from_eighteen_on_nobody_asks(born: date, refused: str) -> None:
    change = {"claimant.1.birth_date": born.isoformat(), "claimant.1.id_number": fictitious_id(1, born=born)}
    found = gaps(lending_answers(**change | {"claimant.1.gender": None}))
    assert list(found) == ([refused] if refused else [])


def test_of_the_other_side_a_guardian_is_asked_but_never_a_condition() -> None:
    child = {"respondent.1.birth_date": BORN.isoformat()}
    assert list(gaps(lending_answers(**child))) == ["respondent.1.minor_why"]
    assert gaps(lending_answers(**child | {"respondent.1.guardian_needed": "minor"})) == {}


@rows(
    ("change", "at"),
    [
        ({"claimant.1.guardian_kinship": "spouse"}, "claimant.1.guardian_kinship"),
        ({"claimant.1.guardian_kinship": "child"}, "claimant.1.guardian_kinship"),
        ({"claimant.1.guardian_kinship": "father", "claimant.1.guardian_id_number": ZHANG_ID}, "guardian_id_number"),
        ({"claimant.1.guardian_id_number": fictitious_id(4, born=date(2015, 5, 1))}, "guardian_id_number"),
        ({"claimant.1.guardian_name": "张小明"}, "guardian_name"),
        ({"respondent.1.name": "王芳"}, "opposed_guardian_name_why"),
        (
            {
                "respondent.1.name": "王芳",
                "respondent.1.id_type": "identity_card",
                "respondent.1.id_number": MOTHER_ID,
            },
            "guardian_id_number",
        ),
        (
            {
                "respondent.1.guardian_needed": "minor",
                "respondent.1.guardian_name": "王芳",
                "respondent.1.guardian_id_type": "identity_card",
                "respondent.1.guardian_id_number": MOTHER_ID,
            },
            "guardian_id_number",
        ),
    ],
)
def test_who_cannot_be_the_guardian_is_refused_at_the_field(change: dict[str, Any], at: str) -> None:
    """民法典17, 27, 31; 民诉法60. The remedy stands beside it: another guardian, or one whom the court names."""
    kin = {"claimant.1.guardian_kinship": "grandparent"}  # of either sex
    found = gaps(ward_answers(**kin | change))
    assert [each for each in found if each.endswith(at)]
    assert [each for each in found if each.startswith("claimant.1.guardian") or each.endswith("_why")] == list(found)


def test_a_unit_has_no_guardian_whatever_was_answered_before() -> None:
    given = shop_answers(**{"claimant.1.guardian_needed": "minor", "claimant.1.guardian_name": ""})
    assert gaps(given) == {}
    assert complaint_from(newest("private_lending", TODAY), "sue", given).parties[0].guardian is None


def account(name: str, number: str) -> Account:
    return Account(name=name, number=number, verified=True)


@rows(
    ("name", "number", "stands", "field"),
    [
        ("王芳", MOTHER_ID, True, ""),
        ("王芳", fictitious_id(77), False, "claimant.1.guardian_id_number"),
        ("张小明", CHILD_ID, False, "claimant.1.guardian_name"),
        ("李四", fictitious_id(1002), False, "claimant.1.guardian_name"),
    ],
)
def test_the_guardians_account_files_and_no_other(name: str, number: str, stands: bool, field: str) -> None:
    ward = {key.removeprefix("claimant.1."): value for key, value in ward_answers().items()}
    found = files_as(account(name, number), ward, [])
    assert (found.value.capacity is not None, found.value.field) == (stands, field)
    shop = {key.removeprefix("claimant.1."): value for key, value in shop_answers().items()}
    assert (files_as(account(name, number), shop, []).value.capacity is not None) is stands


@rows(
    ("typed_name", "typed", "enters"),
    [
        ("张小明", CHILD_ID[-6:], True),
        ("王芳", MOTHER_ID[-6:], True),
        ("王芳", "13800000009", True),
        ("王芳", "000000", False),
        ("王五", MOTHER_ID[-6:], False),
    ],
)
def test_at_the_door_the_guardian_gives_either_name(typed_name: str, typed: str, enters: bool) -> None:
    asked = {"kind": PartyKind.NATURAL, "name": "张小明", "id_number": CHILD_ID, "phone": ""}
    numbers = (MOTHER_ID, "13800000009")
    asked |= {"guardian": "王芳", "guardian_numbers": numbers, "typed_name": typed_name, "typed": typed}
    assert fits(**asked) is enters  # type: ignore[arg-type]


def test_only_the_guardians_checked_account_comes_in() -> None:
    common: dict[str, Any] = {
        "kind": "natural",
        "member": False,
        "guardian": "王芳",
    }
    assert may_enter(**common, verified=True, named=True).value
    assert not may_enter(**common, verified=True, named=False).value
    assert not may_enter(**common, verified=False, named=True).value


# --- In the case -----------------------------------------------------------------------------------------------------


@pytest.fixture
def mother(db: None) -> Any:
    return UserFactory(name="王芳", phone="13800000009", verified=True, id_text=MOTHER_ID)


def filed(mother: Any, luoding: Any, answers: dict[str, Any], **more: Any) -> Party:
    draft = make_draft(user=mother, court=luoding, answers=answers, **more)
    case = actions.submit(draft=draft, once=uuid4(), by=by_user(mother), today=TODAY)
    return case.parties.get(side="claimant")


@pytest.mark.django_db
def test_the_mother_acts_for_her_child(client: Any, luoding: Any, mother: Any, huang: Any) -> None:
    ward = filed(mother, luoding, ward_answers())
    assert (ward.name, ward.user, ward.guardian) == ("张小明", mother, "王芳")
    assert ward.guardian_until == date(2032, 5, 1)
    assert visible_to(mother, TODAY).get() == ward.case
    signer = signer_of(ward, mother, TODAY).value
    assert signer is not None
    assert signer.signs_as is SignsAs.GUARDIAN
    assert signer.words == "张小明（法定代理人王芳签名）"
    assert [each.name for each in signers_before_clerk(ward, TODAY, act=Disposal.SETTLE)] == ["王芳"]
    told = recipients_of(ward, TODAY)[0]
    assert (told.user_id, told.phone) == (mother.pk, "13800000009")
    address = current_address(ward)
    assert address is not None
    assert address.recipient_name == "王芳"
    words = party_block(ward, "civil")["words"]
    assert words.startswith("张小明")
    assert words.endswith("法定代理人王芳（系张小明的母亲）。")
    paper = Paper.objects.get(case=ward.case, kind="complaint")
    assert "法定代理人王芳" in str(paper.context)
    assert search(Case.objects.all(), "王芳").get() == ward.case
    assert search(Case.objects.all(), MOTHER_ID, codes=True).get() == ward.case
    proof = "王芳是张小明监护人的证明"
    receipt = Paper.objects.get(case=ward.case, kind="receipt")
    assert [proof in each for each in receipt.context["still"]] == [True]
    client.force_login(mother)
    assert proof in client.get(reverse("intake:receipt", args=[ward.case.uid])).content.decode()
    client.force_login(huang)
    page = client.get(reverse("intake:review", args=[ward.case.uid])).content.decode()
    assert "监护关系还要核对" in page
    assert proof in page
    assert MOTHER_ID not in page


@pytest.mark.django_db
def test_who_needs_no_guardian_proves_none(client: Any, luoding: Any, mother: Any, huang: Any) -> None:
    party = filed(mother, luoding, lending_answers())
    assert Paper.objects.get(case=party.case, kind="receipt").context["still"] == []
    client.force_login(huang)
    assert "监护关系" not in client.get(reverse("intake:review", args=[party.case.uid])).content.decode()


@pytest.mark.django_db
def test_a_clerk_who_is_the_guardian_is_nobody_of_the_court_in_it(luoding: Any, mother: Any) -> None:
    answers = ward_answers()
    ward = filed(mother, luoding, answers)
    clerk = staff("clerk", luoding, name="王芳")
    type(clerk).objects.filter(pk=mother.pk).update(id_hash=None, verified_on=None)
    type(clerk).objects.filter(pk=clerk.pk).update(id_hash=ward.guardian_hash, verified_on=TODAY)
    clerk = type(clerk).objects.get(pk=clerk.pk)
    assert ward.case_id in conflicts_of(clerk).sides
    other = ward.case.parties.get(side="respondent")
    assert opposes(other, user=clerk)


@pytest.mark.django_db
def test_when_the_child_comes_of_age_the_power_ends(luoding: Any, mother: Any) -> None:
    ward = filed(mother, luoding, ward_answers())
    birthday = date(2032, 5, 1)
    assert end_guardianships(today=birthday - timedelta(days=1)) == 0
    assert end_guardianships(today=birthday) == 1
    assert end_guardianships(today=birthday) == 0
    ward.refresh_from_db()
    assert (ward.guardian, ward.user, ward.guardian_ended_on) == ("", None, birthday)
    assert not visible_to(mother, birthday).exists()
    assert [each.name for each in signers_before_clerk(ward, birthday, act=Disposal.SETTLE)] == ["张小明"]
    assert "王芳的法定代理权终止" in ward.case.todos.get(what="of_age").words


@pytest.mark.django_db
def test_a_shop_is_a_party_under_its_name_with_its_keeper(luoding: Any, mother: Any) -> None:
    shop = filed(mother, luoding, shop_answers())
    assert (shop.kind, shop.name, shop.legal_representative, shop.user) == (
        PartyKind.SOLE_TRADER,
        "罗定市附城小吃店",
        "王芳",
        mother,
    )
    assert f"统一社会信用代码{SHOP}，经营者王芳，住所地罗定市附城街道三号" in party_block(shop, "civil")["words"]
    signer = signer_of(shop, mother, TODAY).value
    assert signer is not None
    assert signer.signs_as is SignsAs.OPERATOR
    assert [each.signs_as for each in signers_before_clerk(shop, TODAY, act=Disposal.SETTLE)] == [
        SignsAs.SEAL,
        SignsAs.OPERATOR,
    ]
    assert search(Case.objects.all(), "王芳").get() == shop.case


@pytest.mark.django_db
def test_an_unincorporated_body_has_a_head(luoding: Any, mother: Any) -> None:
    body = {"respondent.1.party_type": "other", "respondent.1.org_name": "云浮某某律师事务所"}
    body |= {
        "respondent.1.legal_representative": "赵六",
        "respondent.1.org_address": "云城区一路",
        "respondent.1.name": None,
    }
    filed(mother, luoding, ward_answers(**body))
    party = Party.objects.get(side="respondent")
    assert (party.kind, party.head_words) == (PartyKind.OTHER, "主要负责人赵六")
    assert [each.signs_as for each in signers_before_clerk(party, TODAY, act=Disposal.SETTLE)] == [SignsAs.SEAL]
    party.side = "claimant"  # whom it names itself signs for it; whom the other side named has yet to be proved
    assert [each.signs_as for each in signers_before_clerk(party, TODAY, act=Disposal.SETTLE)][1] is SignsAs.HEAD


@pytest.mark.django_db
def test_another_account_does_not_file_for_a_ward(luoding: Any, mother: Any, li: Any) -> None:
    draft = make_draft(user=li, court=luoding, answers=ward_answers())
    with pytest.raises(ActionRefused, match="由法定代理人代为诉讼：请用王芳的账号提交"):
        actions.submit(draft=draft, once=uuid4(), by=by_user(li), today=TODAY)
