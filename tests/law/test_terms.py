"""Every period of the law summary, with its start and its end."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from common.law import clock
from common.law.articles import art
from common.law.terms import TERMS, TOLD, TermError, Unit, deadline, filing_term, term, told
from tests.tables import rows

# Counted by the court, kept by a party.
OF_BOTH = {"answer_small"}


def sources() -> list[Path]:
    """The code of the rooms and of the house, where terms are set."""
    root = Path(__file__).resolve().parents[2]
    rooms = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
    return [path for room in rooms for path in sorted((root / room).rglob("*.py")) if path.name != "doers.py"]


SUMMARY = {
    "filing_review": "7日", "filing_review_corrected": "7日", "complaint_copy": "5日", "answer": "15日",
    "answer_copy": "5日", "join_online": "3日", "choose_mediator": "2个工作日", "appoint_mediator": "3个工作日",
    "mediator_accepts": "3个工作日", "contact_other_side": "3个工作日", "fee_payment": "7日", "counterclaim_fee": "7日",
    "fee_supplement": "7日", "refund": "15日", "fee_review": "15日", "confirmation_application": "30日",
    "trial_ordinary": "6个月", "trial_ordinary_extension": "6个月", "trial_summary": "3个月",
    "trial_summary_extension": "1个月", "trial_small": "2个月", "trial_small_extension": "1个月",
    "appeal_judgment": "15日", "appeal_ruling": "10日", "preservation_ruling": "48小时", "preservation_suit": "30日",
    "retrial_application": "6个月", "retrial_review": "3个月", "labour_suit": "15日", "petition_reply": "7日",
    "petition_result": "3个月", "petition_register": "15日", "petition_finish": "60日",
    "petition_finish_extension": "30日", "petition_recheck": "30日", "petition_reexamine": "30日",
    "mediation_a": "30日", "mediation_b": "30日", "mediation_c_ordinary": "15日", "mediation_c_summary": "7日",
    "mediation_c_extension": "30日", "confirmation_acceptance": "3日", "confirmation_decision": "15日",
    "confirmation_decision_extension": "10日", "special_procedure": "30日",
}  # fmt: skip


DAY = date(2026, 3, 2)
EVERY = [(key, each) for key, versions in TERMS.items() for each in versions]


def test_the_lengths_of_the_summary():
    assert {key: term(key, DAY).length for key in SUMMARY} == SUMMARY


def test_every_term_is_whole():
    for key, each in EVERY:
        assert each.key == key
        assert each.name
        assert each.counts_from
        assert each.articles
        assert each.amount > 0
        assert each.holder in ("court", "party", "mediator", "other")
        assert all(other in TERMS for other in each.extends)


@rows(
    ("key", "start", "due"),
    [
        ("fee_payment", "2026-09-28", "2026-10-08"),
        ("answer", "2026-06-05", "2026-06-22"),
        ("confirmation_application", "2026-09-02", "2026-10-08"),
        ("choose_mediator", "2026-03-06", "2026-03-10"),
        ("trial_small", "2026-01-31", "2026-03-31"),
        ("trial_summary", "2025-12-10", "2026-03-10"),
        ("trial_ordinary", "2026-04-03", "2026-10-08"),
        ("mediation_c_summary", "2026-03-02", "2026-03-09"),
    ],
)
def test_deadlines(key, start, due):
    found = deadline(key, date.fromisoformat(start))
    assert found.value.day == date.fromisoformat(due)
    assert found.value.start == date.fromisoformat(start)
    assert art("民诉法", 85) in found.articles
    assert found.confirmed


@rows("key", sorted({key for key, each in EVERY if each.from_receipt}))
def test_no_due_day_before_service(key):
    found = deadline(key, None)
    assert found.value.day is None
    assert "送达" in found.note


def test_hours_give_a_moment():
    found = deadline("preservation_ruling", datetime(2026, 3, 6, 16, 5)).value
    assert found.at == datetime(2026, 3, 8, 17, 0, tzinfo=clock.SHANGHAI)
    assert found.day == date(2026, 3, 8)
    with pytest.raises(ValueError, match="时刻"):
        deadline("preservation_ruling", date(2026, 3, 6))


def test_a_moment_counts_as_its_day():
    assert deadline("fee_payment", datetime(2026, 9, 28, 23, 59)).value.day == date(2026, 10, 8)


@rows("key", ["petition_reply", "petition_result", "correction"])
def test_what_was_only_recalled_is_marked(key):
    found = deadline(key, date(2026, 3, 2))
    assert not found.confirmed
    assert "待确认" in found.note


def test_the_court_may_fix_the_length():
    assert deadline("correction", date(2026, 3, 2), amount=3).value.day == date(2026, 3, 5)


def test_doubt_about_the_year_is_carried_over():
    found = deadline("trial_ordinary", date(2026, 9, 1))
    assert found.value.day == date(2027, 3, 1)
    assert "2027年放假安排尚未公布" in found.note
    assert not found.confirmed


def test_unknown_terms():
    with pytest.raises(TermError, match="没有名为"):
        term("nothing", DAY)


def test_only_hours_have_a_moment():
    assert [key for key, each in EVERY if each.unit is Unit.HOURS] == [
        "preservation_ruling",
        "preservation_urgent",
        "preservation_release_urgent",
        "protection_order",
        "protection_order_urgent",
    ]


@rows(
    ("cause", "days", "item"),
    [
        ("108.3", 7, 1),
        ("", 7, 1),
        ("no such cause", 7, 1),
        ("511", 30, 3),
        ("512", 15, 4),
        ("513", 15, 4),
        ("514", 15, 4),
    ],
)
def test_how_long_a_court_may_examine_a_filing(cause, days, item):
    found = term(filing_term(cause), DAY)
    assert found.counted(Unit.DAYS) == days
    assert art("立案规定", 8, None, item) in found.articles


SET = set(re.findall(r'"([a-z_]+)"', "".join(each.read_text() for each in sources())))


@pytest.mark.parametrize("key", sorted(key for key in SET & set(TERMS) if TERMS[key][-1].holder != "party"))
def test_a_term_of_the_court_names_its_doer_to_a_party(key: str) -> None:
    """WORDS: every deadline shown to a party names its doer; the table's name is for who keeps it."""
    if key in OF_BOTH:
        assert told(key, DAY) == TERMS[key][-1].name
        return
    assert told(key, DAY).startswith(("法院", "法官", "院长", "调解员", "上级法院"))


def test_only_terms_of_the_table_are_told() -> None:
    assert set(TOLD) <= set(TERMS)
