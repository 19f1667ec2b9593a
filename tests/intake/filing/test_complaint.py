"""What answers amount to, as tables, without a database."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest

from common.cases.states import Authority, FactKey, PartyKind, Side
from common.delivery.states import EChannel
from intake.door.rules import pleading_from
from intake.elements.rules.forms import answer_form, newest
from intake.filing.rules.complaint import Complaint, complaint_from
from tests.factories.intake import TODAY, ZHANG_ID, agent, general_answers, lending_answers
from tests.tables import rows

COMPANY = {
    "respondent.1.party_type": "legal",
    "respondent.1.org_name": "罗定石材有限公司",
    "respondent.1.uscc": "91445381mabcdef12x",
    "respondent.1.org_address": "罗定市附城街道二号",
    "respondent.1.legal_representative": "赵六",
}
LAWYER = agent("王律师", "+86 13800000009", unit="广东泷州律师事务所", powers=["settle", "appeal"]) | {
    "agent.2.name": None
}


def loan(wish: str = "sue", **more: Any) -> Complaint:
    return complaint_from(newest("private_lending", TODAY), wish, lending_answers(**more))


def test_a_complaint_in_full() -> None:
    found = loan()
    claimant, respondent = found.parties
    assert (claimant.side, claimant.kind, claimant.at) == (Side.CLAIMANT, PartyKind.NATURAL, "claimant.1")
    assert (claimant.name, claimant.id_number, claimant.gender) == ("张三", ZHANG_ID, "女")
    assert (claimant.birth_date, claimant.address) == (date(1949, 12, 31), "罗定市罗城街道一号")
    assert (respondent.side, respondent.name, respondent.gender) == (Side.RESPONDENT, "李四", "")
    assert found.amount == 12860050
    assert [each.amount for each in found.claims] == [12860050, None, None]
    assert found.facts == {
        FactKey.ACCEPTS_MEDIATION: "yes",
        FactKey.MONETARY_ONLY: True,
        FactKey.RESPONDENT_WHEREABOUTS_KNOWN: True,
    }
    assert found.agents == ()
    assert (found.address.recipient, found.address.consents) == ("张三", True)
    with pytest.raises(FrozenInstanceError):
        found.claims = ()  # type: ignore[misc]


@rows(
    ("more", "found"),
    [
        ({}, ("natural", "李四", "罗定市附城街道二号", "13800000002")),
        ({"respondent.1.habitual_residence": "云城区三号"}, ("natural", "李四", "云城区三号", "13800000002")),
        ({"respondent.1.phone": "没有"}, ("natural", "李四", "罗定市附城街道二号", "")),
        ({"respondent.1.phone": "+86 138 0000 0002"}, ("natural", "李四", "罗定市附城街道二号", "13800000002")),
        (COMPANY, ("legal", "罗定石材有限公司", "罗定市附城街道二号", "13800000002")),
    ],
)
def test_a_party(more: dict[str, Any], found: tuple[str, ...]) -> None:
    (one,) = loan(**more).of_side(Side.RESPONDENT)
    assert (one.kind, one.name, one.address, one.phone) == found


def test_what_belongs_to_a_unit_stands_with_a_unit_alone() -> None:
    (unit,) = loan(**COMPANY).of_side(Side.RESPONDENT)
    assert (unit.id_number, unit.legal_representative) == ("91445381MABCDEF12X", "赵六")
    (person,) = loan(**(COMPANY | {"respondent.1.party_type": "natural"})).of_side(Side.RESPONDENT)
    assert (person.name, person.id_number, person.legal_representative) == ("李四", "", "")


def test_a_third_party_stands_in_a_suit_and_not_in_a_request_for_mediation() -> None:
    third = {"third_party.1.party_type": "natural", "third_party.1.name": "王五"}
    assert [each.name for each in loan(**third).of_side(Side.THIRD)] == ["王五"]
    asked = loan("mediate", **third)
    assert asked.of_side(Side.THIRD) == []
    assert asked.facts[FactKey.ACCEPTS_MEDIATION] == "yes"
    assert not any("判令" in each.text for each in asked.claims)


@rows(
    ("more", "authority", "powers"),
    [
        ({}, Authority.SPECIAL, ("代为和解", "代为提起上诉")),
        ({"agent.1.authority": "general"}, Authority.GENERAL, ()),
        ({"agent.1.authority": None}, Authority.GENERAL, ()),
    ],
)
def test_an_agent_and_what_it_may_do(more: dict[str, Any], authority: Authority, powers: tuple[str, ...]) -> None:
    (one,) = loan(**(LAWYER | more)).agents
    assert (one.name, one.phone, one.unit) == ("王律师", "13800000009", "广东泷州律师事务所")
    assert (one.authority, one.powers) == (authority, powers)


def test_whoever_says_there_is_no_agent_has_none() -> None:
    assert loan(**(LAWYER | {"agent.1.name": None})).agents == ()


@rows(
    ("ways", "account", "channel", "email"),
    [
        (["portal"], "", EChannel.PORTAL, ""),
        (["sms", "email"], "13800000001", EChannel.SMS, ""),
        (["email"], "zhang@example.org", EChannel.EMAIL, "zhang@example.org"),
        (["email"], "13800000001", EChannel.SMS, ""),  # no mailbox was given
        (None, None, EChannel.PORTAL, ""),
    ],
)
def test_how_one_is_reached(ways: Any, account: Any, channel: EChannel, email: str) -> None:
    found = loan(**{"service.e_service_ways": ways, "service.e_service_account": account}).address
    assert (found.channel, found.email) == (channel, email)


def test_without_a_recipient_papers_go_to_the_claimant() -> None:
    found = loan(**{"service.service_recipient": "", "service.e_service": "no"}).address
    assert (found.recipient, found.consents) == ("张三", False)


def test_what_nobody_answered_makes_as_much_of_a_complaint_as_there_is() -> None:
    found = complaint_from(newest("general", TODAY), "sue", {})
    assert (found.parties, found.claims, found.amount, found.agents) == ((), (), None, ())
    whole = complaint_from(newest("general", TODAY), "sue", general_answers())
    assert [each.amount for each in whole.claims] == [4620000, None]


def test_an_answer_says_its_points_in_the_order_of_the_form() -> None:
    form = answer_form(newest("private_lending", TODAY))
    assert form is not None
    given = {
        "answer_items.ac_interest": "agreed",
        "answer_items.ac_principal": "disputed",
        "answer_items.ac_principal_reason": "",
        "answer_items.unknown": "agreed",
    }
    found = pleading_from(form, given, "  只借了十万元。 ")
    assert (found.text, found.empty) == ("只借了十万元。", False)
    assert [each["value"] for each in found.rows()] == ["有异议", "无异议"]
    assert pleading_from(form, {"answer_items.ac_principal": None}, " ").empty
    assert pleading_from(None, given, "").empty
