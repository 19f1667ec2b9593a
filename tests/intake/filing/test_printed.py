"""Every question of every form is printed in the complaint, or named as one that is not, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from common.cases.models import Party, Representation
from common.cases.states import Side
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import FORM_KEYS, Field, FormSpec, Section, load, versions
from intake.filing.documents import party_block
from intake.filing.models import Filing
from intake.filing.rules.complaint import SIDES, complaint_from
from intake.filing.rules.facts import claims_of
from intake.filing.rules.printed import UNPRINTED, UNPRINTED_OF_PARTIES, printed
from tests.factories import fictitious_id
from tests.factories.intake import TODAY, lending_answers, make_filing
from tests.tables import rows

WHO = {
    "party_type": "natural",
    "name": "某甲",
    "id_number": fictitious_id(7),
    "domicile": "某街一号",
    "phone": "13800000000",
}


def asked() -> Iterator[tuple[str, str, str, Section, Field]]:
    """(form, version, wish, section, question): all that is asked, and the whys of what is unlikely."""
    for key in FORM_KEYS:
        for version in versions(key):
            form = load(key, version)
            for wish in ("sue", "mediate"):
                for section in form.for_wish(wish):
                    for each in section.fields:
                        yield key, version, wish, section, each


QUESTIONS = list(asked())


def answer_to(each: Field) -> Any:
    """An answer that is found again on the paper."""
    if each.options:
        code = each.options[0 if each.key == "guardian_kinship" else -1].code  # the last is no relative
        return [code] if each.type == "multi_choice" else code
    if each.type == "table":
        text = {column.key: f"某{column.key}" for column in each.columns if column.type in ("text", "textarea")}
        return [text]
    special = {"money": 1234567, "percent": "3.85", "date": "2021-03-04", "yes_no": "yes"}
    numbers = {"id_number", "guardian_id_number", "operator_id_number"}
    said = (
        fictitious_id(9) if each.key in numbers else "91440000MA0000000X" if each.key == "uscc" else f"答案{each.key}"
    )
    return special.get(each.type) or said


def answered(section: Section, each: Field) -> dict[str, Any]:
    """The answer, with what has to be answered for the question to be asked."""
    found = {each.key: answer_to(each)}
    while each.condition is not None:
        lead = section.field(each.condition.field)
        value = each.condition.values[0] if each.condition.values else answer_to(lead)
        found[lead.key] = [value] if lead.type == "multi_choice" else value
        each = lead
    return found


def paper(form: FormSpec, wish: str, given: dict[str, Any]) -> str:
    """The words of the complaint: headings, claims and what stands below them."""
    told = printed(form, wish, given, TODAY)
    complaint = complaint_from(form, wish, given)
    text = [each.text for each in claims_of(form, wish, given)]
    for side in Side:
        for order, one in enumerate(complaint.of_side(side), start=1):
            party = Party(pk=1, side=side, order=order, kind=one.kind, name=one.name, gender=one.gender)
            party.birth_date, party.address, party.home = one.birth_date, one.address, one.home
            party.legal_representative, party.id_number, party.phone = (
                one.legal_representative,
                one.id_number,
                one.phone,
            )
            party.set_guardian(one.guardian)
            agents = [
                Representation(name=each.name, unit=each.unit, authority=each.authority, powers=list(each.powers))
                for each in complaint.agents
            ]
            party._prefetched_objects_cache = {"representations": agents}
            block = party_block(party, "dispute", told.people.get((side.value, order), {}))
            text += [block["words"], *block["agents"]]
    listed = [*told.claims, *(row for section in told.sections for row in section["rows"])]
    return "\n".join([*text, *(f"{row['label']}：{row['value']}" for row in listed)])


def words_of(each: Field, value: Any) -> str:
    if each.type == "table":
        return next(iter(value[0].values()))
    return reading.shown_words(each, value, masked=True).removesuffix(" 元")


def place_of(section: Section) -> str:
    return f"{section.key}.1." if section.repeat else f"{section.key}."


def lost(key: str, version: str, wish: str, section: Section, each: Field) -> str:
    """The question whose answer the paper does not say; nothing where it does."""
    given = {f"claimant.1.{name}": value for name, value in WHO.items()}
    given |= {f"{section.key}.1.{name}": value for name, value in WHO.items()} if section.key in SIDES else {}
    if section.key == "agent":
        given |= {"agent.1.name": "某律师"}
    if each.key == "guardian_kinship":
        given[f"{place_of(section)}guardian_name"] = "某乙"
    given |= {f"{place_of(section)}{name}": value for name, value in answered(section, each).items()}
    said = words_of(each, given[f"{place_of(section)}{each.key}"])
    return "" if said and said in paper(load(key, version), wish, given) else f"{key} {wish} {section.key}.{each.key}"


def named(section: Section, each: Field) -> bool:
    return each.key in UNPRINTED_OF_PARTIES if section.key in SIDES else f"{section.key}.{each.key}" in UNPRINTED


def test_what_is_asked_is_printed_or_named() -> None:
    """The whys of what is unlikely are printed where they were asked: below."""
    asked_for = [each for each in QUESTIONS if not each[4].asks and not named(each[3], each[4])]
    assert len(asked_for) > 300
    missing = sorted({found for each in asked_for if (found := lost(*each))})
    assert not missing, "\n".join(missing)


def test_why_an_answer_is_unlikely_is_printed() -> None:
    form = load("private_lending", versions("private_lending")[-1])
    more = {"loan.amount_delivered": 100, "claims.owed_above_lent_why": "另有一笔没有写进合同"}
    assert "另有一笔没有写进合同" in paper(form, "sue", lending_answers(**more))


def test_what_is_not_printed_is_asked() -> None:
    asked_for = {each.key if s.key in SIDES else f"{s.key}.{each.key}" for _, _, _, s, each in QUESTIONS}
    assert set(UNPRINTED) | set(UNPRINTED_OF_PARTIES) <= asked_for


def test_an_answer_said_in_a_claim_is_not_said_twice() -> None:
    form = load("private_lending", versions("private_lending")[-1])
    given = {"claims.principal_owed": 100, "claims.interest_owed": 200, "claims.interest_as_of": "2026-01-02"}
    assert printed(form, "sue", given, TODAY).claims == []
    alone = {"claims.interest_as_of": "2026-01-02"}  # of no sum: no claim says it
    assert [each["value"] for each in printed(form, "sue", alone, TODAY).claims] == ["2026年1月2日"]


@rows(
    ("more", "words"),
    [
        ({"claimant.1.id_type": "passport"}, "护照号码"),
        ({"claimant.1.id_type": "identity_card"}, "公民身份号码"),
        ({"claimant.1.ethnicity": "汉族", "claimant.1.employer": "某厂"}, "汉族，工作单位某厂"),
        ({"claimant.1.habitual_residence": "云城区二号"}, "住云城区二号，户籍所在地罗定市罗城街道一号"),
    ],
)
def test_a_heading_is_put_in_order(more: dict[str, Any], words: str) -> None:
    form = load("private_lending", versions("private_lending")[-1])
    assert words in paper(form, "sue", lending_answers(**more))


@pytest.mark.django_db
def test_the_paper_and_the_case_page_say_how_a_claim_was_worked_out(client: Any, luoding: Any, zhang: Any) -> None:
    more = {
        "claims.interest_method": "按年利率百分之六",
        "claims.claim_costs": "yes",
        "claims.claim_costs_amount": 300000,
        "claims.claim_costs_detail": "律师费三千元",
    }
    filing: Filing = make_filing(user=zhang, court=luoding, answers=lending_answers(**more))
    row = filing.case.papers.get(kind="complaint")
    assert {"label": "费用明细", "value": "律师费三千元"} in row.context["beside"]
    assert {"label": "利息计算方式", "value": "按年利率百分之六"} in row.context["beside"]
    client.force_login(zhang)
    page = client.get(f"/cases/{filing.case.uid}/").content.decode()
    assert "律师费三千元" in page
    assert "按年利率百分之六" in page
