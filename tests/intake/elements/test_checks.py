"""Every check that the forms declare, tried with a value on either side of it; and each kind of document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from common.law.terms import term
from common.people.states import IdKind
from intake.elements.forms.sections import SectionForm
from intake.elements.rules import answers as reading
from intake.elements.rules.checks import CREDIT_CODE, Check, Comparison, Other, years_from
from intake.elements.rules.forms import FORM_KEYS, FormSpec, Section, newest, question_id
from tests.factories import fictitious_id
from tests.factories.intake import TODAY, ZHANG_ID, lending_answers
from tests.tables import rows

DAYS, SUMS = (Comparison.AFTER, Comparison.BEFORE), (Comparison.ABOVE, Comparison.BELOW, Comparison.FAR_BELOW)
TYPES = {"date": DAYS, "money": (*SUMS, Comparison.DIFFERS), "percent": SUMS, "number": SUMS, "integer": SUMS}
OF_ANY = (
    Comparison.DIFFERS,
    Comparison.SAME,
    Comparison.DOCUMENT,
    Comparison.BORN_AFTER,
    Comparison.OF_SEX,
    Comparison.NAMESAKE,
    Comparison.NOT_AMONG,
    Comparison.NO_NAME,
    Comparison.TAKES_NO_MESSAGES,
)
# Of what is read by itself or beside people: an answer that passes, and one that does not.
ALONE = {
    Comparison.NO_NAME: ("王小明", "不知道"),
    Comparison.TAKES_NO_MESSAGES: ("13800138000", "0766-8123456"),
    Comparison.NAMESAKE: ("赵六", "王五"),
    Comparison.NOT_AMONG: ("王五", "赵六"),
}
UNITS = ("91445381MA4T0A0011", "91445321MA5T0B002L")
FEMALE_ID, MALE_ID = ZHANG_ID, fictitious_id(1)


def declared() -> Iterator[Any]:
    for key in FORM_KEYS:
        form = newest(key, TODAY)
        for section in form.sections:
            for check in section.checks:
                yield pytest.param(form, section, check, id=f"{key}-{section.key}-{check.code}")


every_check = pytest.mark.parametrize(("form", "section", "check"), list(declared()))


def type_of(form: FormSpec, section: Section, name: str) -> str:
    """The type of a question of this section, of another (`loan.amount_delivered`), or of a column."""
    key, _, rest = name.partition(".")
    if not rest:
        return section.field(key).type
    if key in {each.key for each in form.sections}:
        return form.section(key).field(rest).type
    return next(each.type for each in section.field(key).columns if each.key == rest)


@every_check
def test_it_names_questions_that_can_be_compared(form: FormSpec, section: Section, check: Check) -> None:
    kind = type_of(form, section, check.field)
    assert check.comparison in (*TYPES.get(kind, ()), *OF_ANY)
    assert len([each for each in section.checks if each.code == check.code]) == 1
    assert bool(check.say) != (check.comparison in (Comparison.DOCUMENT, Comparison.NO_NAME))
    assert not check.say.endswith(("。", "，"))
    if check.other is Other.FIELD and check.comparison is not Comparison.DOCUMENT:
        assert type_of(form, section, check.what) == kind
    if check.when is not None:
        assert set(check.when.values) <= section.field(check.when.field).codes
    assert check.refuses or section.field(check.why).asks == check.code


def put(answers: dict[str, Any], section: Section, name: str, value: Any) -> None:
    """One answer, with what its question hangs on; a cell of a table as its only row."""
    key, _, column = name.partition(".")
    index = 1 if section.repeat else None
    field = section.field(key)
    answers[question_id(section.key, key, index)] = [{column: value}] if column else value
    if field.condition is not None:
        asked = section.field(field.condition.field)
        if field.condition.values:
            put(answers, section, asked.key, field.condition.values[0])


def by_kind(base: dict[str, Any], form: FormSpec, section: Section, check: Check) -> tuple[str, str] | None:
    """An answer that passes and one that does not, of the kinds of check that compare no amounts and no days."""
    if check.comparison in ALONE:
        if check.other is Other.ANY:
            put(base, form.section(check.what.partition(".")[0]), "name", "王五")
        return ALONE[check.comparison]
    if check.other is Other.VALUE and check.comparison is Comparison.SAME:
        return next(code for code in section.field(check.field).codes if code != check.what), check.what
    if check.comparison is Comparison.OF_SEX:
        put(base, section, check.field.replace("id_number", "id_type"), IdKind.IDENTITY_CARD.value)
        return (MALE_ID, FEMALE_ID) if check.what == "female" else (FEMALE_ID, MALE_ID)
    return None


def either_side(form: FormSpec, section: Section, check: Check) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers that pass the check by as little as can be, and answers that do not."""
    base: dict[str, Any] = {}
    good: Any
    bad: Any
    if check.when is not None:
        put(base, section, check.when.field, check.when.values[0])
    if pair := by_kind(base, form, section, check):
        good, bad = pair
    elif check.comparison is Comparison.DOCUMENT:
        unit = check.what == CREDIT_CODE
        good, bad = (UNITS[0], f"{UNITS[0][:-1]}9") if unit else (FEMALE_ID, f"{ZHANG_ID[:-1]}1")
        if check.other is Other.FIELD:
            put(base, section, check.what, IdKind.IDENTITY_CARD.value)
    elif check.other is Other.ID:
        put(base, section, "id_type", IdKind.IDENTITY_CARD.value)
        put(base, section, "id_number", FEMALE_ID)
        good, bad = ("1949-12-31", "1949-12-30") if check.what == "born" else ("female", "male")
    elif check.other is Other.ANY:
        key, _, name = check.what.partition(".")
        good, bad = (UNITS[1], UNITS[0]) if name == "uscc" else (MALE_ID, FEMALE_ID)
        put(base, form.section(key), name, bad)
    elif check.comparison is Comparison.BORN_AFTER:
        put(base, section, check.field.replace("id_number", "id_type"), IdKind.IDENTITY_CARD.value)
        edge = years_from(TODAY, check.what)
        good, bad = fictitious_id(1, born=edge), fictitious_id(1, born=edge + timedelta(days=1))
    elif check.comparison is Comparison.SAME:
        put(base, section, check.what, FEMALE_ID)
        good, bad = MALE_ID, FEMALE_ID
    elif check.comparison in DAYS:
        edge = years_from(TODAY, check.what) if check.other is Other.TODAY else TODAY
        if check.other is Other.TERM:
            edge = TODAY - timedelta(days=term(check.what, TODAY).amount)
        compared_with(base, form, section, check, edge.isoformat())
        step = timedelta(days=1 if check.comparison is Comparison.AFTER else -1)
        good, bad = edge.isoformat(), (edge + step).isoformat()
    else:
        edge_sum = int(check.what) if check.other is Other.VALUE else 5_000_000
        compared_with(base, form, section, check, edge_sum)
        good, bad = edge_sum, edge_sum + 1 if check.comparison is Comparison.ABOVE else edge_sum - 1
        if check.comparison is Comparison.FAR_BELOW:
            good, bad = edge_sum // 10, edge_sum // 10 - 1
    passes, breaks = dict(base), dict(base)
    put(passes, section, check.field, good)
    put(breaks, section, check.field, bad)
    return passes, breaks


def compared_with(base: dict[str, Any], form: FormSpec, section: Section, check: Check, value: Any) -> None:
    if check.other not in (Other.FIELD, Other.SUM):
        return
    key, _, rest = check.what.partition(".")
    other = key in {each.key for each in form.sections}
    put(base, form.section(key) if other else section, rest if other else check.what, value)


def found(section: Section, answers: dict[str, Any]) -> list[str]:
    index = 1 if section.repeat else None
    return [check.code for check, _ in reading.unlikely(section, index, answers, TODAY)]


@every_check
def test_it_passes_on_one_side_and_speaks_on_the_other(form: FormSpec, section: Section, check: Check) -> None:
    passes, breaks = either_side(form, section, check)
    assert check.code not in found(section, passes)
    assert check.code in found(section, breaks)
    index = 1 if section.repeat else None
    at = question_id(section.key, check.question if check.refuses else check.why, index)
    told = [gap for gap in reading.section_gaps(section, "sue", breaks, TODAY) if gap.question == at]
    assert told
    assert told[0].words.endswith("。")
    if not check.refuses:
        said = breaks | {at: "确实如此，有书面约定。"}
        assert at not in {gap.question for gap in reading.section_gaps(section, "sue", said, TODAY)}
        assert at in {question_id(section.key, each.key, index) for each in reading.asked(section, index, said, TODAY)}


@every_check
def test_it_is_silent_while_a_side_is_unanswered(form: FormSpec, section: Section, check: Check) -> None:
    passes, breaks = either_side(form, section, check)
    index = 1 if section.repeat else None
    own = question_id(section.key, check.question, index)
    conditions = {question for question in passes if question.endswith((".party_type", "id_type"))}
    hangs_on = {question_id(section.key, each.condition.field, index) for each in section.fields if each.condition}
    for question in {own} | (set(breaks) - conditions - hangs_on):
        assert check.code not in found(section, breaks | {question: None}), question


def test_who_is_owed_interest_alone_asks_for_no_principal() -> None:
    form = newest("private_lending", TODAY)
    given = lending_answers(**{"claims.principal_owed": 0, "claims.interest_owed": 50_000})
    assert reading.gaps(form, "sue", given, TODAY) == []
    assert [each.amount for each in reading.claims(form, given)] == [50_000, None, None]


def test_every_impossible_answer_of_a_loan_is_named() -> None:
    form = newest("private_lending", TODAY)
    wrong = {
        "claimant.1.birth_date": "2030-01-01",
        "respondent.1.id_type": "passport",
        "respondent.1.id_number": "无",
        "terms.term_start": "2026-05-01",
        "terms.term_end": "2025-05-01",
        "terms.overdue_since": "2999-01-01",
        "claims.principal_owed": 0,
    }
    gaps = {gap.question for gap in reading.gaps(form, "sue", lending_answers(**wrong), TODAY)}
    named = {"claimant.1.birth_date", "respondent.1.id_number", "terms.term_end", "terms.overdue_since"}
    assert gaps == named | {"claims.principal_owed"}
    asked = lending_answers(**{"claims.principal_owed": 13_000_001, "claimant.1.gender": "male"})
    questions = {gap.question for gap in reading.gaps(form, "sue", asked, TODAY)}
    assert questions == {"claims.owed_above_lent_why", "claimant.1.sex_against_card_why"}


@rows(
    ("day", "years", "moved"),
    [
        (date(2026, 11, 23), -18, date(2008, 11, 23)),
        (date(2028, 2, 29), -18, date(2010, 2, 28)),
        (date(2028, 2, 29), -4, date(2024, 2, 29)),
    ],
)
def test_years_back(day: date, years: int, moved: date) -> None:
    assert years_from(day, years) == moved


@pytest.mark.parametrize(
    ("section", "question", "number", "words"),
    [
        ("claimant", "claimant.1.phone", "0766-3822222", "收不到短信"),
        ("claimant", "claimant.1.phone", "13800000002", "和对方的一样"),
        ("claimant", "claimant.1.phone", "13800000001", ""),
        ("claimant", "claimant.1.phone", "没有", ""),
        ("respondent", "respondent.1.phone", "0766-3822222", "知道对方手机号的"),
        ("service", "service.service_phone", "0766-3822222", "文书寄到您的地址"),
        ("service", "service.service_phone", "13800000002", "只有您能看的号码"),
        ("service", "service.service_phone", "没有", ""),
    ],
)
def test_a_number_that_reaches_nobody_is_told_and_not_refused(
    section: str, question: str, number: str, words: str
) -> None:
    """民诉法90: a message to a fixed line, or to a telephone the other side reads, is no service."""
    form, answers = newest("private_lending", TODAY), lending_answers(**{question: number})
    found, index = form.section(section), 1 if section != "service" else None
    told = reading.notes_of(found, index, answers, TODAY)
    assert (words in told.get(question, "")) if words else not told
    made = SectionForm(section=found, wish="sue", given=answers, kept={}, index=index, on=TODAY)
    assert words in str(made.fields[question].help_text)
    assert not [gap for gap in reading.section_gaps(found, "sue", answers, TODAY) if gap.question == question]
