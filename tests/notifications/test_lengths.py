"""A message to a telephone is one message: 70 characters with the sign, whatever the case is called."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace as Row
from typing import Any

import pytest

from common.notifications.models import Notice
from common.notifications.rules import MORE, NEUTRAL, ONE, SIGN, NoticeRequest, one_message, whose
from fees.charging import notices as charging
from fees.money import notices as money
from fees.money.states import NoticeKind
from fees.relief import notices as relief
from fees.relief.rules import outcome
from fees.relief.states import ReliefKind, ReliefState
from fees.settling import notices as settling
from fees.settling.states import RefundChoice
from intake.door import notices as door
from intake.review import notices as review
from intake.wards import notices as wards
from petitions.letters import notices as letters

LIMIT = 70
DUE = date(2026, 12, 31)
FEN = 1_234_567
LONG = "中国平安财产保险股份有限公司云浮中心支公司等3人诉云浮市云安区都杨镇石材加工有限公司机动车交通事故责任纠纷"
COURT = Row(name="广东省云浮市中级人民法院", phone="")
CASE = Row(pk=1, title=LONG, uid="u", received_on=date(2026, 3, 2), court=COURT, kind="civil", stage="trial")
CASE.registered_on = None
RECORD: Any = Row(pk=1, case=CASE, case_id=1, day=date(2026, 12, 1), kind="k")
WARD = Row(pk=1, name="欧阳小明明", guardian="欧阳芳芳", guardian_name="欧阳芳芳", guardian_unproved=True)
PAYER = Row(name="云浮市云安区都杨镇石材加工有限公司")


class Rows:
    """Stands for a manager: whatever is asked of it, this row (or these values) answers."""

    def __init__(self, row: Any) -> None:
        self.row, self.objects = row, self

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *_, **__: self.row if name in {"get", "first"} else self


PETITION = Row(
    pk=1,
    due_on=DUE,
    owner_id=None,
    case=Row(court=COURT, uid="u", parties=Row(values_list=lambda *_, **__: [1])),
)
LESS = Row(
    until=DUE,
    given=ReliefKind.DEFER,
    asked=ReliefKind.EXEMPT,
    outcome=outcome(ReliefState.GRANTED, asked=ReliefKind.EXEMPT, granted=ReliefKind.DEFER),
)
NOTICE = Row(pk=1, kind=NoticeKind.MAIN, party_id=1, left=FEN)
MESSAGES: dict[str, tuple[Any, str, Any, Callable[[], list[NoticeRequest]]]] = {
    "fee": (charging, "FeeNotice", NOTICE, lambda: charging._noticed(RECORD, Row(notice_id=1, amount=FEN))),
    "demand": (
        charging,
        "FeeNotice",
        Row(kind=NoticeKind.FINAL, party_id=1, left=FEN),
        lambda: charging._noticed(RECORD, Row(notice_id=1, amount=FEN)),
    ),
    "deferral over": (
        charging,
        "FeeNotice",
        NOTICE,
        lambda: charging._deferral_over(RECORD, Row(notice_id=1, party_id=1)),
    ),
    "paid": (
        money,
        "Payment",
        Row(party_id=1, notice=NOTICE),
        lambda: money._paid(RECORD, Row(payment_id=1, amount=FEN, complete=False)),
    ),
    "refund due": (money, "Payment", None, lambda: money._refund_due(RECORD, Row(amount=FEN, party_id=1))),
    "refunded": (money, "Payment", None, lambda: money._refunded(RECORD, Row(amount=FEN, party_id=1))),
    "relief granted": (
        relief,
        "Relief",
        LESS,
        lambda: relief._decided(
            RECORD, Row(relief_id=1, outcome="granted", kind_granted="defer", amount_left=FEN, party_id=1)
        ),
    ),
    "relief refused": (
        relief,
        "Relief",
        Row(news=0, given=None),
        lambda: relief._decided(RECORD, Row(relief_id=1, outcome="refused", party_id=1)),
    ),
    "refund asked": (
        settling,
        "Deadline",
        Row(due=DUE),
        lambda: settling._asked(RECORD, Row(bearing_id=1, amount=FEN, party_id=1)),
    ),
    "appeal fee": (
        settling,
        "Deadline",
        None,
        lambda: settling._appeal_fee(RECORD, Row(amount=FEN, party_id=1)),
    ),
    "noticed, more": (
        charging,
        "FeeNotice",
        Row(kind=NoticeKind.INCREASE, party_id=1, left=FEN),
        lambda: charging._noticed(RECORD, Row(notice_id=1, amount=FEN)),
    ),
    "demand lapsed": (
        settling,
        "FeeNotice",
        NOTICE,
        lambda: settling._lapsed(RECORD, Row(notice_id=1, party_id=1)),
    ),
    "answered": (door, "still_in", None, lambda: door.answered(RECORD, Row(answer_id=1, party_id=1))),
    "guardian named": (wards, "Party", WARD, lambda: wards.named(RECORD, Row(party_id=1, former_id=2))[:1]),
    "guardian proved": (wards, "Party", WARD, lambda: wards.proved(RECORD, Row(party_id=1))),
    "guardian ended": (
        wards,
        "Party",
        WARD,
        lambda: wards.ended(RECORD, Row(party_id=1, reason="died", former_id=1))[:1],
    ),
    "registered": (review, "Correction", None, lambda: review.registered(RECORD, Row(filing_id=1))),
    "petition lodged": (letters, "Petition", PETITION, lambda: letters.lodged(RECORD, Row(petition_id=1))),
    "petition acknowledged": (letters, "Petition", PETITION, lambda: letters.acknowledged(RECORD, Row(petition_id=1))),
    "petition answered": (letters, "Petition", PETITION, lambda: letters.answered(RECORD, Row(petition_id=1))),
    "petition concluded": (letters, "Petition", PETITION, lambda: letters.concluded(RECORD, Row(petition_id=1))),
    "petition reopened": (letters, "Petition", PETITION, lambda: letters.reopened(RECORD, Row(petition_id=1))),
    "petition prolonged": (
        letters,
        "Prolonging",
        Row(petition=PETITION),
        lambda: letters.prolonged(RECORD, Row(prolonging_id=1, due=DUE)),
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_it_is_one_message(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, model, row, say = MESSAGES[name]
    if hasattr(module, model):
        monkeypatch.setattr(module, model, Rows(row))
    if name == "demand lapsed":
        monkeypatch.setattr(settling, "Deadline", Rows(DUE))
    monkeypatch.setattr("intake.filing.notices.still_in", lambda *_: (1,))
    monkeypatch.setattr(wards, "still_in", lambda *_: (1, 2))
    monkeypatch.setattr(review, "invitations", lambda *_, **__: [])
    monkeypatch.setattr(letters, "number_of", lambda _: "云信访〔2026〕5381-12345")
    (said,) = say()
    words = SIGN + (said.sms or one_message(said.body, LONG))
    assert len(words) <= LIMIT, f"{len(words)}: {words}"
    assert MORE not in words, "nothing of it was cut"


def test_the_direct_payment_and_the_gift_are_one_message_each(monkeypatch: pytest.MonkeyPatch) -> None:
    for choice in (RefundChoice.DIRECT, RefundChoice.BEAR):
        monkeypatch.setattr(settling, "Bearing", Rows(Row(choice=choice, party_id=1, party=PAYER, settlement_id=1)))
        monkeypatch.setattr(settling, "matrix", lambda _: {2: {1: FEN}})
        (said,) = settling._chosen(RECORD, Row(bearing_id=1))
        words = one_message(said.body, LONG)
        assert len(SIGN + words) <= LIMIT, words
        assert MORE not in words, words


def test_the_neutral_words_are_one_message() -> None:
    assert len(SIGN + NEUTRAL) <= LIMIT


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("张三诉李四民间借贷纠纷", "张三诉李四民间借贷纠纷案"),
        (LONG, "中国平安…诉云浮市云…案"),
        ("张三诉中国平安财产保险股份有限公司机动车交通事故责任纠纷", "张三诉中国平安财产保…案"),
        ("云浮农村商业银行股份有限公司诉张三金融借款合同纠纷", "云浮农村…诉张三金融…案"),
        ("云浮农村商业银行股份有限公司诉李四金融借款合同纠纷", "云浮农村…诉李四金融…案"),
        ("北京与时俱进科技有限公司诉张三买卖合同纠纷", "北京与时…诉张三买卖…案"),
        ("李四与云浮市第一人民医院医疗损害责任纠纷", "李四与云浮市第一人民…案"),
        ("申请宣告云浮市某某公司破产清算一案", "申请宣告云浮市某某公司…"),
        ("张三反映审判作风问题", "张三反映审判作风问题"),
    ],
)
def test_a_case_is_called_by_what_fits(title: str, shown: str) -> None:
    assert whose(title) == shown


@pytest.mark.parametrize(
    ("body", "title", "told"),
    [
        ("已立案。", "", "已立案。"),
        ("已立案。", "张三诉李四民间借贷纠纷", "张三诉李四民间借贷纠纷案：已立案。"),
        ("张三诉李四民间借贷纠纷案已立案。", "张三诉李四民间借贷纠纷", "张三诉李四民间借贷纠纷案已立案。"),
        (f"{LONG}已转到调解中心。", LONG, f"{LONG}案已转到调解中心。"),
        (f"{LONG}已转到{'云浮市' * 5}调解中心。", LONG, f"{whose(LONG, 41)}已转到{'云浮市' * 5}调解中心。"),
        (f"请您在 8 月 12 日前，为了{'好' * 40}，看{LONG}的材料。", LONG, None),
        (f"协议已拟好。{'请仔细看。' * 12}请在 8 月 12 日前办理。", LONG, None),
        ("甲" * 200, LONG, None),
        (
            "原来登记的11 月 10 日（周二）至 11 月 29 日（周日）的鉴定有误，已经更正，到期12 月 22 日（周二）。",
            "张三诉李四民间借贷纠纷",
            "张三诉李四民间借贷纠纷案：原来登记的11 月 10 日至 11 月 29 日的鉴定有误，已经更正，到期12 月 22 日。",
        ),
        (f"法院{'，请您看' * 30}。", LONG, None),
    ],
)
def test_a_telephone_is_told_what_fits_and_by_when(body: str, title: str, told: str | None) -> None:
    said = one_message(body, title)
    assert len(said) <= ONE
    assert said == told if told else said.startswith(whose(title)[:3]) and said.endswith(MORE)
    assert ("8 月 12 日" in body) == ("8 月 12 日" in said), "what says by when goes before what does not"


def test_in_a_whole_city_every_telephone_is_told_in_one_message_which_case_and_no_bare_date(seed_city: Any) -> None:
    rows = Notice.objects.filter(channel="sms").select_related("event__case", "party__case")
    faults = []
    for row in rows:
        about = (row.event and row.event.case) or (row.party and row.party.case)
        named = about is None or row.kind.startswith(("people.", "petitions.")) or "案件码" in row.body
        named = named or row.body == NEUTRAL or about.title[:3] in row.body
        if len(SIGN + row.body) > LIMIT or re.search(r"\d{4}-\d\d-\d\d", row.body) or not named:
            faults.append((row.kind, len(SIGN + row.body), row.body))
    assert rows
    assert not faults, f"{len(faults)} of {len(rows)}: {faults[:5]}"
