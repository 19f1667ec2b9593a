"""When a judge can rule on a confirmation, as tables."""

from __future__ import annotations

from mediation.confirmation import rules
from mediation.confirmation.states import NotAcceptedGround, RejectedGround
from mediation.course.states import EndReason
from tests.tables import rows

ALL = {g.value: True for g in RejectedGround}


@rows(
    ("both", "checks", "refuse", "ground", "record", "wrong"),
    [
        (True, ALL, False, "", "一致", ""),
        (False, ALL, False, "", "一致", "共同到场"),
        (True, {**ALL, "unclear": False}, False, "", "一致", "逐项核对"),
        (True, {}, False, "", "一致", "逐项核对"),
        (True, ALL, False, "", " ", "审查情况"),
        (False, {}, True, "unclear", "不明确", ""),
        (True, ALL, True, "", "不明确", "情形"),
    ],
)
def test_what_a_judge_needs_to_rule(both, checks, refuse, ground, record, wrong):
    found = rules.may_decide(both_present=both, checks=checks, refuse=refuse, ground=ground, record=record).value
    assert wrong in found
    assert bool(found) is bool(wrong)


def test_the_grounds_stand_in_the_order_of_their_articles():
    assert [g.item for g in NotAcceptedGround] == [1, 2, 3, 4, 5]
    assert [g.item for g in RejectedGround] == [1, 2, 3, 4, 5, 6]
    assert [r.item for r in EndReason] == list(range(1, 9))
