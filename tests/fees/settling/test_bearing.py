"""Who bears the fee: said at closing, registered from the paper, asked of the loser (办法29-34, 50, 53)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from common.cases.actions import link_party
from common.cases.events import SYSTEM
from common.cases.rules import ActionRefused
from common.cases.states import Side, TodoKind
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.models import FeeNotice
from fees.relief.actions import decide_relief
from fees.relief.states import ReliefGround, ReliefKind
from fees.settling.actions import apportion, choose_refund
from fees.settling.models import Bearing
from fees.settling.queries import settlement_of
from fees.settling.states import RefundChoice
from tests.factories import UserFactory, staff
from tests.factories.fees import order
from tests.factories.triage import DAY, by, received
from tests.fees.settling.suits import FULL, OVER, Suit, faults
from tests.fees.test_road import ask, paid

pytestmark = pytest.mark.django_db


def test_who_does_not_pay_is_a_line_for_enforcement_until_it_does(suit: Suit) -> None:
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.COURT, by=by(suit.zhang), today=OVER)
    suit.served(suit.second, paper=PaperKind.FEE_NOTICE, on=OVER)
    suit.night(date(2026, 3, 25))
    with clock.at(date(2026, 3, 25)):
        assert suit.case.title not in suit.page(suit.finance, "/fees/unpaid/")
    suit.night(date(2026, 3, 26))
    assert suit.asked() == [(suit.second.pk, FULL, "lapsed")]
    assert "有困难打 12368；不交可执行" in suit.told(suit.li)
    with clock.at(date(2026, 3, 26)):
        shown = suit.page(suit.finance, "/fees/unpaid/")
        assert "李四" in shown
        assert "300.00" in shown
        assert "待移送执行" in suit.page(suit.finance, "/")
        assert "移送执行</button>" in shown
        office, final = Client(), FeeNotice.objects.get(kind="final")
        office.force_login(suit.finance)
        assert suit.case.todos.filter(what=TodoKind.FEE_UNPAID, done_on=None).exists()
        for words in ("没交的 300.00 元已登记移送执行", "已于 3 月 26 日（周四）移送执行"):
            assert words in office.post("/fees/unpaid/", {"notice": final.pk}, follow=True).content.decode()
        assert not suit.case.todos.filter(what=TodoKind.FEE_UNPAID, done_on=None).exists()
        assert "移送执行</button>" not in suit.page(suit.finance, "/fees/unpaid/")
        assert "待移送执行" not in suit.page(suit.finance, "/")
        assert "现在仍可登录或到窗口交" in suit.told(suit.li)
        paid(order(FeeNotice.objects.get(kind="final"), suit.li))
        assert suit.case.title not in suit.page(suit.finance, "/fees/unpaid/")
    assert suit.asked() == [(suit.second.pk, FULL, "paid")]


def test_a_partial_win(suit: Suit) -> None:
    with pytest.raises(ActionRefused, match="应等于"):
        suit.judged([(suit.first.pk, 10_000), (suit.second.pk, 10_000)])
    assert settlement_of(suit.case) is None  # refused as a whole: the case is not closed
    suit.judged([(suit.first.pk, 10_000), (suit.second.pk, 20_000)])
    suit.in_effect()
    assert suit.of(suit.first).back == 20_000
    choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.COURT, by=by(suit.zhang), today=OVER)
    assert suit.back() == [(suit.first.pk, 20_000)]
    assert suit.asked() == [(suit.second.pk, 20_000, "open")]


def test_two_losers_each_have_a_notice_and_see_their_own(suit: Suit) -> None:
    third, wang = suit.third(Side.RESPONDENT), UserFactory(name="王五", verified=True)
    link_party(party=third, user_id=wang.pk, by=SYSTEM, today=DAY)
    suit.judged([(suit.second.pk, 21_000), (third.pk, 9_000)])
    suit.in_effect()
    choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.COURT, by=by(suit.zhang), today=OVER)
    assert suit.asked() == [(suit.second.pk, 21_000, "open"), (third.pk, 9_000, "open")]
    with clock.at(OVER):
        pay = f"/fees/cases/{suit.case.uid}/"
        assert "210.00" in suit.page(suit.li, pay)
        assert "210.00" not in suit.page(wang, pay)
        assert "网上支付" not in suit.page(wang, pay)  # what 张三 paid is not a record of his
        assert "90.00" in suit.page(wang, pay)
        first = FeeNotice.objects.get(kind="final", party=suit.second)
        desk = suit.page(suit.finance, f"{pay}counter/?notice={first.pk}")
        assert "交款人 李四" in desk
        assert "王五，" in desk  # the other one is a link away
    assert faults() == []


def test_an_exempted_winner_paid_nothing_and_the_loser_owes_the_court(books: None) -> None:
    suit = Suit(pays=False)
    open_fee(case=suit.case, by=SYSTEM, today=DAY)
    relief = ask(suit.case, suit.zhang, ReliefKind.EXEMPT, ReliefGround.E3)
    decide_relief(relief=relief, grant=ReliefKind.EXEMPT, by=by(staff(Role.DIVISION_HEAD)), today=DAY)
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    assert not Bearing.objects.filter(asked_on__isnull=False).exists()
    assert suit.asked() == [(suit.second.pk, FULL, "open")]  # 办法50
    assert faults() == []


def test_an_exempted_loser_pays_nothing(books: None) -> None:
    suit = Suit(pays=False)
    open_fee(case=suit.case, by=SYSTEM, today=DAY)
    relief = ask(suit.case, suit.zhang, ReliefKind.EXEMPT, ReliefGround.E3)
    decide_relief(relief=relief, grant=ReliefKind.EXEMPT, by=by(staff(Role.DIVISION_HEAD)), today=DAY)
    suit.judged([(suit.first.pk, None)])
    suit.in_effect()
    assert (suit.asked(), suit.back(), faults()) == ([], [], [])


def test_a_reduced_winner_gets_back_what_it_paid_and_the_loser_owes_all(books: None) -> None:
    suit = Suit(pays=False)
    notice = open_fee(case=suit.case, by=SYSTEM, today=DAY)
    relief = ask(suit.case, suit.zhang, ReliefKind.REDUCE, ReliefGround.R2)
    decide_relief(relief=relief, grant=ReliefKind.REDUCE, percent=40, by=by(staff(Role.DIVISION_HEAD)), today=DAY)
    notice.refresh_from_db()
    paid(order(notice, suit.zhang))
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    assert suit.of(suit.first).back == 18_000
    choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.DIRECT, by=by(suit.zhang), today=OVER)
    assert suit.back() == []
    assert suit.asked() == [(suit.second.pk, 12_000, "open")]  # what relief had taken off is the court's


def test_a_withdrawal_is_borne_by_who_withdraws_without_anybody_saying_so(suit: Suit) -> None:
    row = suit.judged([], way="withdrawal")
    assert row.effective_on == DAY
    assert suit.of(suit.first).share == row.final == FULL // 2
    assert suit.back() == [(suit.first.pk, FULL // 2)]  # the half that was paid too much
    assert (suit.asked(), faults()) == ([], [])


def test_a_deferred_fee_of_a_withdrawn_suit_is_asked_of_the_claimant(books: None) -> None:
    suit = Suit(pays=False)
    open_fee(case=suit.case, by=SYSTEM, today=DAY)
    relief = ask(suit.case, suit.zhang, ReliefKind.DEFER, ReliefGround.D3)
    decide_relief(relief=relief, grant=ReliefKind.DEFER, until=OVER, by=by(staff(Role.DIVISION_HEAD)), today=DAY)
    suit.judged([], way="withdrawal")
    assert suit.asked() == [(suit.first.pk, FULL // 2, "open")]


def test_a_closing_that_does_not_say_it_is_registered_by_the_finance_office(suit: Suit) -> None:
    suit.judged([], way="mediation")
    received(suit.case, PaperKind.MEDIATION_PAPER)
    suit.night(DAY)
    assert suit.case.todos.filter(what=TodoKind.APPORTION, done_on=None).exists()
    assert faults() == []
    with pytest.raises(ActionRefused, match="之和"):
        apportion(case=suit.case, shares={suit.second.pk: 1}, by=by(suit.finance), today=DAY)
    apportion(case=suit.case, shares={suit.second.pk: FULL // 2}, by=by(suit.finance), today=DAY)
    assert suit.of(suit.first).asked_on == DAY  # the paper is in effect: asked at once
    lists = Paper.objects.filter(case=suit.case, kind="fee_list", party=suit.second).order_by("pk")
    assert [paper.context["shares"] for paper in lists] == [[], [{"name": "李四", "fen": FULL // 2}]]
    with pytest.raises(ActionRefused, match="已经登记"):
        apportion(case=suit.case, shares={suit.second.pk: FULL // 2}, by=by(suit.finance), today=DAY)
