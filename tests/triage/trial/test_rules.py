"""Conversions, longer terms and what a ruling rests on: tables, without a database."""

from __future__ import annotations

from datetime import date

from common.law import terms
from common.law.procedures import Procedure
from tests.tables import rows
from triage.trial.rules import appeal_term, dismissal, goes_on, longer_term, may_convert, transfer
from triage.trial.states import DismissalGround, TransferGround

S, Y = Procedure.SMALL, Procedure.SUMMARY
SINGLE, P = Procedure.ORDINARY_SINGLE, Procedure.ORDINARY_PANEL


@rows(
    ("frm", "to", "today", "heard", "may"),
    [
        (S, Y, date(2026, 4, 1), True, True),
        (S, S, date(2026, 4, 1), False, False),
        (Y, SINGLE, date(2026, 6, 2), True, True),
        (Y, SINGLE, date(2026, 6, 3), True, False),
        (SINGLE, P, date(2027, 1, 1), True, True),
        (SINGLE, Y, date(2026, 4, 1), True, False),
        (SINGLE, Y, date(2026, 4, 1), False, True),
    ],
)
def test_when_a_procedure_may_become_another(
    frm: Procedure, to: Procedure, today: date, heard: bool, may: bool
) -> None:
    found = may_convert(frm, to, today=today, term_ends=date(2026, 6, 2), heard=heard)
    assert found.value is may
    assert may or found.note


SMALL, SUMMARY, SINGLE = Procedure.SMALL, Procedure.SUMMARY, Procedure.ORDINARY_SINGLE


@rows(
    ("procedure", "months", "granted", "words"),
    [
        (SMALL, 1, 0, ""),
        (SMALL, 2, 0, "只能延长 1 个月"),
        (SUMMARY, 1, 0, ""),
        (SUMMARY, 1, 1, "已经批准延长过一次"),
        (SINGLE, 6, 0, ""),
        (SINGLE, 3, 0, ""),
        (SINGLE, 7, 0, "1 至 6 个月"),
        (SINGLE, 0, 0, "1 至 6 个月"),
        (SINGLE, 6, 1, "报请上级人民法院批准"),
    ],
)
def test_a_trial_term_is_made_longer_once_and_by_so_much(
    procedure: Procedure, months: int, granted: int, words: str
) -> None:
    found = longer_term(
        procedure,
        on=date(2026, 3, 2),
        months=months,
        granted=granted,
        today=date(2026, 3, 2),
        term_ends=date(2026, 5, 2),
    )
    assert words in found.value
    assert bool(found.value) == bool(words)
    assert found.articles


def test_a_late_request_says_so_and_one_without_a_term_is_none() -> None:
    late = longer_term(
        SUMMARY, on=date(2026, 3, 2), months=1, granted=0, today=date(2026, 4, 25), term_ends=date(2026, 5, 2)
    )
    assert (late.value, "十五日" in late.note) == ("", True)
    assert longer_term(SUMMARY, on=date(2026, 3, 2), months=1, granted=0, today=date(2026, 4, 25), term_ends=None).value


@rows("ground", DismissalGround)
def test_a_dismissal_rests_on_a_condition_or_a_case_of_the_statute(ground: DismissalGround) -> None:
    ordinary, small = dismissal(ground, "summary"), dismissal(ground, "small")
    assert ordinary.value == ground.label
    assert "第二百零八条第三款" in "".join(article.cite for article in ordinary.articles)
    condition = "第一百二十二条" in ordinary.articles[0].cite
    assert (len(small.articles) > len(ordinary.articles)) == condition  # 解释277 speaks of the conditions only


@rows(
    ("ground", "heard", "allowed"),
    [
        ("territory", False, True),
        ("territory", True, False),
        ("exclusive", True, True),
        ("level", True, True),
        ("first_elsewhere", True, True),
    ],
)
def test_a_case_is_transferred_by_territory_only_before_the_hearing(ground: str, heard: bool, allowed: bool) -> None:
    found = transfer(TransferGround(ground), heard=heard)
    assert (found.value == "") == allowed
    assert found.articles


@rows(
    ("what", "procedure", "term"),
    [
        ("judgment", "summary", "appeal_judgment"),
        ("judgment", "ordinary_panel", "appeal_judgment"),
        ("judgment", "small", ""),
        ("dismissal", "summary", "appeal_ruling"),
        ("dismissal", "small", ""),
        ("inadmissible", "small", "refusal_appeal"),  # the procedure is only provisional then
        ("withdrawal", "summary", ""),
        ("deemed_withdrawal", "summary", ""),
        ("transfer", "summary", ""),
        ("mediation", "summary", ""),
    ],
)
def test_what_may_be_appealed_and_how_long(what: str, procedure: str, term: str) -> None:
    found = appeal_term(what, procedure)
    assert found.value == term
    assert not term or term in terms.TERMS
    assert found.articles


@rows(
    ("asked", "claimants", "on"),
    [([1], [1], False), ([1, 2], [1, 2], False), ([1], [1, 2], True), ([2], [1, 2, 3], True), ([], [1], True)],
)
def test_the_case_goes_on_while_a_claimant_is_left(asked: list[int], claimants: list[int], on: bool) -> None:
    assert goes_on(asked, claimants).value is on
