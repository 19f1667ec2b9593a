"""A "yes" demands what it reveals, a row says what makes it one, and nobody asks for 0 yuan: in every form
(民诉法122(3): 具体的诉讼请求)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from intake.door.rules import unreasoned
from intake.elements.forms.sections import SectionForm
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import (
    ANSWERED,
    FORM_KEYS,
    Field,
    FormSpec,
    Section,
    answer_form,
    newest,
    question_id,
)
from tests.factories.intake import TODAY, general_answers, lending_answers
from tests.tables import rows

# Answers that reveal nothing anybody must know: the guardian of the other side is found out by the court, and what
# kind of unit one is says the licence.
OPEN = {
    ("respondent", "guardian_needed"),
    ("third_party", "guardian_needed"),
}


def revealing() -> Iterator[Any]:
    """Each answer of a choice upon which further questions are asked, of the complaints and of the answers to them."""
    forms = [newest(key, TODAY) for key in FORM_KEYS]
    for form in [*forms, *(answer_form(each) for each in forms if each.key in ANSWERED)]:
        assert form is not None
        for section in form.sections:
            for asked in section.fields:
                hung = [each for each in section.fields if each.condition and each.condition.field == asked.key]
                for code in sorted({value for each in hung if each.condition for value in each.condition.values}):
                    if (section.key, asked.key) not in OPEN:
                        yield pytest.param(
                            form, section, asked, code, id=f"{form.key}-{section.key}-{asked.key}-{code}"
                        )


def chosen(section: Section, field: Field, code: str) -> dict[str, Any]:
    """This answer, with those that its own question hangs on."""
    index = 1 if section.repeat else None
    value: Any = [code] if field.type == "multi_choice" else code
    found = {question_id(section.key, field.key, index): value}
    if field.condition is not None:
        found |= chosen(section, section.field(field.condition.field), field.condition.values[0])
    return found


@pytest.mark.parametrize(("form", "section", "asked", "code"), list(revealing()))
def test_an_answer_that_reveals_questions_demands_one_of_them(
    form: FormSpec, section: Section, asked: Field, code: str
) -> None:
    given = chosen(section, asked, code)
    index = 1 if section.repeat else None
    hung = {
        question_id(section.key, each.key, index)
        for each in section.fields
        if each.condition and each.condition.field == asked.key and code in each.condition.values
    }
    if form.key.endswith("_answer"):
        found = set(unreasoned(form, given))
    else:
        found = {gap.question for gap in reading.section_gaps(section, "sue", given, TODAY)}
    assert hung & found


def claimed() -> Iterator[Any]:
    for key in FORM_KEYS:
        form = newest(key, TODAY)
        for rule in form.claims:
            if rule.amount:
                yield pytest.param(form, rule, id=f"{key}-{rule.amount}-{rule.each}")


@pytest.mark.parametrize(("form", "rule"), list(claimed()))
def test_nobody_asks_for_nothing(form: FormSpec, rule: Any) -> None:
    """0 is refused where it was said, or is no claim: of interest 0 says that none is owed."""
    section = form.section("claims")
    if rule.each:
        given: dict[str, Any] = {f"claims.{rule.each}": [{"text": "支付违约金", rule.amount: 0}]}
    else:
        field = section.field(rule.amount)
        given = chosen(section, field, "") | {f"claims.{rule.amount}": 0}
    gaps = {gap.question for gap in reading.section_gaps(section, "sue", given, TODAY)}
    claims = [] if rule.each else reading.claims(form, given)
    assert f"claims.{rule.each or rule.amount}" in gaps or not [each for each in claims if each.source == rule.amount]
    if rule.each or section.field(rule.amount).required:
        assert f"claims.{rule.each or rule.amount}" in gaps


def test_no_principal_and_no_interest_is_nothing_to_sue_for() -> None:
    given = lending_answers(**{"claims.principal_owed": 0, "claims.interest_owed": 0})
    assert "claims.principal_owed" in {
        gap.question for gap in reading.gaps(newest("private_lending", TODAY), "sue", given, TODAY)
    }


ROWS = [{"text": "支付货款", "amount": 3_600_000}, {"text": "", "amount": 8_000_000}]


def test_a_sum_without_its_claim_is_not_dropped() -> None:
    found = reading.gaps(newest("general", TODAY), "sue", general_answers(**{"claims.claim_list": ROWS}), TODAY)
    assert [(gap.question, "第 2 项没有填“请求”" in gap.words) for gap in found] == [("claims.claim_list", True)]


@rows(
    ("form", "key", "data", "at"),
    [
        ("general", "claims", {"claim_list.0.text": "支付货款", "claim_list.1.amount": "8万"}, "claim_list.1.text"),
        ("general", "claims", {}, "claim_list.0.text"),
        ("general", "claims", {"claim_list.0.text": "支付货款", "claim_list.0.amount": "0"}, "claim_list.0.amount"),
        ("general", "claims", {"claim_list.2.amount": "8万"}, "claim_list.2.text"),
    ],
)
def test_it_is_said_at_the_field(form: str, key: str, data: dict[str, str], at: str) -> None:
    section = newest(form, TODAY).section(key)
    sent = {f"{key}.{name}": value for name, value in data.items()}
    page = SectionForm(sent, section=section, wish="sue", given={}, kept={}, strict=True, on=TODAY, more=1)
    assert list(page.errors) == ([f"{key}.{at}"] if at else [])


def test_an_answer_says_why_it_contests_somewhere() -> None:
    form = answer_form(newest("labour", TODAY))
    assert list(unreasoned(form, {"answer_items.ac_wages": "disputed"})) == ["answer_items.ac_wages_reason"]
    assert unreasoned(form, {"answer_items.ac_wages": "agreed"}) == {}


def test_a_preservation_that_has_lapsed_is_asked_about() -> None:
    kept = {
        "forum.pre_suit_preservation": "yes",
        "forum.preservation_court": "罗定市人民法院",
        "forum.preservation_date": "2026-10-23",
    }
    section = newest("private_lending", TODAY).section("forum")
    (gap,) = reading.section_gaps(section, "sue", kept, TODAY)
    assert (gap.question, "超过三十日" in gap.words) == ("forum.preservation_lapsed_why", True)
    assert reading.section_gaps(section, "sue", kept | {"forum.preservation_date": "2026-10-24"}, TODAY) == []
