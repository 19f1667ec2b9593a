"""What a ruling says of the fee is what the books say (办法51, 53)."""

from __future__ import annotations

import pytest

from common.cases.events import SYSTEM
from common.cases.states import Side
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.models import FeeNotice
from fees.relief.actions import decide_relief
from fees.relief.states import ReliefGround, ReliefKind
from tests.factories import staff
from tests.factories.fees import order
from tests.factories.triage import DAY, by
from tests.fees.settling.suits import Suit, ruled
from tests.fees.test_road import ask, paid

pytestmark = pytest.mark.django_db


def test_the_ruling_on_a_withdrawal_says_what_the_books_say(suit: Suit) -> None:
    """办法34, 53第1款: of two claimants the one who prepaid bears it, with the amount."""
    suit.third(Side.CLAIMANT)
    context = ruled(suit, "withdrawal")
    assert "案件受理费减半收取150.00元，由张三负担150.00元；已经交纳的150.00元予以退还。" in context["read"]
    assert context["fee"]["shares"] == [{"name": "张三", "fen": suit.of(suit.first).share}]
    assert suit.back() == [(suit.first.pk, context["fee"]["refund"])]


def test_the_ruling_names_the_relief(books: None) -> None:
    """办法51: 40 % off."""
    suit = Suit(pays=False)
    notice = open_fee(case=suit.case, by=SYSTEM, today=DAY)
    relief = ask(suit.case, suit.zhang, ReliefKind.REDUCE, ReliefGround.R2)
    decide_relief(relief=relief, grant=ReliefKind.REDUCE, percent=40, by=by(staff(Role.DIVISION_HEAD)), today=DAY)
    notice.refresh_from_db()
    paid(order(notice, suit.zhang))
    context = ruled(suit, "withdrawal")
    assert "减半收取150.00元，准予减交、免交60.00元，由张三负担90.00元" in context["read"]


def test_who_did_not_pay_the_supplement_reads_so_and_gets_half_back(suit: Suit) -> None:
    """解释199第2款."""
    FeeNotice.objects.filter(case=suit.case).update(kind="supplement")
    context = ruled(suit, "deemed_withdrawal", {"supplement": True, "notice_id": 0})
    assert "由简易程序转为普通程序，依法通知张三补交" in context["read"]
    assert "未预交" not in context["read"]
