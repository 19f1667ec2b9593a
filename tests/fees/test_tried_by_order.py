"""A suit that was dismissed and is tried by order of the court above: what of its fee is asked for again (解释330)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from common.cases.events import SYSTEM
from common.cases.models import Case
from common.law import clock
from common.law.papers import PaperKind
from fees.charging.actions import notice_supplement, open_fee
from fees.money.models import FeeNotice
from tests.factories.fees import order
from tests.factories.triage import DAY, by
from tests.fees.settling.suits import ABOVE, FULL, Suit, faults, ruled
from tests.fees.test_road import paid
from triage.trial.actions import end_appeal, record_appeal, register_anew
from triage.trial.states import AppealResult

pytestmark = pytest.mark.django_db


def tried_by_order(suit: Suit, day: date) -> None:
    """Dismissed, and the dismissal set aside by the court above."""
    ruled(suit, "dismissal")
    suit.served(suit.first, suit.second, paper=PaperKind.RULING_DISMISSAL)
    said: dict[str, Any] = {"case": suit.case, "by": by(suit.clerk), "today": day}
    with clock.at(day):
        record_appeal(party=suit.first, on=day, **said)
        end_appeal(result=AppealResult.ORDERED, on=day, **{**ABOVE, **said})
        register_anew(on=day, **said)


def test_tried_by_order_a_fee_paid_in_part_is_asked_for_the_rest() -> None:
    """解释330; 收费办法22: what the court still holds of it counts; both parts together are the fee."""
    suit, day = Suit(pays=False), date(2026, 3, 4)
    first = order(open_fee(case=suit.case, by=SYSTEM, today=DAY), suit.zhang)
    paid(first, amount=10_000)
    tried_by_order(suit, day)
    asked = FeeNotice.objects.get(case=suit.case, kind="main", state="open")
    assert (asked.left, suit.back()) == (FULL - 10_000, [])
    with clock.at(day):
        paid(order(asked, suit.zhang))
    assert Case.objects.get(pk=suit.case.pk).stage == "trial"
    assert sum(each.money.applied for each in suit.case.fee_notices.all()) == FULL
    assert faults() == []


@pytest.mark.parametrize("part", [0, 5_000])
def test_tried_by_order_the_supplement_of_a_conversion_is_asked_for_again(part: int) -> None:
    """解释199: the half that the dismissal had stopped asking for."""
    suit, day = Suit(procedure="summary"), date(2026, 3, 4)
    Case.objects.filter(pk=suit.case.pk).update(procedure="ordinary_single")
    more = notice_supplement(case=suit.case, by=SYSTEM, today=DAY)
    assert more is not None
    assert more.left == FULL // 2
    if part:
        paid(order(more, suit.zhang), amount=part)
    tried_by_order(suit, day)
    asked = FeeNotice.objects.get(case=suit.case, kind="supplement", state="open")
    assert (asked.left, asked.party, suit.back()) == (FULL // 2 - part, suit.first, [])
    assert suit.case.deadlines.filter(term="fee_supplement", state="waiting", party=suit.first).count() == 1
    assert Case.objects.get(pk=suit.case.pk).stage == "trial"
    assert faults() == []
