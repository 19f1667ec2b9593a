"""A claimant changes its claims in the trial, and the fee follows (民诉法54, 143; 解释232; 办法21, 35)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from common.cases.models import Claim, Deadline, Event
from common.cases.rules import ActionRefused
from common.cases.states import TodoKind
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.people.states import Role
from fees.charging.actions import lapse, open_fee
from fees.money.models import FeeNotice
from fees.relief.actions import decide_relief
from fees.relief.states import ReliefGround, ReliefKind
from fees.settling.queries import before_closing
from tests.factories import staff
from tests.factories.fees import order
from tests.factories.triage import DAY, by
from tests.fees.settling.suits import OVER, Suit
from tests.fees.test_road import ask, paid
from tests.tables import rows
from triage.trial import rules
from triage.trial.actions import Asked, change_claims
from triage.trial.models import Ruling
from triage.trial.states import ChangedWhen

pytestmark = pytest.mark.django_db

BEFORE, LATE = ChangedWhen.BEFORE, ChangedWhen.INVESTIGATED
HALF = 15_000  # of 20,000 yuan, in the summary procedure


@rows(
    ("before", "after", "added", "when", "allowed"),
    [
        (100, 200, False, "before", True),
        (100, 200, False, "investigated", True),
        (100, 200, False, "after_debate", False),  # 解释232
        (100, 100, True, "after_debate", False),
        (100, 50, False, "after_debate", True),  # 民诉法54
        (200, 100, False, "unpaid", True),
        (100, 100, False, "unpaid", False),
        (100, 200, False, "unpaid", False),
        (None, 100, False, "before", True),
    ],
)
def test_what_may_be_changed_and_until_when(
    before: int | None, after: int | None, added: bool, when: str, allowed: bool
) -> None:
    found = rules.claims_change(before, after, added=added, when=ChangedWhen(when))
    assert (not found.value) is allowed
    assert found.articles


@pytest.fixture
def suit(books: None) -> Suit:
    return Suit("summary")


def changed(suit: Suit, fen: int, when: ChangedWhen = BEFORE, **more: Any) -> None:
    claim = Claim.objects.get(case=suit.case)
    asked = [Asked(claim.pk, f"请求判令被告归还借款 {fen // 100} 元。", fen)]
    with clock.at(DAY):
        change_claims(
            case=suit.case, party=suit.first, on=DAY, when=when, claims=asked, by=by(suit.judge), today=DAY, **more
        )
    suit.case.refresh_from_db()


def asked_for(suit: Suit) -> list[tuple[str, int, str]]:
    rows = FeeNotice.objects.filter(case=suit.case).order_by("pk")
    return [(row.kind, row.left or row.amount, row.state) for row in rows]


def test_more_is_asked_for_and_the_difference_has_its_own_notice_and_days(suit: Suit) -> None:
    changed(suit, 5_000_000)
    assert suit.case.amount == 5_000_000
    assert asked_for(suit) == [("main", HALF, "paid"), ("increase", 37_500, "open")]  # 1,050 yuan, halved, less 150
    notice = FeeNotice.objects.get(kind="increase")
    assert (notice.full, notice.halved, notice.party) == (105_000, True, suit.first)
    paper = Paper.objects.filter(case=suit.case, kind="fee_notice").latest("pk")
    html = render_to_string("fees/charging/papers/fee_notice.html", paper.context)
    assert paper.title == "补交诉讼费用通知书"
    for words in ("增加诉讼请求，应按增加后的诉讼请求数额补交案件受理费375.00元", "减半", "第二十一条"):
        assert words in html
    assert "补交增加请求的受理费 375 元，收到通知书后 7 日内" in suit.told(suit.zhang)
    assert "张三变更了诉讼请求" in suit.told(suit.li)
    assert "争的金额由 20,000.00 元变为 50,000.00 元" in suit.page(suit.li)
    suit.served(suit.first, paper=PaperKind.FEE_NOTICE)
    assert Deadline.objects.get(case=suit.case, term="fee_increase").due == date(2026, 3, 9)
    paid(order(notice, suit.zhang))
    assert suit.judged([(suit.second.pk, None)]).final == 52_500


def test_more_than_once_is_one_notice_of_what_is_missing(suit: Suit) -> None:
    changed(suit, 5_000_000)
    changed(suit, 6_000_000)
    assert asked_for(suit)[1:] == [("increase", 50_000, "open")]
    changed(suit, 3_000_000)  # less than was asked for more, and nothing of it was paid
    assert asked_for(suit)[1:] == [("increase", 12_500, "open")]
    assert suit.back() == []
    changed(suit, 2_000_000)
    assert [state for _, _, state in asked_for(suit)] == ["paid", "cancelled"]
    assert not Deadline.objects.filter(case=suit.case, term="fee_increase", state__in=["open", "waiting"]).exists()


def test_less_before_the_end_of_the_investigation_goes_back_at_once(suit: Suit) -> None:
    changed(suit, 1_000_000)
    assert suit.back() == [(suit.first.pk, HALF - 2_500)]
    assert suit.case.refunds.get().reason == "claims"
    assert Deadline.objects.get(case=suit.case, term="refund").due == date(2026, 3, 17)
    assert "125 元" in suit.told(suit.zhang)
    assert suit.judged([(suit.second.pk, None)]).final == 2_500


def test_less_after_it_leaves_the_fee_and_who_asked_for_less_bears_its_part(suit: Suit) -> None:
    """办法21(2), 35."""
    changed(suit, 1_000_000, LATE)
    assert (suit.case.amount, suit.back()) == (1_000_000, [])
    told = {row.term: row.value for row in before_closing(suit.case, list(suit.case.fee_notices.all()), DAY)}
    assert "判决 150.00 元" in told["结案时的受理费"]
    assert told["减少请求的受理费"] == "判决的，其中 125.00 元由张三负担"
    with pytest.raises(ActionRefused, match=r"减少部分的受理费 125\.00 元由其负担"):
        suit.judged([(suit.second.pk, None)])
    row = suit.judged([(suit.first.pk, 12_500), (suit.second.pk, None)])
    assert (row.final, suit.of(suit.second).share) == (HALF, 2_500)


def test_asked_for_again_the_fee_follows_the_claims_again(suit: Suit) -> None:
    changed(suit, 1_000_000, LATE)
    changed(suit, 2_000_000, LATE)
    assert asked_for(suit) == [("main", HALF, "paid")]
    changed(suit, 3_000_000, LATE)
    assert asked_for(suit)[1:] == [("increase", 12_500, "open")]
    assert suit.judged([(suit.second.pk, None)]).final == 27_500


def test_what_is_not_paid_for_is_for_the_bench_and_the_suit_stays(suit: Suit) -> None:
    changed(suit, 5_000_000)
    suit.served(suit.first, paper=PaperKind.FEE_NOTICE)
    over = date(2026, 3, 10)
    suit.night(over)
    assert asked_for(suit)[1:] == [("increase", 37_500, "lapsed")]
    assert not Ruling.objects.filter(case=suit.case).exists(), "the suit as it was is paid for"
    todo = suit.case.todos.get(what=TodoKind.INCREASE_UNPAID, done_on=None)
    assert (todo.role, lapse(case=suit.case, by=by(suit.judge), today=over)) == (Role.JUDGE, None)
    changed(suit, 2_000_000, ChangedWhen.UNPAID)
    assert asked_for(suit)[1][2] == "cancelled"
    assert not suit.case.todos.filter(what=TodoKind.INCREASE_UNPAID, done_on=None).exists()
    assert suit.back() == []
    assert suit.judged([(suit.second.pk, None)]).final == HALF


def test_less_is_asked_for_before_anything_was_paid(books: None) -> None:
    """The notice asks for the lower fee with its days anew, and a draft of 按撤诉处理 falls; where nothing is left to
    pay, the case goes on (办法21)."""
    suit = Suit("summary", pays=False)
    open_fee(case=suit.case, by=by(suit.clerk), today=DAY)
    suit.served(suit.first, paper=PaperKind.FEE_NOTICE)
    suit.night(OVER)
    assert (asked_for(suit), Ruling.objects.get().state) == ([("main", HALF, "lapsed")], "draft")
    client, url = Client(), f"/triage/cases/{suit.case.uid}/claims/"
    client.force_login(suit.clerk)
    with clock.at(OVER):
        assert url in client.get(f"/cases/{suit.case.uid}/").content.decode()
        assert client.get(url).status_code == 200
    changed(suit, 1_000_000)
    assert (asked_for(suit), Ruling.objects.get().state) == ([("main", 2_500, "open")], "dropped")
    assert "受理费 25 元" in suit.told(suit.zhang)
    changed(suit, 3_000_000)
    notice = FeeNotice.objects.get(kind="increase")
    assert asked_for(suit) == [("main", 2_500, "open"), ("increase", 25_000, "open")]
    paid(order(FeeNotice.objects.get(kind="main"), suit.zhang))
    changed(suit, 1_000_000)
    suit.case.refresh_from_db()
    assert (asked_for(suit)[1][2], suit.case.stage) == ("cancelled", "trial"), "nothing is left to pay: it goes on"
    assert notice.received == 0


@pytest.mark.parametrize(
    ("kind", "more", "less"),
    [
        (ReliefKind.REDUCE, ("increase", 18_750, "open"), 6_250),  # half of what is asked for more; half goes back
        (ReliefKind.EXEMPT, ("increase", 37_500, "relieved"), None),
    ],
)
def test_relief_is_the_same_part_of_what_is_asked_now(
    books: None, kind: ReliefKind, more: tuple[str, int, str], less: int | None
) -> None:
    suit = Suit("summary", pays=False)
    notice = open_fee(case=suit.case, by=by(suit.clerk), today=DAY)
    ground = ReliefGround.R2 if kind is ReliefKind.REDUCE else ReliefGround.E3
    percent = 50 if kind is ReliefKind.REDUCE else None
    row: Any = ask(suit.case, suit.zhang, kind, ground)
    decide_relief(relief=row, grant=kind, percent=percent, by=by(staff(Role.DIVISION_HEAD)), today=DAY)
    notice.refresh_from_db()
    if notice.left:
        paid(order(notice, suit.zhang))
    changed(suit, 5_000_000)
    assert asked_for(suit)[1:] == [more]
    changed(suit, 1_000_000)
    assert suit.back() == ([(suit.first.pk, less)] if less else [])
    row = suit.judged([(suit.second.pk, None)])
    assert (row.final, row.relieved, row.refund) == (2_500, 1_250 if less else 2_500, 0)


def test_the_page_of_a_change_and_what_it_refuses(books: None) -> None:
    with clock.at(DAY):
        suit = Suit("summary")
    claim, url = Claim.objects.get(case=suit.case), f"/triage/cases/{suit.case.uid}/claims/"
    client = Client()
    client.force_login(suit.judge)
    with clock.at(DAY):
        assert "登记变更诉讼请求" in suit.page(suit.judge)
        shown = client.get(url).content.decode()
        assert "20,000.00 元" in shown
        same = {f"text_{claim.pk}": claim.text, f"amount_{claim.pk}": "20000"}
        sent = {"seen": "0", "party": suit.first.pk, "on": "2026-03-02", "when": "before", "signer": "张三", **same}
        assert "签名人不对" in client.post(url, {**sent, "signer": "陈律师"}).content.decode()  # 民诉法62第2款
        assert "没有变化" in client.post(url, sent).content.decode()
        gone = {**sent, f"text_{claim.pk}": "", f"amount_{claim.pk}": ""}
        assert "按撤诉办理" in client.post(url, gone).content.decode()
        after = {**sent, f"amount_{claim.pk}": "30000", "when": "after_debate"}
        assert "法庭辩论结束后不能再增加请求" in client.post(url, after).content.decode()
        more = {**sent, "new_text": "判令被告支付律师费。", "new_amount": "3000"}
        assert client.post(url, more).status_code == 302
        assert "刚刚登记过另一次变更" in client.post(url, more).content.decode(), "the same sent twice is done once"
        last = str(suit.case.claim_changes.get().pk)
        unpaid = {**sent, "seen": last, f"amount_{claim.pk}": "10000", "when": "unpaid"}
        assert client.post(url, unpaid).status_code == 422
        assert "法庭调查结束前" in client.get(url).content.decode()
        client.force_login(suit.clerk)
        assert client.get(url).status_code in (403, 404)
    suit.case.refresh_from_db()
    assert (suit.case.amount, suit.case.claims.count()) == (2_300_000, 2)
    assert Event.objects.get(case=suit.case, kind="triage.claims_changed").payload["after"] == 2_300_000


def test_small_claims_that_grow_beyond_their_limit_are_to_be_converted(books: None) -> None:
    """解释278."""
    with clock.at(DAY):
        suit = Suit("small")
    client = Client()
    client.force_login(suit.judge)
    claim = Claim.objects.get(case=suit.case)
    sent = {
        "party": suit.first.pk,
        "signer": "张三",
        "on": "2026-03-02",
        "when": "before",
        f"text_{claim.pk}": claim.text,
    }
    with clock.at(DAY):
        url = f"/triage/cases/{suit.case.uid}/claims/"
        for yuan, grown in (("21000", False), ("900000", True)):
            seen = max(suit.case.claim_changes.values_list("pk", flat=True), default=0)
            given = {**sent, "seen": str(seen), f"amount_{claim.pk}": yuan}
            shown = client.post(url, given, follow=True).content.decode()
            assert ("小额诉讼的标准" in shown) is grown
