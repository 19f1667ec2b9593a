"""The winner chooses how what it prepaid comes back (解释207)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from common.cases.events import SYSTEM
from common.cases.models import Deadline, Event
from common.cases.rules import ActionRefused
from common.cases.states import Side
from common.documents.models import Paper
from common.law import clock
from fees.money.actions import make_refund, prepare_refund, settle_payment
from fees.money.models import FeeNotice, Refund
from fees.settling.actions import choose_refund
from fees.settling.models import Bearing
from fees.settling.states import RefundChoice
from tests.factories.fees import order
from tests.factories.triage import by
from tests.fees.settling.suits import FULL, OVER, Suit, faults
from tests.fees.test_road import paid

pytestmark = pytest.mark.django_db


def test_silence_is_a_refund_within_the_fifteen_days_and_a_demand(suit: Suit) -> None:
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    mine = suit.of(suit.first)
    term = Deadline.objects.get(case=suit.case, term="fee_choice")
    assert (mine.back, mine.asked_on, term.due, term.party) == (FULL, OVER, date(2026, 3, 25), suit.first)
    assert "预交的受理费 300 元不用您负担" in suit.told(suit.zhang)
    suit.night(date(2026, 3, 25))
    assert suit.back() == []
    suit.night(date(2026, 3, 26))
    suit.night(date(2026, 3, 26))  # again: nothing
    mine.refresh_from_db()
    assert (mine.choice, mine.silent) == ("court", True)
    assert suit.back() == [(suit.first.pk, FULL)]
    assert suit.asked() == [(suit.second.pk, FULL, "open")]
    refund = Deadline.objects.get(case=suit.case, term="refund")
    assert refund.due == date(2026, 4, 2)  # from the effect, not from the silence (办法53)
    demand = Deadline.objects.get(case=suit.case, term="fee_demand")
    assert (demand.state, demand.awaits) == ("waiting", f"delivery:fee_notice:{suit.second.pk}")
    assert "您负担的受理费 300 元" in suit.told(suit.li)
    paper = Paper.objects.get(case=suit.case, kind="fee_notice", party=suit.second)
    assert (paper.context["kind"], paper.context["amount"]) == ("final", FULL)
    assert faults() == []


@pytest.mark.parametrize(
    ("choice", "refunded", "demanded", "loser_reads"),
    [
        (RefundChoice.COURT, FULL, FULL, "收到通知书后"),
        (RefundChoice.DIRECT, 0, 0, "按裁判写的日子付给张三"),
        (RefundChoice.BEAR, 0, 0, "张三自愿承担，您不用再交"),
    ],
)
def test_each_choice(suit: Suit, choice: RefundChoice, refunded: int, demanded: int, loser_reads: str) -> None:
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    with clock.at(OVER):
        assert "怎么退" in suit.page(suit.zhang)
        assert "怎么退" not in suit.page(suit.li)
        client = Client()
        client.force_login(suit.zhang)
        answer = client.post(f"/fees/cases/{suit.case.uid}/choose/", {"choice": choice.value})
        assert answer.status_code == 302
        shown = suit.page(suit.li)
    assert sum(fen for _, fen in suit.back()) == refunded
    assert sum(fen for _, fen, _ in suit.asked()) == demanded
    assert loser_reads in suit.told(suit.li)
    assert {"direct": "直接付给张三", "bear": "自愿承担"}.get(choice.value, "李四 300.00 元") in shown
    other = RefundChoice.BEAR if choice != RefundChoice.BEAR else RefundChoice.COURT
    with pytest.raises(ActionRefused, match="选过"):
        choose_refund(bearing=suit.of(suit.first), choice=other, by=by(suit.zhang), today=OVER)
    assert Event.objects.filter(case=suit.case, kind="fees.refund_chosen").count() == 1
    assert faults() == []


def test_a_choice_after_its_day_is_refused_whether_or_not_the_sweep_has_run(suit: Suit) -> None:
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    with pytest.raises(ActionRefused, match="期限已经过了"):
        choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.BEAR, by=by(suit.zhang), today=date(2026, 3, 26))


def test_of_several_claimants_the_one_who_prepaid_is_asked(suit: Suit) -> None:
    third = suit.third(Side.CLAIMANT)
    suit.judged([(third.pk, 6_000), (suit.second.pk, 24_000)])  # 王五 lost a part of his own claim
    suit.in_effect()
    assert list(Bearing.objects.filter(asked_on__isnull=False).values_list("party", "back")) == [(suit.first.pk, FULL)]
    choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.COURT, by=by(suit.zhang), today=OVER)
    assert sorted(suit.asked()) == sorted([(third.pk, 6_000, "open"), (suit.second.pk, 24_000, "open")])


def test_a_refund_that_was_made_is_there_for_who_looks(suit: Suit) -> None:
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.COURT, by=by(suit.zhang), today=OVER)
    prepare_refund(refund=Refund.objects.get(), by=by(suit.clerk), today=OVER)
    make_refund(refund=Refund.objects.get(), voucher="T1", by=by(suit.finance), today=OVER)
    receipt = paid(order(FeeNotice.objects.get(kind="final"), suit.li))
    assert settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=OVER).reacted_at is not None
    assert [notice.state for notice in FeeNotice.objects.order_by("pk")] == ["paid", "paid"]
    assert faults() == []
