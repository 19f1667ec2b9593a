"""The self-assessment as tables: which answers raise which remark, what is reckoned, what a draft takes over."""

from __future__ import annotations

import pytest

from common.law.articles import LAWS
from intake.guidance.rules.assessment import UNSURE, Severity, counted, holds, newest, remarks, result, sums, visible
from tests.factories.intake import TODAY
from tests.intake.guidance.assessment_cases import CORE, DONE, OPTIONAL, TABLE

DATA = newest(TODAY)

# Articles that belong to no law held here or known to common.law.articles: shown 待确认.
NOT_HELD = {"借贷规定", "保险法", "仲裁法"}


def ids(kind, role, given, today=TODAY):
    return [each.id for each in remarks(DATA, kind, role, given, today)]


@pytest.mark.parametrize(("risk", "kind", "role", "raising", "silent"), TABLE)
def test_a_remark_follows_from_the_answers(risk, kind, role, raising, silent):
    asked = {each.key for each in DATA.asked(kind, role)}
    assert set(raising) | set(silent) <= asked
    assert risk in ids(kind, role, raising)
    assert risk not in ids(kind, role, silent)
    assert risk not in ids(kind, role, {})


def test_every_remark_of_the_list_is_shaped_and_stands_in_the_table():
    assert len(CORE) == 35
    assert len(set(CORE)) == 35
    assert {each.id for each in DATA.risks if each.core} == set(CORE)
    assert {each.id for each in DATA.risks if not each.core} == set(OPTIONAL)
    assert {row[0] for row in TABLE} == {*CORE, *OPTIONAL}
    assert len({each.id for each in DATA.risks}) == len(DATA.risks)


@pytest.mark.parametrize("question", [each for each in DATA.questions if each.options], ids=lambda each: each.key)
def test_whoever_does_not_know_may_say_so_and_nothing_comes_of_it(question):
    assert UNSURE in question.as_field().codes
    for kind in question.kinds:
        for role in ("claimant", "respondent"):
            value = [UNSURE] if question.type == "multi_choice" else UNSURE
            # 不懂 is the one answer of its kind that is itself the reason for a remark.
            expected = ["R06"] if (question.key, role) == ("interest_until_paid", "claimant") else []
            assert ids(kind, role, {question.key: value}) == expected


def test_the_data_names_only_what_there_is():
    pages, groups = {each.key for each in DATA.pages}, {key for key, _ in DATA.groups}
    seen: dict[str, str] = {}
    for question in DATA.questions:
        assert question.key not in {*seen, "role", "kind"}
        assert question.page in pages
        if question.condition:
            assert question.condition.field in seen, question.key  # conditions look back, never ahead
            parent = DATA.question(question.condition.field)
            assert set(question.condition.values) <= parent.as_field().codes, question.key
            assert set(question.kinds) <= set(parent.kinds)
            assert parent.role in ("", question.role)
        seen[question.key] = question.type
    for risk in DATA.risks:
        assert risk.group in groups
        assert risk.severity in set(Severity)
        assert set(risk.spans) <= set(DATA.spans)
        assert risk.grounds
    for kind in DATA.kinds:
        for role in ("claimant", "respondent"):
            assert visible(DATA, kind.key, role, {})


def conditions_in(when):
    """Every simple condition inside, as (word, rest)."""
    ((word, rest),) = when.items()
    if word in ("any", "all"):
        return [found for each in rest for found in conditions_in(each)]
    return conditions_in(rest) if word == "not" else [(word, rest)]


def test_every_condition_names_a_question_and_one_of_its_options():
    every = [risk.when for risk in DATA.risks]
    every += [point.when for risk in DATA.risks for point in risk.points]
    every += [span.when for span in DATA.spans.values() if span.when]
    every += [only for span in DATA.spans.values() for _, only in span.latest if only]
    every += [each.when for each in DATA.prepare if each.when]
    for word, rest in (found for when in every for found in conditions_in(when)):
        if word in ("passed", "near"):
            assert (rest if word == "passed" else rest[0]) in DATA.spans
        elif word == "computed":
            assert rest in sums.CHECKS
        elif word == "less":
            assert {DATA.question(key).type for key in rest} == {"money"}
        elif word == "blank":
            assert DATA.question(rest)
        elif rest[0] == "role":
            assert rest[1] in ("claimant", "respondent")
        else:
            values = rest[1] if isinstance(rest[1], list) else [rest[1]]
            assert set(values) <= DATA.question(rest[0]).as_field().codes, rest
            assert (word == "has") == (DATA.question(rest[0]).type == "multi_choice"), rest
    for span in DATA.spans.values():
        assert {DATA.question(key).type for key, _ in span.latest} == {"date"}


def test_a_condition_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="unknown"):
        holds(DATA, {"eval": "1+1"}, {}, TODAY)


def test_a_remark_says_nothing_of_winning_and_leaves_no_gap_in_its_words():
    every = {"amount_agreed": 5000000, "handed": 4500000, "rate": "24", "contract_date": "2023-09-01"}
    for risk, kind, role, raising, _ in TABLE:
        for remark in remarks(DATA, kind, role, raising | (every if kind == "lending" else {}), TODAY):
            text = "".join([remark.title, remark.cause, remark.advice, *remark.points])
            assert "{" not in text, risk
            assert not any(word in text for word in ("胜诉率", "胜算", "打赢", "会赢", "会输", "可能性")), risk
            assert all(len(line) < 130 for line in (remark.cause, remark.advice, *remark.points)), remark.id


def test_what_is_not_held_is_unconfirmed_and_what_is_held_is_not():
    assert not set(DATA.laws) & set(LAWS)
    assert set(DATA.laws) >= NOT_HELD
    assert [(each.words, each.confirmed) for each in DATA.cite(["民诉法:127.1.2", "民诉法:124", "证据规定:90"])] == [
        ("民事诉讼法第一百二十七条第一款第（二）项、第一百二十四条", True),
        ("民事诉讼证据规定第九十条", True),
    ]
    assert DATA.cite(["劳动争议解释:15"])[0].confirmed
    cited = [ref for risk in DATA.risks for ref in (*risk.grounds, *(g for p in risk.points for g in p.grounds))]
    assert all(DATA.cite([ref]) for ref in cited)


def test_limitation_is_never_asked_of_nor_shown_to_the_other_side():
    hidden = {"R09", "R10", "R11", "R38"}
    assert {each.role for each in DATA.risks if each.id in hidden} == {"claimant"}
    for kind in DATA.kinds:
        keys = {each.key for each in DATA.asked(kind.key, "respondent")}
        assert not keys & {"due_date", "last_demand", "harm_date", "special", "special_date", "terminated_on"}
    old = {"due_date": "2001-01-01", "harm_date": "2001-01-01", "special": "bill"}
    assert ids("contract", "respondent", old) == []
    assert result(DATA, "contract", "respondent", old, TODAY).days == ()


def test_an_answer_whose_question_is_gone_counts_no_more():
    given = {"has_guarantor": "no", "g_term": "2020-01-01", "prior_case": "none", "served_date": "2026-11-01"}
    assert set(counted(DATA, "lending", "claimant", given)) == {"has_guarantor", "prior_case", "role", "kind"}


def test_pages_open_and_close_with_the_answers():
    keys = [page.key for page in visible(DATA, "lending", "claimant", {})]
    assert "judgment" not in keys
    assert keys[0] == "parties"
    assert "judgment" in [page.key for page in visible(DATA, "lending", "claimant", DONE)]
    assert "arbitration" not in keys
    for kind in DATA.kinds:
        for role in ("claimant", "respondent"):
            for page in visible(DATA, kind.key, role, DONE):
                free = [
                    each for each in page.questions if each.condition is None or each.condition.field == "prior_case"
                ]
                assert 1 <= len(free) <= 6, page.key  # a short page, before anything opens on it
