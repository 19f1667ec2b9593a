"""The sorting rules as tables, without a database."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from common.law import terms
from common.law.procedures import Procedure, Track
from tests.tables import rows
from triage.sorting.rules import RuleError, allowed_procedures, facts_for_law, read_facts, read_rules, sort
from triage.teams.rules import TeamLoad, days_outside, pick, weight_of
from triage.trial.rules import appeal_term, dismissal, goes_on, longer_term, may_convert, transfer
from triage.trial.states import DismissalGround, TransferGround

DEFAULT = json.loads((Path(__file__).resolve().parents[2] / "triage/data/rules.json").read_text(encoding="utf-8"))
RULES = read_rules(DEFAULT["rules"])


@rows(
    ("known", "amount", "procedure", "track"),
    [
        ({"monetary_only": True}, 1_200_000, "small", "fast"),
        ({"monetary_only": True, "foreign": True}, 1_200_000, "summary", "fast"),
        ({"monetary_only": True}, 50_000_000, "summary", "fast"),
        ({"monetary_only": True, "small_claims_agreed": True}, 20_000_000, "small", "fast"),
        ({"needs_appraisal": True}, 50_000_000, "summary", "careful"),
        ({"counterclaim": True}, 50_000_000, "summary", "careful"),
        ({"counterclaim": True, "points_fixed": True}, 50_000_000, "summary", "fast"),
        ({"respondent_whereabouts_known": False, "monetary_only": True}, 1_200_000, "ordinary_single", "careful"),
        ({"respondent_whereabouts_known": "no", "monetary_only": "yes"}, 1_200_000, "ordinary_single", "careful"),
        ({"simple": False}, 50_000_000, "ordinary_single", "careful"),
        ({"simple": False, "points_fixed": True}, 50_000_000, "ordinary_single", "fast"),
        ({"simple": False, "basics_clear": False}, 50_000_000, "ordinary_panel", "careful"),
        ({"public_interest": True, "points_fixed": True}, 50_000_000, "ordinary_panel", "careful"),
        ({"remanded": True}, 1_200_000, "ordinary_panel", "careful"),
    ],
)
def test_the_statute_gives_the_procedure_and_the_first_rule_that_holds_the_track(
    known: dict[str, Any], amount: int, procedure: str, track: str
) -> None:
    found = sort(read_facts(known), RULES, received=date(2026, 3, 2), amount=amount)
    assert (found.value.procedure, found.value.track) == (procedure, track)
    assert all(ground.article for ground in found.value.grounds)
    assert found.value.grounds[-1].effect == Track(track).label


def test_the_intermediate_court_sits_as_a_panel() -> None:
    found = sort(read_facts({"monetary_only": True}), RULES, amount=1_200_000, intermediate=True)
    assert found.value.procedure == Procedure.ORDINARY_PANEL


def test_a_quick_look_says_the_same_as_the_long_one() -> None:
    facts = read_facts({"monetary_only": True, "needs_appraisal": True})
    long, short = (sort(facts, RULES, amount=9_000_000, explain=explain).value for explain in (True, False))
    assert (long.procedure, long.track, long.rule) == (short.procedure, short.track, short.rule)


RULE: dict[str, Any] = {"key": "a", "when": [], "track": "fast", "words": "理由", "articles": [["实施意见", 10]]}


@rows(
    ("rows", "words"),
    [
        ([], "空"),
        ([{**RULE, "when": [{"fact": "simple", "op": "is", "value": True}]}], "最后一条"),
        ([RULE, {**RULE, "key": "b"}], "没有条件"),
        ([RULE, RULE], "重复"),
        ([{**RULE, "when": [{"fact": "mood", "op": "is", "value": 1}]}], "mood"),
        ([{**RULE, "when": [{"fact": "simple", "op": "__import__", "value": 1}]}], "比较方式"),
        ([{**RULE, "when": [{"fact": "amount", "op": "at_most", "value": "1e9"}]}], "整数"),
        ([{**RULE, "track": "slow"}], "第1条"),
        ([{**RULE, "articles": [["没有这部法", 1]]}], "没有这部法"),
        ([{**RULE, "articles": []}], "依据"),
        ([{**RULE, "words": ""}], "理由"),
    ],
)
def test_a_rule_set_that_cannot_be_used_says_what_is_wrong(rows: list[dict[str, Any]], words: str) -> None:
    with pytest.raises(RuleError, match=words):
        read_rules(rows)


@rows(
    ("known", "amount", "barred"),
    [
        ({"monetary_only": True}, 1_200_000, set()),
        ({"monetary_only": True, "foreign": True}, 1_200_000, {"small"}),
        ({"monetary_only": False}, 1_200_000, {"small"}),
        ({"monetary_only": True}, 90_000_000, {"small"}),
        ({"respondent_whereabouts_known": False}, 1_200_000, {"small", "summary"}),
        ({"public_interest": True}, 1_200_000, {"small", "summary", "ordinary_single"}),
    ],
)
def test_an_officer_may_not_go_below_what_the_statute_bars(
    known: dict[str, Any], amount: int, barred: set[str]
) -> None:
    law = facts_for_law(read_facts(known), cause="", received=date(2026, 3, 2), amount=amount, intermediate=False)
    assert {str(each) for each, article in allowed_procedures(law).items() if article is not None} == barred


def team(number: int, load: int, last: int | None, *people: int) -> TeamLoad:
    return TeamLoad(number, load, last, frozenset(people))


@rows(
    ("teams", "excluded", "chosen"),
    [
        ([], (), None),
        ([team(1, 9, 5, 11), team(2, 3, 6, 12)], (), 2),
        ([team(1, 3, 5, 11), team(2, 3, 4, 12)], (), 2),
        ([team(1, 3, 5, 11), team(2, 3, None, 12)], (), 2),
        ([team(2, 0, None, 12), team(1, 0, None, 11)], (), 1),
        ([team(1, 0, None, 11), team(2, 9, 1, 12)], (11,), 2),
        ([team(1, 0, None, 11)], (11, 99), None),
    ],
)
def test_the_least_loaded_team_gets_the_case_and_ties_go_to_the_longest_idle(
    teams: list[TeamLoad], excluded: tuple[int, ...], chosen: int | None
) -> None:
    assert pick(teams, excluded).value == chosen


@rows(
    ("procedure", "parties", "appraisal", "weight"),
    [
        (Procedure.SMALL, 2, False, 2),
        (Procedure.SUMMARY, 3, False, 4),
        (Procedure.SUMMARY, 5, False, 4),
        (Procedure.SUMMARY, 6, False, 5),
        (Procedure.ORDINARY_PANEL, 2, True, 10),
    ],
)
def test_weight_is_more_than_number(procedure: Procedure, parties: int, appraisal: bool, weight: int) -> None:
    assert weight_of(procedure, parties=parties, appraisal=appraisal).value == weight


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


@rows(
    ("route", "spans", "days"),
    [
        ("C", [], 0),
        ("C", [(date(2026, 3, 9), date(2026, 4, 8), None)], 30),
        ("C", [(date(2026, 3, 9), date(2026, 4, 8), date(2026, 3, 20))], 11),
        ("C", [(date(2026, 3, 9), date(2026, 4, 8), date(2026, 4, 9))], 30),  # the sweep finds it the day after
        ("C", [(date(2026, 3, 9), date(2026, 4, 8), date(2026, 3, 5))], 0),  # agreed early, never needed
        ("B", [(date(2026, 3, 9), date(2026, 4, 8), None)], 0),  # before registration no term runs
        ("", [(date(2026, 3, 9), date(2026, 4, 8), None)], 0),
    ],
)
def test_the_days_an_extended_mediation_took_are_outside_the_trial_term(route: str, spans: Any, days: int) -> None:
    found = days_outside(route, spans)
    assert found.value == days
    assert bool(found.articles) == bool(days)


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
