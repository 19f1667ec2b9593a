"""The rules of what is signed as tables, without a database."""

from __future__ import annotations

from datetime import date

from mediation.texts import rules
from mediation.texts.rules import Item
from mediation.texts.states import ClaimWay
from tests.tables import rows


@rows(
    ("itself", "special", "divorce", "wanted"),
    [
        (True, False, False, True),
        (True, False, True, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, True, True, False),
    ],
)
def test_who_may_settle(itself, special, divorce, wanted):
    assert rules.may_settle(party_itself=itself, empowered=special, divorce=divorce).value is wanted


@rows(
    ("items", "wrong"),
    [
        ([], "至少"),
        ([Item(" ")], "没有写内容"),
        ([Item("付款", 1, 2, 0, date(2026, 12, 1))], "大于零"),
        ([Item("付款", 1, 1, 100, date(2026, 12, 1))], "谁付给谁"),
        ([Item("付款", None, 2, 100, date(2026, 12, 1))], "谁付给谁"),
        ([Item("付款", 1, 2, 100, None)], "付款期限"),
        ([Item("付款", 1, 2, 100, date(2026, 12, 1)), Item("赔礼道歉")], ""),
    ],
)
def test_an_agreement_must_be_clear(items, wrong):
    assert wrong in rules.check_items(items)
    assert bool(rules.check_items(items)) is bool(wrong)


@rows(
    ("signed", "day"),
    [
        ({1: date(2026, 11, 5), 2: date(2026, 11, 9)}, date(2026, 11, 9)),  # whenever the mediator signs
        ({1: date(2026, 11, 5)}, None),
        ({1: date(2026, 11, 5), 2: date(2026, 11, 6), 3: date(2026, 12, 1)}, date(2026, 11, 6)),
        ({}, None),
    ],
)
def test_an_agreement_holds_from_the_last_party_s_signature(signed, day):
    found = rules.effective_day([1, 2], signed)
    assert found.value == day
    assert "在线调解规则第十九条第二款" in found.grounds


def test_what_is_signed_shows_every_change():
    first = rules.digest({"items": ["付100元"], "day": date(2026, 1, 1)})
    assert first == rules.digest({"day": date(2026, 1, 1), "items": ["付100元"]})
    assert first != rules.digest({"items": ["付1000元"], "day": date(2026, 1, 1)})


@rows(
    ("side", "ways", "words", "wanted"),
    [
        ("claimant", [ClaimWay.SETTLED], ["李四归还借款。"], ["代为和解"]),
        ("claimant", [ClaimWay.SETTLED, ClaimWay.WAIVED], [], ["代为和解", "代为放弃诉讼请求"]),
        ("claimant", [ClaimWay.CHANGED], [], ["代为和解", "代为变更诉讼请求"]),
        ("claimant", [ClaimWay.SETTLED], ["张三放弃利息请求。"], ["代为和解", "代为放弃诉讼请求"]),
        ("respondent", [ClaimWay.WAIVED], ["张三放弃利息请求。"], ["代为和解"]),
    ],
)
def test_which_powers_a_text_asks_for(side, ways, words, wanted):
    found = rules.disposals(side, ways=ways, words=words)
    assert [each.power.label for each in found.value] == wanted
    assert "第六十二条" in found.grounds
