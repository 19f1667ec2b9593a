"""What the self-assessment reckons from the answers, what it folds, and what a draft takes over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from intake.elements.rules.forms import load as load_form
from intake.guidance.rules.assessment import UNSURE, carried, load, remarks, result, sums
from tests.factories.intake import TODAY
from tests.intake.guidance.assessment_cases import MANY, NOT_DEBTOR


def test_days_to_remember_come_soonest_first_with_their_grounds():
    given = {
        **NOT_DEBTOR,
        "judgment_kind": "判决书",
        "served_date": "2026-11-18",
        "perform_end": "2026-01-05",
        "due_date": "2025-01-10",
        "last_demand": "2026-02-01",
        "demand_proof": ["微信短信"],
    }
    days = result("lending", "claimant", given, TODAY).days
    assert [(each.words, each.day.isoformat()) for each in days[:1]] == [("对判决上诉的最后一天", "2026-12-03")]
    assert days[0].left == "还有 10 天"
    assert days[0].grounds[0].words == "民事诉讼法第一百七十一条第一款"
    assert [each.day for each in days] == sorted(each.day for each in days)
    limitation = next(each for each in days if "诉讼时效" in each.words)
    assert limitation.day == date(2029, 2, 1)
    assert "2029年放假安排尚未公布" in limitation.note


def test_the_last_day_of_a_suit_after_an_award_falls_on_a_working_day():
    days = result("labour", "claimant", {"labour_award": "收到裁决书", "award_date": "2026-11-20"}, TODAY).days
    assert [each.day.isoformat() for each in days] == ["2026-12-07"]  # the fifth is a Saturday


def test_a_day_beyond_the_calendar_breaks_nothing():
    assert remarks("lending", "claimant", {"due_date": "9999-12-31"}, TODAY) == []
    assert result("lending", "claimant", {"due_date": "9999-12-31"}, TODAY).days == ()


@pytest.mark.parametrize(
    ("given", "cap"),
    [
        ({"contract_date": "2020-08-20"}, "15.40"),
        ({"contract_date": "2021-12-19"}, "15.40"),
        ({"contract_date": "2021-12-20"}, "15.20"),
        ({"contract_date": "2023-09-01"}, "13.80"),
        ({"contract_date": "2026-11-01"}, "12.00"),
        ({"contract_date": "2018-01-01"}, "12.00"),  # from 2020-08-20 on: four times the rate of today
        ({}, "17.00"),  # no day: the highest of all
    ],
)
def test_the_ceiling_of_interest_is_four_times_the_rate_of_the_day(given, cap):
    assert sums.ceiling(given, TODAY).cap == Decimal(cap)


def test_a_remark_on_interest_shows_its_reckoning_and_its_doubt():
    given = {"amount_agreed": 5000000, "handed": 4500000, "rate": "24", "contract_date": "2023-09-01"}
    remark = remarks("lending", "claimant", given, TODAY)[0]
    assert remark.id == "R37"
    assert remark.points[0] == "实际交到手的比借条上少 5,000.00 元，本金按实际的 45,000.00 元算。"
    assert "24% 超过了上限 13.8%（一年期市场报价利率 3.45% 的四倍）" in remark.points[1]
    assert "待确认" in remark.points[1]
    assert not next(each for each in remark.grounds if "民间借贷" in each.words).confirmed


def test_the_fee_is_quoted_where_it_can_be():
    fee = result("lending", "claimant", {"principal": 12860050}, TODAY).fee
    assert (fee.full, fee.mediated, fee.prepaid) == ("2,872.01 元", "1,436.01 元", True)
    assert result("labour", "claimant", {}, TODAY).fee.full == "10.00 元"
    divorce = result("family", "claimant", {"husband_sues": "否"}, TODAY).fee
    assert (divorce.full, divorce.mediated) == ("300.00 元", "150.00 元")
    assert "20 万元" in divorce.more
    assert result("family", "claimant", {}, TODAY).fee is None  # nothing says that it is a divorce
    assert result("lending", "claimant", {}, TODAY).fee is None
    assert result("lending", "respondent", {"principal": 12860050}, TODAY).fee is None


def test_the_courts_that_may_hear_it_are_named_with_their_reasons():
    lent = result("lending", "claimant", {"def_county": "云安区", "my_county": "罗定市"}, TODAY)
    assert [(each.name, each.reasons) for each in lent.courts] == [
        ("云浮市云安区人民法院", ("被告住所地",)),
        ("罗定市人民法院", ("合同履行地",)),
    ]
    rented = {"contract_sort": "租房", "def_county": "云城区", "fact_county": "新兴县"}
    assert [each.name for each in result("contract", "claimant", rented, TODAY).courts] == ["新兴县人民法院"]
    worked = result("labour", "claimant", {"def_county": "云城区", "fact_county_work": "郁南县"}, TODAY)
    assert worked.court_finding.confirmed
    assert result("other", "claimant", {"def_county": "云城区"}, TODAY).courts == ()


def test_many_remarks_are_folded_but_for_the_gravest():
    found = result("lending", "claimant", MANY, TODAY)
    assert found.count > 25
    assert len(found.first) == 4
    assert {each.severity for each in found.first} == {"高"}
    folded = [each.id for _, rows in found.groups for each in rows]
    assert len(folded) + 4 == found.count
    assert not set(folded) & {each.id for each in found.first}
    assert found.first[0].id == "R30"  # two days are left to appeal: that goes before everything
    few = result("lending", "claimant", {"basis": "没有"}, TODAY)
    assert ([each.id for each in few.first], few.groups) == (["R07"], ())


def test_what_to_bring_fits_the_kind_the_side_and_the_answers():
    mine = result("labour", "claimant", {"agent": "近亲属", "key_fact_gap": "没有"}, TODAY)
    assert any("近亲属关系" in each for each in mine.bring)
    assert any("裁决书" in each for each in mine.bring)
    assert any("时间排好" in each for each in mine.more)
    theirs = result("lending", "respondent", {}, TODAY)
    assert any("答辩意见" in each for each in theirs.bring)
    assert not any("起诉状：" in each for each in theirs.bring)
    assert theirs.answered == 0


def test_what_was_not_clear_is_listed_to_ask_about():
    found = result("other", "claimant", {"witness": "不清楚", "evid_have": ["不清楚"], "basis": "都有"}, TODAY)
    assert found.unsure == ("您手里有哪些证据？", "您要靠证人证明吗？")
    assert found.count == 0


# --- Into the draft --------------------------------------------------------------------------------------------------


def test_answers_go_where_the_draft_asks_the_same():
    answers = {
        "other_side": "公司",
        "def_reach": "完全找不到",
        "loan_proof": ["借条/合同", "微信支付宝"],
        "amount_agreed": 5000000,
        "handed": 4500000,
        "rate": "12",
        "due_date": "2026-01-01",
        "has_guarantor": "是",
        "g_kind": "没写清",
        "principal": 4500000,
        "interest_until_paid": "要",
        "arb_clause": "没有",
        "agreed_court": "有",
        "pre_pres": "否",
        "agent": "不请",
        "witness": "是",
    }
    assert carried("private_lending", "lending", "claimant", answers) == {
        "respondent.1.party_type": "法人、非法人组织",
        "respondent.1.reachable": "完全找不到",
        "forum.has_forum_clause": "有",
        "loan.delivery_way": "转账",
        "loan.amount_agreed": 5000000,
        "loan.amount_delivered": 4500000,
        "terms.rate": "12",
        "terms.rate_unit": "年",
        "security.has_surety": "是",
        "security.surety_kind": "未写明",
        "terms.term_end": "2026-01-01",
        "claims.interest_until_paid": "是",
        "claims.principal_owed": 4500000,
        "forum.pre_suit_preservation": "否",
        "agent.has_agent": "无",
    }
    assert set(carried("general", "lending", "claimant", answers)) == {
        "respondent.1.party_type",
        "respondent.1.reachable",
        "forum.has_forum_clause",
        "forum.pre_suit_preservation",
        "agent.has_agent",
    }
    assert carried("private_lending", "lending", "respondent", answers) == {}
    assert carried("labour", "labour", "claimant", {"labour_award": "不清楚", "work_injury": "不清楚"}) == {}


@pytest.mark.parametrize("question", [each for each in load().questions if each.carry], ids=lambda each: each.key)
def test_every_answer_that_is_carried_fits_the_question_of_the_draft(question):
    for form, rows in question.carry.items():
        for carry in rows:
            section, *_, name = carry.to.split(".")
            target = load_form(form).section(section).field(name)
            assert load_form(form).section(section).repeat == (carry.to.count(".") == 2)
            if carry.fixed:
                assert carry.fixed in target.options
            elif carry.values is None:
                assert target.type == question.type
            else:
                assert set(carry.values) <= set(question.options) - set(UNSURE)
                assert set(carry.values.values()) <= set(target.options)


def test_a_final_award_leaves_the_employer_no_suit():
    """调解仲裁法47-49: the worker sues within fifteen days, the employer asks to have it set aside within thirty."""
    told = {"labour_award": "收到裁决书", "award_date": "2026-11-20"}
    worker = result("labour", "claimant", told | {"award_final": "不是"}, TODAY)
    assert [(each.words, each.day) for each in worker.days] == [("对仲裁裁决起诉的最后一天", date(2026, 12, 7))]
    employer = result("labour", "claimant", told | {"award_final": "是"}, TODAY)
    assert [(each.words, each.day) for each in employer.days] == [
        ("向中级法院申请撤销终局裁决的最后一天", date(2026, 12, 21))
    ]
    remark = next(each for each in employer.first if each.id == "R33")
    assert "三十日内，可以向劳动仲裁委员会所在地的中级法院申请撤销" in "".join(remark.points)
    assert any("第四十七条、第四十九条" in ground.words or "第四十九条" in ground.words for ground in remark.grounds)
