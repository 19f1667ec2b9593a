"""The sorting rules as tables, without a database."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from common.law.procedures import Procedure, Track
from tests.tables import rows
from triage.sorting.rules import RuleError, allowed_procedures, facts_for_law, read_facts, read_rules, sort

DEFAULT = json.loads(
    (Path(__file__).resolve().parents[3] / "triage/sorting/data/rules.json").read_text(encoding="utf-8")
)
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
