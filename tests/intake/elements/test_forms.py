"""Forms and answers as tables, without a database; the self-assessment has its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from intake.elements.forms.fields import field_for
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import FORM_KEYS, LONGEST, answer_form, form_for_cause, newest, split_id
from tests.factories.intake import TODAY, general_answers, lending_answers
from tests.tables import rows


@rows("key", FORM_KEYS)
def test_every_condition_and_claim_names_a_question_that_the_form_asks(key):
    form = newest(key, TODAY)
    for section in form.sections:
        keys = {each.key for each in section.fields}
        assert len(keys) == len(section.fields), section.key
        for each in section.fields:
            if each.condition:
                assert each.condition.field in keys, (section.key, each.key)
                asked = section.field(each.condition.field)
                assert set(each.condition.values) <= asked.codes, (section.key, each.key)
    claimed = {each.key for each in form.section("claims").fields}
    for rule in form.claims:
        if rule.each:
            assert rule.each in claimed
        else:
            assert not rule.amount or rule.amount in claimed
            assert rule.when is None or rule.when.field in claimed


@rows(("cause", "form"), [("108.3", "private_lending"), ("205.5", "labour"), ("88", "general"), ("", "general")])
def test_a_cause_finds_its_form(cause, form):
    assert form_for_cause(cause, TODAY) == form
    assert (answer_form(newest(form, TODAY)) is not None) == (form != "general")


def test_complete_answers_leave_no_gap_and_become_claims_with_amounts():
    form = newest("private_lending", TODAY)
    given = lending_answers(**{"claims.claim_costs": "yes", "claims.claim_costs_amount": 300000})
    assert reading.gaps(form, "sue", given, TODAY) == []
    drafted = reading.claims(form, given)
    assert [each.amount for each in drafted] == [12860050, None, 300000, None]
    assert drafted[0].text == "判令被告偿还借款本金128,600.50元。"
    assert reading.total(drafted) == 13160050


def test_several_respondents_are_asked_together():
    given = lending_answers(**{"respondent.2.party_type": "natural", "respondent.2.name": "王五"})
    assert "各被告" in reading.claims(newest("private_lending", TODAY), given)[0].text


def test_the_general_form_takes_claims_line_by_line():
    form = newest("general", TODAY)
    assert reading.gaps(form, "sue", general_answers(), TODAY) == []
    assert [each.amount for each in reading.claims(form, general_answers())] == [4620000, None]


@rows(
    ("change", "words"),
    [
        ({"claimant.1.name": None}, "姓名"),
        ({"claimant.1.id_number": "110105194912310021"}, "校验位"),
        ({"respondent.1.domicile": ""}, "住所地"),
        (
            {"claims.principal_owed": None, "claims.claim_court_fee": None, "claims.interest_until_paid": "no"},
            "尚欠本金",
        ),
        ({"resolution.consider_mediation": None}, "是否愿意先行调解"),
    ],
)
def test_what_is_missing_is_named(change, words):
    missing = reading.gaps(newest("private_lending", TODAY), "sue", lending_answers(**change), TODAY)
    assert any(words in gap.words for gap in missing), missing


def test_a_respondents_number_and_phone_are_never_a_condition_of_filing():
    given = lending_answers(**{"respondent.1.phone": None})
    assert reading.gaps(newest("private_lending", TODAY), "sue", given, TODAY) == []


@rows("text", ["claims", "a.b.c", "claimant..name", "a.1.b.c.d", ""])
def test_only_questions_are_questions(text):
    with pytest.raises(ValueError, match="not a question"):
        split_id(text)


@rows(
    ("claims", "only"),
    [
        ([("被告偿还借款本金12000元。", 1200000), ("本案诉讼费用由被告负担。", None)], True),
        ([("被告偿还借款本金12000元。", 1200000), ("解除借款合同。", None)], False),
        ([("被告偿还借款本金12000元。", 1200000), ("支付利息至实际清偿之日。", None)], True),
        ([("被告偿还借款本金12000元。", 1200000), ("确认利息条款无效。", None)], False),
        ([("被告偿还借款本金12000元。", 1200000), ("支付违约金至付清之日。", None, False)], False),
        ([("被告赔礼道歉。", None)], False),
        ([("本案诉讼费用由被告负担。", None)], False),
    ],
)
def test_money_alone_is_what_small_claims_are_about(claims: list[tuple[Any, ...]], only: bool) -> None:
    assert reading.money_only([reading.ClaimDraft(*claim) for claim in claims]) is only


@rows(
    ("more", "only"),
    [
        ({}, True),  # the principal and running interest
        ({"claims.interest_owed": 50000, "claims.claim_costs_amount": 300000}, True),
        ({"claims.accelerate_or_rescind": "accelerate"}, True),
        ({"claims.accelerate_or_rescind": "rescind"}, False),
        ({"claims.claim_guarantee": "yes", "claims.claim_guarantee_detail": "房屋抵押"}, False),
        ({"claims.claim_other": "赔礼道歉"}, False),
    ],
)
def test_a_loan_with_running_interest_is_about_money(more: dict[str, Any], only: bool) -> None:
    assert reading.money_only(reading.claims(newest("private_lending", TODAY), lending_answers(**more))) is only


@pytest.mark.parametrize("key", ["private_lending", "labour"])
def test_every_claim_of_an_element_form_says_whether_it_is_money(key: str) -> None:
    assert all(rule.money is not None for rule in newest(key, TODAY).claims)


def test_who_asks_for_mediation_sues_nobody() -> None:
    own = "被告昨天说的话要收回"
    given = lending_answers(**{"claims.claim_court_fee": "yes", "claims.claim_other": own})
    texts = [each.text for each in reading.claims(newest("private_lending", TODAY), given, "mediate")]
    assert texts[0] == "请求被申请人偿还借款本金128,600.50元。"
    assert f"{own}。" in texts  # what people wrote themselves stays as they wrote it
    assert not any("判令" in each or "诉讼费用" in each for each in texts)


def typed(question: str, text: str, *, required: bool = False) -> str:
    """What the field of a respondent's question keeps, or says."""
    section = newest("general", TODAY).section("service" if question == "service_phone" else "respondent")
    made = field_for(section.field(question), required=required)
    try:
        return str(made.clean(text))
    except ValidationError as wrong:
        return str(wrong.messages[0])


@rows(
    ("question", "text", "required", "kept"),
    [
        ("phone", "不知道", False, "不知道的可以不填，请把这一格清空。"),
        ("phone", "没有", False, "没有"),
        ("phone", "12368", False, "12368 是法院的服务热线，请填这个人自己的号码。"),
        ("phone", "95588", False, "95588"),
        ("service_phone", "0766-8123456", True, "0766-8123456"),
        ("guardian_phone", "0766-8123456", False, "请填写 11 位手机号，例如 13800138000。"),
    ],
)
def test_a_telephone_is_taken_as_people_have_it(question: str, text: str, required: bool, kept: str) -> None:
    assert typed(question, text, required=required) == kept


def test_what_is_only_too_long_is_not_called_unreadable() -> None:
    form = newest("general", TODAY)
    (gap,) = reading.unread_gaps(form, "sue", general_answers(), {"facts.full_text_facts": "长" * (LONGEST + 1)})
    assert f"超过 {LONGEST} 个字" in gap.words
    assert "作为证据上传" in gap.words
    (other,) = reading.unread_gaps(form, "sue", general_answers(), {"respondent.1.phone": "大概"})
    assert "读不出来" in other.words


@rows(
    ("said", "enough"), [("1", False), ("。", False), ("", False), ("12345", False), ("父债子还", True), ("有约", True)]
)
def test_a_reason_is_given_in_words(said: str, enough: bool) -> None:
    assert reading.says(said) is enough


def test_who_the_page_is_about_is_asked_before_the_name() -> None:
    """A parent who begins at the top writes the child's name, not their own."""
    for key in FORM_KEYS:
        keys = [each.key for each in newest(key, TODAY).section("claimant").fields]
        assert keys.index("guardian_needed") < keys.index("name")


@rows(
    ("change", "asked"),
    [
        ({"loan.lender": "王五"}, "loan.lender_is_no_party_why"),
        ({"loan.borrower": "李四的儿子李小四、王五"}, ""),
        ({"loan.borrower": "王五"}, "loan.borrower_is_no_party_why"),
        ({"respondent.1.name": "张三"}, "claimant.1.same_name_why"),
        ({"terms.rate": "36", "terms.rate_unit": "month"}, "terms.very_high_monthly_rate_why"),
        ({"terms.rate": "36", "terms.rate_unit": "year"}, ""),
        ({"terms.rate": "2"}, "terms.rate_unit"),
        ({"terms.is_due": "no"}, "terms.overdue_but_not_due_why"),
        ({"terms.overdue_since": "1900-01-02"}, "terms.overdue_very_long_ago_why"),
        ({"loan.amount_delivered": 100, "claims.principal_owed": 100}, "loan.delivered_far_below_why"),
        ({"respondent.1.name": "不知道"}, "respondent.1.name"),
        ({"respondent.1.name": "李四等"}, "respondent.1.name"),
    ],
)
def test_the_unlikely_of_a_loan_is_asked_about(change: dict[str, Any], asked: str) -> None:
    found = {
        gap.question for gap in reading.gaps(newest("private_lending", TODAY), "sue", lending_answers(**change), TODAY)
    }
    assert found == ({asked} if asked else set())


@rows("key", FORM_KEYS)
@pytest.mark.parametrize("wish", ["sue", "mediate"])
def test_whose_an_answer_is_stands_before_what_is_said_of_it_once(key: str, wish: str) -> None:
    """原告“姓名”, but “代理人姓名” and 代理人和对方同名; and nobody is called by name and 您 in one clause."""
    repeated = [each for each in newest(key, TODAY).for_wish(wish) if each.repeat]
    assert repeated
    for section in repeated:
        who = section.called(wish)
        asked = [reading.of_whom(section, wish, each.label_for(wish)) for each in section.fields]
        told = [reading.of_whom(section, wish, words=check.told(check.say)) for check in section.checks if check.say]
        for words in (*asked, *told):
            assert words.count(who, 0, 2 * len(who) + 1) == 1, words
            assert not words.startswith(f"{who}您"), words


def test_what_is_missing_of_an_agent_and_a_namesake_are_said_once() -> None:
    form = newest("private_lending", TODAY)
    given = lending_answers(**{"agent.1.name": "李四", "respondent.1.name": "李四"})
    said = {gap.words for gap in reading.gaps(form, "sue", given, TODAY) if gap.section == "agent"}
    assert "请填写“代理人手机号”。" in said
    assert any(each.startswith("代理人和对方同名") for each in said)
