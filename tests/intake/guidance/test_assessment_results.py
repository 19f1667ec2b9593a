"""What the self-assessment reckons from the answers, what it folds, and what a draft takes over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from intake.elements.rules.forms import newest as newest_form
from intake.guidance.rules.assessment import UNSURE, Severity, carried, newest, remarks, result, sums
from tests.factories.intake import TODAY
from tests.intake.guidance.assessment_cases import MANY, NOT_DEBTOR

DATA = newest(TODAY)


def test_days_to_remember_come_soonest_first_with_their_grounds():
    given = {
        **NOT_DEBTOR,
        "judgment_kind": "judgment",
        "served_date": "2026-11-18",
        "perform_end": "2026-01-05",
        "due_date": "2025-01-10",
        "last_demand": "2026-02-01",
        "demand_proof": ["chats"],
    }
    days = result(DATA, "lending", "claimant", given, TODAY).days
    assert [(each.words, each.day.isoformat()) for each in days[:1]] == [("对判决上诉的最后一天", "2026-12-03")]
    assert days[0].left == "还有 10 天"
    assert days[0].grounds[0].words == "民事诉讼法第一百七十一条第一款"
    assert [each.day for each in days] == sorted(each.day for each in days)
    limitation = next(each for each in days if "诉讼时效" in each.words)
    assert limitation.day == date(2029, 2, 1)
    assert "2029年放假安排尚未公布" in limitation.note


def test_the_last_day_of_a_suit_after_an_award_falls_on_a_working_day():
    days = result(DATA, "labour", "claimant", {"labour_award": "award", "award_date": "2026-11-20"}, TODAY).days
    assert [each.day.isoformat() for each in days] == ["2026-12-07"]  # the fifth is a Saturday


def test_a_day_beyond_the_calendar_breaks_nothing():
    assert remarks(DATA, "lending", "claimant", {"due_date": "9999-12-31"}, TODAY) == []
    assert result(DATA, "lending", "claimant", {"due_date": "9999-12-31"}, TODAY).days == ()


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
    assert sums.ceiling(DATA, given, TODAY).cap == Decimal(cap)


def test_a_remark_on_interest_shows_its_reckoning_and_no_doubt():
    given = {"amount_agreed": 5000000, "handed": 4500000, "rate": "24", "contract_date": "2023-09-01"}
    remark = remarks(DATA, "lending", "claimant", given, TODAY)[0]
    assert remark.id == "R37"
    assert remark.points[0] == "实际交到手的比借条上少 5,000.00 元，本金按实际的 45,000.00 元算。"
    assert "24% 超过了上限 13.8%（一年期市场报价利率 3.45% 的四倍）" in remark.points[1]
    assert "待确认" not in remark.points[1], "a doubt of the court's own is nothing to tell"
    assert not next(each for each in remark.grounds if "民间借贷" in each.words).confirmed
    assert "民间借贷" not in remark.cited


def test_the_fee_is_quoted_where_it_can_be():
    fee = result(DATA, "lending", "claimant", {"principal": 12860050}, TODAY).fee
    assert (fee.full, fee.mediated, fee.prepaid) == ("2,872.01 元", "1,436.01 元", True)
    assert result(DATA, "labour", "claimant", {}, TODAY).fee.full == "10.00 元"
    divorce = result(DATA, "family", "claimant", {"husband_sues": "no"}, TODAY).fee
    assert (divorce.full, divorce.mediated) == ("300.00 元", "150.00 元")
    assert "20 万元" in divorce.more
    assert result(DATA, "family", "claimant", {}, TODAY).fee is None  # nothing says that it is a divorce
    assert result(DATA, "lending", "claimant", {}, TODAY).fee is None
    assert result(DATA, "lending", "respondent", {"principal": 12860050}, TODAY).fee is None


def test_the_courts_that_may_hear_it_are_named_with_their_reasons():
    lent = result(DATA, "lending", "claimant", {"def_county": "445303", "my_county": "445381"}, TODAY)
    assert [(each.name, each.reasons) for each in lent.courts] == [
        ("云浮市云安区人民法院", ("被告住所地",)),
        ("罗定市人民法院", ("合同履行地",)),
    ]
    rented = {"contract_sort": "lease", "def_county": "445302", "fact_county": "445321"}
    assert [each.name for each in result(DATA, "contract", "claimant", rented, TODAY).courts] == ["新兴县人民法院"]
    worked = result(DATA, "labour", "claimant", {"def_county": "445302", "fact_county_work": "445322"}, TODAY)
    assert worked.court_finding.confirmed
    assert result(DATA, "other", "claimant", {"def_county": "445302"}, TODAY).courts == ()


def test_many_remarks_are_folded_but_for_the_gravest():
    found = result(DATA, "lending", "claimant", MANY, TODAY)
    assert found.count > 25
    assert len(found.first) == 4
    assert {each.severity for each in found.first} == {Severity.HIGH}
    folded = [each.id for _, rows in found.groups for each in rows]
    assert len(folded) + 4 == found.count
    assert not set(folded) & {each.id for each in found.first}
    assert found.first[0].id == "R30"  # two days are left to appeal: that goes before everything
    few = result(DATA, "lending", "claimant", {"basis": "none"}, TODAY)
    assert ([each.id for each in few.first], few.groups) == (["R07"], ())


def test_what_to_bring_fits_the_kind_the_side_and_the_answers():
    mine = result(DATA, "labour", "claimant", {"agent": "relative", "key_fact_gap": "none"}, TODAY)
    assert any("近亲属关系" in each for each in mine.bring)
    assert any("裁决书" in each for each in mine.bring)
    assert any("时间排好" in each for each in mine.more)
    theirs = result(DATA, "lending", "respondent", {}, TODAY)
    assert any("答辩意见" in each for each in theirs.bring)
    assert not any("起诉状：" in each for each in theirs.bring)
    assert theirs.answered == 0


def test_what_was_not_clear_is_listed_to_ask_about():
    found = result(DATA, "other", "claimant", {"witness": "unsure", "evid_have": ["unsure"], "basis": "all"}, TODAY)
    assert found.unsure == ("您手里有哪些证据？", "您要靠证人证明吗？")
    assert found.count == 0


# --- Into the draft --------------------------------------------------------------------------------------------------


def test_answers_go_where_the_draft_asks_the_same():
    answers = {
        "other_side": "company",
        "def_reach": "lost",
        "loan_proof": ["note", "mobile_pay"],
        "amount_agreed": 5000000,
        "handed": 4500000,
        "rate": "12",
        "due_date": "2026-01-01",
        "has_guarantor": "yes",
        "g_kind": "unstated",
        "principal": 4500000,
        "interest_until_paid": "yes",
        "arb_clause": "none",
        "agreed_court": "yes",
        "pre_pres": "no",
        "agent": "none",
        "witness": "yes",
    }
    assert carried(DATA, "private_lending", "lending", "claimant", answers) == {
        "respondent.1.party_type": "legal",
        "respondent.1.reachable": "lost",
        "forum.has_forum_clause": "yes",
        "loan.delivery_way": "transfer",
        "loan.amount_agreed": 5000000,
        "loan.amount_delivered": 4500000,
        "terms.rate": "12",
        "terms.rate_unit": "year",
        "security.has_surety": "yes",
        "security.surety_kind": "unstated",
        "terms.term_end": "2026-01-01",
        "claims.interest_until_paid": "yes",
        "claims.principal_owed": 4500000,
        "forum.pre_suit_preservation": "no",
    }
    assert set(carried(DATA, "general", "lending", "claimant", answers)) == {
        "respondent.1.party_type",
        "respondent.1.reachable",
        "forum.has_forum_clause",
        "forum.pre_suit_preservation",
    }
    assert carried(DATA, "private_lending", "lending", "respondent", answers) == {}
    assert carried(DATA, "labour", "labour", "claimant", {"labour_award": "unsure", "work_injury": "unsure"}) == {}


@pytest.mark.parametrize("question", [each for each in DATA.questions if each.carry], ids=lambda each: each.key)
def test_every_answer_that_is_carried_fits_the_question_of_the_draft(question):
    for form, rows in question.carry.items():
        for carry in rows:
            section, *_, name = carry.to.split(".")
            asked = newest_form(form, TODAY).section(section)
            target = asked.field(name)
            assert asked.repeat == (carry.to.count(".") == 2)
            if carry.fixed:
                assert carry.fixed in target.codes
            elif carry.values is None:
                assert target.type == question.type
            else:
                assert set(carry.values) <= question.as_field().codes - {UNSURE}
                assert set(carry.values.values()) <= target.codes


def test_a_final_award_leaves_the_employer_no_suit():
    """调解仲裁法47-49: the worker sues within fifteen days, the employer asks to have it set aside within thirty."""
    told = {"labour_award": "award", "award_date": "2026-11-20"}
    worker = result(DATA, "labour", "claimant", told | {"award_final": "no"}, TODAY)
    assert [(each.words, each.day) for each in worker.days] == [("对仲裁裁决起诉的最后一天", date(2026, 12, 7))]
    employer = result(DATA, "labour", "claimant", told | {"award_final": "yes"}, TODAY)
    assert [(each.words, each.day) for each in employer.days] == [
        ("向中级法院申请撤销终局裁决的最后一天", date(2026, 12, 21))
    ]
    remark = next(each for each in employer.first if each.id == "R33")
    assert "三十日内，可以向劳动仲裁委员会所在地的中级法院申请撤销" in "".join(remark.points)
    assert any("第四十七条、第四十九条" in ground.words or "第四十九条" in ground.words for ground in remark.grounds)
