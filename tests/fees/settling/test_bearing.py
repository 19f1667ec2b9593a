"""Who bears the fee: said at closing, moved when the paper takes effect, chosen by the winner, asked of the loser
(办法29-34, 50, 53; 解释207)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from common.cases.actions import PartyData, add_party, link_party, start_deadlines, sweep_lapsed
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Event, Party
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import PartyKind, Side, Stage, TodoKind
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.states import Role
from fees.charging.actions import open_fee
from fees.money.actions import make_refund, settle_payment
from fees.money.models import FeeNotice, Refund
from fees.relief.actions import decide_relief
from fees.relief.states import ReliefGround, ReliefKind
from fees.settling import actions, rules
from fees.settling.actions import apportion, choose_refund, sweep_bearing, take_effect, unsettle
from fees.settling.models import Bearing, Settlement
from fees.settling.queries import settlement_of
from fees.settling.states import RefundChoice
from tests.factories import UserFactory, staff
from tests.factories.fees import order
from tests.factories.triage import DAY, answerable, by, heard, make_team, paper_of, paying_case, received
from tests.fees.test_road import ask, paid
from tests.tables import rows
from triage.trial.actions import close, draft_ruling, end_appeal, follow_appeal, record_appeal, sign_ruling
from triage.trial.states import AppealResult, ClosingWay
from yunfu_court.verifying import bearing as verifying
from yunfu_court.verifying.invariants import spans

FULL = 30_000  # of 20,000 yuan, in the ordinary procedure
OVER = date(2026, 3, 18)  # served on DAY, fifteen days to appeal: the day after the last one


# --- the rules, in tables


@rows(
    ("amount", "weights", "parts"),
    [
        (100, {1: 1, 2: 1}, {1: 50, 2: 50}),
        (101, {1: 1, 2: 1}, {1: 51, 2: 50}),
        (100, {1: 1, 2: 1, 3: 1}, {1: 34, 2: 33, 3: 33}),
        (10, {1: 0, 2: 7}, {1: 0, 2: 10}),
        (10, {}, {}),
        (0, {1: 5}, {1: 0}),
    ],
)
def test_a_sum_is_spread_to_the_fen(amount: int, weights: dict[int, int], parts: dict[int, int]) -> None:
    assert rules.spread(amount, weights) == parts


@rows(
    ("lacks", "backs", "owed"),
    [
        ({2: 100}, {1: 100}, {2: {1: 100}}),
        ({2: 100}, {1: 60}, {2: {1: 60, 0: 40}}),  # a part was never prepaid
        ({2: 100}, {}, {2: {0: 100}}),
        ({2: 70, 3: 30}, {1: 100}, {2: {1: 70}, 3: {1: 30}}),
        ({2: 50, 3: 50}, {1: 33, 4: 67}, {2: {1: 17, 4: 33}, 3: {1: 16, 4: 34}}),
        ({}, {1: 5}, {}),
    ],
)
def test_who_owes_whom(lacks: dict[int, int], backs: dict[int, int], owed: dict[int, dict[int, int]]) -> None:
    found = rules.debts(lacks, backs)
    assert found == owed
    assert {loser: sum(parts.values()) for loser, parts in found.items()} == lacks


@rows(
    ("way", "procedure", "ends", "received_on", "stayed", "on"),
    [
        ("judgment", "summary", [date(2026, 3, 17), date(2026, 3, 16)], None, False, OVER),
        ("judgment", "summary", [date(2026, 3, 17), date(2026, 3, 18)], None, False, None),
        ("judgment", "summary", [date(2026, 3, 17), None], None, False, None),  # one was never served
        ("judgment", "summary", [], None, False, None),
        ("judgment", "summary", [date(2026, 3, 17)], None, True, None),
        ("judgment", "small", [], None, False, None),  # nobody knows of it yet
        ("judgment", "small", [], date(2026, 3, 9), False, date(2026, 3, 9)),
        ("dismissal", "summary", [None], None, False, None),
        ("mediation", "summary", [], None, False, None),
        ("mediation", "summary", [], date(2026, 3, 5), False, date(2026, 3, 5)),
        ("withdrawal", "summary", [], None, False, DAY),
    ],
)
def test_when_the_end_takes_effect(
    way: str, procedure: str, ends: list[date | None], received_on: date | None, stayed: bool, on: date | None
) -> None:
    found = rules.effect(
        way, procedure=procedure, closed_on=DAY, ends=ends, received_on=received_on, stayed=stayed, today=OVER
    )
    assert found.value == on
    assert found.articles


@rows(
    ("share", "off", "pays"),
    [(100, 0, 100), (100, 100, 0), (100, 40, 60), (50, 40, 30), (0, 100, 0), (33, 50, 16)],
)
def test_relief_is_for_who_asked_on_the_part_it_bears(share: int, off: int, pays: int) -> None:
    assert rules.payable(share, final=100, off=off) == pays


# --- stories


class Suit:
    """张三 against 李四 and, where the story needs them, 王五 beside either; paid, before its judge."""

    def __init__(self, procedure: str = "ordinary_single", *, pays: bool = True, team: str = "第一速裁团队") -> None:
        self.zhang, self.li = UserFactory(name="张三", verified=True), UserFactory(name="李四", verified=True)
        self.finance, self.clerk = staff(Role.FINANCE), staff(Role.CLERK)
        self.judge = make_team(team).judge
        self.case, self.first, self.second = paying_case(procedure=procedure, amount=2_000_000)
        for party, user in ((self.first, self.zhang), (self.second, self.li)):
            link_party(party=party, user_id=user.pk, by=SYSTEM, today=DAY)
        if pays:
            self.notice = open_fee(case=self.case, by=SYSTEM, today=DAY)
            paid(order(self.notice, self.zhang))

    def third(self, side: Side) -> Party:
        values = {"kind": PartyKind.NATURAL, "name": "王五", "phone": "13800000003", "address": "云浮市"}
        return add_party(case=self.case, data=PartyData(side=side, **values), today=DAY)

    def judged(self, bears: list[tuple[int, int | None]], way: str = "judgment") -> Settlement:
        Case.objects.filter(pk=self.case.pk).update(stage=Stage.TRIAL)
        paper = ClosingWay(way).paper
        document = paper_of(self.case, paper, self.judge) if paper else None
        with clock.at(DAY):
            if way == "judgment":
                heard(answerable(Case.objects.get(pk=self.case.pk)), self.judge)
            close(case=self.case, way=way, by=by(self.judge), today=DAY, document_id=document, bears=bears)
        found = settlement_of(self.case)
        assert found is not None
        return found

    def served(self, *parties: Party, paper: PaperKind = PaperKind.JUDGMENT, on: date = DAY) -> None:
        for party in parties:
            start_deadlines(case=self.case, awaits=Awaited(paper, party.pk), start=on, by=SYSTEM)

    def night(self, today: date) -> None:
        with clock.at(today):
            sweep_lapsed(today=today, by=SYSTEM)
            sweep_bearing(today=today, by=SYSTEM)

    def in_effect(self) -> None:
        self.served(*self.case.parties.order_by("pk"))
        self.night(OVER)

    def of(self, party: Party) -> Bearing:
        return Bearing.objects.get(settlement__case=self.case, settlement__undone_on=None, party=party)

    def asked(self) -> list[tuple[int, int, str]]:
        """Who is asked by the court for what at the end."""
        rows = FeeNotice.objects.filter(case=self.case, kind="final").exclude(state="cancelled")
        return list(rows.order_by("pk").values_list("party_id", "amount", "state"))

    def back(self) -> list[tuple[int, int]]:
        rows = Refund.objects.filter(case=self.case).exclude(state="void").order_by("pk")
        return list(rows.values_list("party_id", "amount"))

    def told(self, user: Any) -> str:
        return "\n".join(Notice.objects.filter(user=user).order_by("pk").values_list("body", flat=True))

    def page(self, user: Any, path: str = "") -> str:
        client = Client()
        client.force_login(user)
        return client.get(path or f"/cases/{self.case.uid}/").content.decode()


@pytest.fixture
def suit(books: None) -> Suit:
    return Suit()


pytestmark = pytest.mark.django_db


def faults() -> list[str]:
    return [f"{each.name}: {fault}" for each in verifying.INVARIANTS for span in spans() for fault in each.find(span)]


def test_nothing_moves_before_the_judgment_takes_effect(suit: Suit) -> None:
    row = suit.judged([(suit.second.pk, None)])
    assert (row.final, row.effective_on) == (FULL, None)
    assert (suit.of(suit.second).share, suit.back(), suit.asked()) == (FULL, [], [])
    suit.served(suit.first)
    suit.night(OVER)  # 李四 has not received it yet: its time to appeal does not run
    row.refresh_from_db()
    assert row.effective_on is None
    suit.served(suit.second, on=OVER)
    suit.night(OVER + timedelta(days=15))
    row.refresh_from_db()
    assert row.effective_on is None  # the fifteenth day is still one
    suit.night(OVER + timedelta(days=17))
    row.refresh_from_db()
    assert row.effective_on is not None
    assert suit.of(suit.first).back == FULL
    assert (suit.back(), suit.asked()) == ([], [])


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
        paid(order(FeeNotice.objects.get(kind="final"), suit.li))
        assert suit.case.title not in suit.page(suit.finance, "/fees/unpaid/")
    assert suit.asked() == [(suit.second.pk, FULL, "paid")]


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


def test_of_several_claimants_the_one_who_prepaid_is_asked(suit: Suit) -> None:
    third = suit.third(Side.CLAIMANT)
    suit.judged([(third.pk, 6_000), (suit.second.pk, 24_000)])  # 王五 lost a part of his own claim
    suit.in_effect()
    assert list(Bearing.objects.filter(asked_on__isnull=False).values_list("party", "back")) == [(suit.first.pk, FULL)]
    choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.COURT, by=by(suit.zhang), today=OVER)
    assert sorted(suit.asked()) == sorted([(third.pk, 6_000, "open"), (suit.second.pk, 24_000, "open")])


@pytest.mark.parametrize(("procedure", "way"), [("small", "judgment"), ("ordinary_single", "mediation")])
def test_nobody_is_asked_before_everybody_has_the_paper_that_is_final_at_once(
    books: None, procedure: str, way: str
) -> None:
    """民诉法100第3款, 165; 解释149: in effect on the day of the last receipt, whenever that was written down."""
    suit = Suit(procedure)
    kind = PaperKind.JUDGMENT if way == "judgment" else PaperKind.MEDIATION_PAPER
    row = suit.judged([(suit.second.pk, None)], way=way)
    assert suit.case.services.filter(kind=kind).count() == 2
    suit.night(DAY)
    received(suit.case, kind, suit.first, on=date(2026, 3, 4))
    suit.night(date(2026, 3, 9))
    row.refresh_from_db()
    assert (row.effective_on, suit.back(), suit.asked()) == (None, [], [])
    assert "已经生效" not in suit.told(suit.zhang)
    received(suit.case, kind, suit.second, on=date(2026, 3, 5), today=date(2026, 3, 22))
    suit.night(date(2026, 3, 22))
    row.refresh_from_db()
    assert row.effective_on == date(2026, 3, 5)
    assert suit.of(suit.first).asked_on == date(2026, 3, 22)
    if way == "mediation":
        half = Deadline.objects.get(case=suit.case, term="refund")
        assert half.due == date(2026, 3, 20), "fifteen days from the effect (办法53)"
    with clock.at(date(2026, 3, 22)):
        assert faults() == []


def test_a_dismissed_suit_gets_its_fee_back_from_the_effect_and_not_while_it_is_above(books: None) -> None:
    """办法27第2款, 53第2款."""
    suit = Suit()
    suit.judged([], way="dismissal")
    assert suit.back() == []
    suit.served(suit.first, suit.second, paper=PaperKind.RULING_DISMISSAL)
    suit.night(date(2026, 3, 13))  # ten days to appeal, to the 12th
    assert suit.back() == [(suit.first.pk, FULL)]
    assert Deadline.objects.get(case=suit.case, term="refund").due == date(2026, 3, 30), "from the 13th: a Saturday"
    with clock.at(date(2026, 3, 16)):
        late = {"case": suit.case, "party": suit.first, "on": date(2026, 3, 12), "today": date(2026, 3, 16)}
        record_appeal(by=by(suit.clerk), **late)
    assert suit.back() == []
    with clock.at(date(2026, 4, 20)):
        end_appeal(
            case=suit.case, result=AppealResult.UPHELD, on=date(2026, 4, 17), by=by(suit.clerk), today=date(2026, 4, 20)
        )
    assert suit.back() == [(suit.first.pk, FULL)]
    assert Deadline.objects.get(case=suit.case, term="refund", state="open").due == date(2026, 5, 6)


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


def test_an_appeal_stops_everything_also_after_it_began(suit: Suit) -> None:
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.COURT, by=by(suit.zhang), today=OVER)
    with pytest.raises(ActionRefused, match="已经过了"):
        record_appeal(case=suit.case, party=suit.second, on=OVER, by=by(suit.clerk), today=OVER)
    with clock.at(OVER):
        client = Client()
        client.force_login(suit.clerk)
        page = f"/triage/cases/{suit.case.uid}/appeal/"
        assert client.get(page).status_code == 200
        sent = {"party": suit.second.pk, "on": "2026-03-17"}  # posted on the last day, it came in on the next
        assert client.post(page, sent).status_code == 302
    assert (suit.back(), suit.asked()) == ([], [])
    suit.night(date(2026, 4, 30))
    assert (suit.back(), suit.asked()) == ([], [])
    assert "已经上诉" in suit.page(suit.zhang)
    assert not Deadline.objects.filter(case=suit.case, term="refund", state="open").exists()
    assert faults() == []


class Above(Suit):
    """张三 won; the refund was made and 李四 had paid when an appeal of the last day came in."""

    def __init__(self) -> None:
        super().__init__()
        self.judged([(self.second.pk, None)])
        self.in_effect()
        with clock.at(OVER):
            choose_refund(bearing=self.of(self.first), choice=RefundChoice.COURT, by=by(self.zhang), today=OVER)
            make_refund(refund=Refund.objects.get(), voucher="A1", by=by(self.finance), today=OVER)
            paid(order(FeeNotice.objects.get(kind="final"), self.li))
        self.late = date(2026, 3, 23)
        with clock.at(self.late):
            last, came = date(2026, 3, 17), date(2026, 3, 19)
            record_appeal(
                case=self.case, party=self.second, on=last, received_on=came, by=by(self.clerk), today=self.late
            )

    def ended(self, result: AppealResult, bears: list[tuple[int, int | None]]) -> Settlement:
        on = date(2026, 6, 1)
        with clock.at(on):
            end_appeal(case=self.case, result=result, on=on, bears=bears, by=by(self.clerk), today=on)
        return Settlement.objects.get(case=self.case)


def test_an_appeal_is_told_to_everybody_starts_its_terms_and_names_the_money_that_had_moved(books: None) -> None:
    """民诉法174; 办法22, 30."""
    suit = Above()
    assert "李四于 2026 年 3 月 17 日（周二）上诉" in suit.told(suit.zhang)
    assert "预交上诉案件受理费" in suit.told(suit.li)
    terms = Deadline.objects.filter(case=suit.case, state="open")
    assert dict(terms.filter(term__startswith="appeal_").values_list("term", "due")) == {
        "appeal_copy": date(2026, 3, 24)
    }
    money = suit.case.todos.get(what=TodoKind.UNDONE_MONEY, done_on=None)
    assert "已退还张三 300.00 元，已收李四 300.00 元" in money.words
    assert money.role == Role.FINANCE
    day = date(2026, 3, 24)
    with clock.at(day):
        follow_appeal(case=suit.case, copied_on=day, fee_told_on=day, by=by(suit.clerk), today=day)
    assert Deadline.objects.get(case=suit.case, term="appeal_copy").state == "met"
    assert dict(terms.filter(term__startswith="appeal_").values_list("term", "due")) == {
        "appeal_answer": date(2026, 4, 8),
        "appeal_file": date(2026, 4, 13),
        "appeal_fee": date(2026, 3, 31),
    }
    suit.night(date(2026, 10, 9))
    assert suit.case.todos.filter(what=TodoKind.APPEAL, done_on=None).exists(), "it stands while the file is above"


@pytest.mark.parametrize(
    ("result", "loser", "back", "asked"),
    [
        (AppealResult.UPHELD, "", 0, []),  # what was paid and given back was right
        (AppealResult.WITHDRAWN, "", 0, []),
        (AppealResult.CHANGED, "first", FULL, []),  # 李四 is asked how his comes back; then 张三 pays
    ],
)
def test_the_court_above_gives_the_fee_its_end(
    books: None, result: AppealResult, loser: str, back: int, asked: list[tuple[int, int, str]]
) -> None:
    suit = Above()
    row = suit.ended(result, [(getattr(suit, loser).pk, None)] if loser else [])
    assert (row.effective_on, row.stayed_on) == (date(2026, 6, 1), None)
    assert suit.of(suit.second).back == back
    assert [each for each in suit.asked() if each[2] == "open"] == asked
    kinds = [TodoKind.UNDONE_MONEY, TodoKind.APPEAL]
    assert not suit.case.todos.filter(what__in=kinds, done_on=None).exists()
    assert f"二审结果是{result.label}" in suit.told(suit.li)
    if back:
        choice = {"choice": RefundChoice.COURT, "by": by(suit.li), "today": date(2026, 6, 1)}
        choose_refund(bearing=suit.of(suit.second), **choice)
        assert (suit.first.pk, FULL, "open") in suit.asked()
    assert faults() == []


def test_a_case_sent_back_has_no_end_and_somebody_registers_it_anew(books: None) -> None:
    suit = Above()
    row = suit.ended(AppealResult.SENT_BACK, [])
    assert row.undone_on == date(2026, 6, 1)
    assert suit.case.todos.filter(what=TodoKind.SENT_BACK, done_on=None).exists()


def test_the_pages_of_an_appeal(books: None) -> None:
    suit = Above()
    client = Client()
    client.force_login(suit.clerk)
    page = f"/triage/cases/{suit.case.uid}/appeal/"
    with clock.at(date(2026, 6, 1)):
        assert "登记二审结果" in suit.page(suit.clerk)
        assert client.post(f"{page}course/", {}).status_code == 422
        assert client.post(f"{page}course/", {"sent_on": "2026-04-10"}).status_code == 302
        assert client.get(f"{page}result/").status_code == 200
        assert client.post(f"{page}result/", {"result": "changed", "on": "2026-06-01"}).status_code == 422
        said = {"result": "changed", "on": "2026-06-01", "bears": suit.first.pk}
        assert client.post(f"{page}result/", said).status_code == 302
        shown = suit.page(suit.clerk)
    assert "改判" in shown
    assert "登记二审结果" not in shown


def test_a_case_that_goes_on_asks_nobody(suit: Suit) -> None:
    suit.judged([(suit.second.pk, None)], way="mediation")
    received(suit.case, PaperKind.MEDIATION_PAPER)
    suit.night(DAY)
    mine = suit.of(suit.first)
    assert mine.asked_on == DAY
    unsettle(case=suit.case, by=SYSTEM, today=DAY)
    assert not Deadline.objects.filter(case=suit.case, term="fee_choice", state="open").exists()
    suit.night(OVER)
    mine.refresh_from_db()
    assert (mine.choice, suit.back(), suit.asked()) == ("", [], [])


def test_a_poisoned_case_stops_nobody_elses_refund(suit: Suit, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Suit(team="第二速裁团队")
    for each in (suit, other):
        each.judged([(each.second.pk, None)])
        each.served(each.first, each.second)
    real: Callable[..., bool] = take_effect

    def poisoned(*, case: Case, **values: Any) -> bool:
        if case.pk == suit.case.pk:
            raise ValueError("poison")
        return real(case=case, **values)

    monkeypatch.setattr(actions.bearing, "take_effect", poisoned)
    suit.night(OVER)
    assert Settlement.objects.get(case=other.case).effective_on == OVER
    assert Settlement.objects.get(case=suit.case).effective_on is None
    assert suit.case.todos.filter(what=TodoKind.STUCK, done_on=None).exists()
    monkeypatch.setattr(actions.bearing, "take_effect", real)
    suit.night(OVER)
    assert Settlement.objects.get(case=suit.case).effective_on == OVER
    assert not suit.case.todos.filter(what=TodoKind.STUCK, done_on=None).exists()


def test_a_refund_that_was_made_is_there_for_who_looks(suit: Suit) -> None:
    suit.judged([(suit.second.pk, None)])
    suit.in_effect()
    choose_refund(bearing=suit.of(suit.first), choice=RefundChoice.COURT, by=by(suit.zhang), today=OVER)
    make_refund(refund=Refund.objects.get(), voucher="T1", by=by(suit.finance), today=OVER)
    receipt = paid(order(FeeNotice.objects.get(kind="final"), suit.li))
    assert settle_payment(receipt_id=receipt.pk, by=SYSTEM, today=OVER).reacted_at is not None
    assert [notice.state for notice in FeeNotice.objects.order_by("pk")] == ["paid", "paid"]
    assert faults() == []


# --- the ruling and the books


def ruled(suit: Suit, kind: str, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the signed ruling printed, from a draft of this kind."""
    Case.objects.filter(pk=suit.case.pk).update(stage=Stage.TRIAL)
    case = Case.objects.get(pk=suit.case.pk)
    with clock.at(DAY):
        row = draft_ruling(case=case, kind=kind, by=SYSTEM, today=DAY, articles=[], facts=facts or {})
        sign_ruling(ruling=row, by=by(row.judge), today=DAY)
    paper = Paper.objects.filter(case=case, kind=f"ruling_{kind}").order_by("pk").first()
    assert paper is not None
    return {**paper.context, "read": render_to_string("triage/trial/papers/ruling.html", paper.context)}


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
