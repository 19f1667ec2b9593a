"""Fees: the worked cases, the closed form of the scales, and each rule of the tariff by itself."""

import json
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path

import pytest

from common.law.articles import art
from common.law.batches import read_table
from common.law.tariff import Claim, Kind, Options, TariffError, combine, quote, quote_row
from common.law.tariff_rules import APPLICATION_KINDS, ARTICLES, LOCAL_BASES, local_base
from tests.law.samples import sums
from tests.tables import rows

CASES = read_table(
    str(Path(__file__).parent / "data" / "fee_cases.csv"), ("kind", "amount", "options", "expected", "source_article")
)
CENT = Decimal("0.01")

SUMMARY = {"procedure": "summary"}
SMALL = {"procedure": "small"}


def fee(kind, yuan=None, /, **options):
    """The fee in yuan, as text."""
    return quote_row(kind, "" if yuan is None else str(yuan), json.dumps(options) if options else "")[0]


def half_up(value):
    return int((value / 100).quantize(CENT, ROUND_HALF_UP) * 100)


def closed_form(fen):
    """The property scale as the dossier's one line: an oracle of another make than the bracket table."""
    amount = Decimal(fen) / 100
    lines = (
        ("0.025", -200), ("0.02", 300), ("0.015", 1300), ("0.01", 3800), ("0.009", 4800), ("0.008", 6800),
        ("0.007", 11800), ("0.006", 21800), ("0.005", 41800),
    )  # fmt: skip
    return max(Decimal(50), min(Decimal(rate) * amount + constant for rate, constant in lines)) * 100


@rows("case", CASES)
def test_worked_cases(case):
    assert quote_row(case["kind"], case["amount"], case["options"])[0] == case["expected"]


@rows("fen", sums())
def test_property_scale_is_its_closed_form(fen):
    exact = closed_form(fen)
    assert quote("property", fen).value.fee_fen == half_up(exact)
    assert quote("property", fen, SUMMARY).value.fee_fen == half_up(exact / 2)
    assert quote("payment_order", fen).value.fee_fen == half_up(exact / 3)
    assert quote("bankruptcy", fen).value.fee_fen == min(30_000_000, half_up(exact / 2))


@rows("fen", sums())
def test_enforcement_and_preservation_are_their_closed_forms(fen):
    amount = Decimal(fen) / 100
    lines = (("0.015", -100), ("0.01", 2400), ("0.005", 27400), ("0.001", 67400))
    enforcement = max(Decimal(50), min(Decimal(rate) * amount + constant for rate, constant in lines))
    preservation = min(
        Decimal(5000), max(Decimal(30), min(Decimal("0.01") * amount + 20, Decimal("0.005") * amount + 520))
    )
    assert quote("enforcement", fen).value.fee_fen == half_up(enforcement * 100)
    assert quote("preservation", fen).value.fee_fen == half_up(preservation * 100)


@rows(
    ("yuan", "expected"),
    [(0, "50.00"), (10000, "50.00"), ("10000.01", "50.00"), ("10000.20", "50.01"), (200000, "4300.00"),
     (500000, "8800.00"), (2000000, "22800.00"), (10000000, "81800.00"), (20000000, "141800.00"),
     ("123456789.01", "659083.95")],
)  # fmt: skip
def test_property(yuan, expected):
    assert fee("property", yuan) == expected


@rows(
    ("kind", "yuan", "options", "expected"),
    [
        ("divorce", None, {}, "300.00"),
        ("divorce", 200000, {}, "300.00"),
        ("divorce", "200000.01", {}, "300.00"),
        ("divorce", 300000, {"base": "50"}, "550.00"),
        ("divorce", 1000000, {"closing": "withdrawal", "procedure": "summary"}, "2150.00"),
        ("personality", None, {}, "500.00"),
        ("personality", 80000, {}, "800.00"),
        ("personality", 100000, {}, "1000.00"),
        ("personality", 300000, {}, "2000.00"),
        ("personality", 300000, {"base": "100", "closing": "mediation"}, "800.00"),
        ("other_nonproperty", None, {}, "100.00"),
        ("other_nonproperty", None, {"base": "50", "procedure": "small"}, "25.00"),
        ("other_nonproperty", 5000, {}, "100.00"),
        ("ip", None, {}, "1000.00"),
        ("ip", 0, {}, "50.00"),  # an amount, if a small one: only an empty cell is none
        ("enforcement", 0, {}, "50.00"),
        ("preservation", 0, {}, "30.00"),
        ("ip", None, {"base": "500", "closing": "withdrawal"}, "250.00"),
        ("ip", 300000, {"closing": "mediation"}, "2900.00"),
        ("labour", None, {}, "10.00"),
        ("labour", 5000000, {}, "10.00"),
        ("labour", None, {"closing": "mediation", "procedure": "summary"}, "5.00"),
        ("admin", None, {}, "50.00"),
        ("admin", None, {"admin": "patent"}, "100.00"),
        ("admin", None, {"admin": "maritime"}, "100.00"),
        ("admin", None, {"closing": "withdrawal"}, "25.00"),
        ("jurisdiction_objection", None, {}, "100.00"),
        ("jurisdiction_objection", None, {"upheld": "yes"}, "0.00"),
        ("jurisdiction_objection", None, {"upheld": "yes", "procedure": "summary"}, "0.00"),
        ("jurisdiction_objection", None, {"base": "50", "upheld": "no"}, "50.00"),
        ("enforcement", 10000, {}, "50.00"),
        ("enforcement", 5000000, {}, "52400.00"),
        ("enforcement", None, {"base": "50"}, "50.00"),
        ("preservation", None, {}, "30.00"),
        ("preservation", 100000, {}, "1020.00"),
        ("preservation", 895999, {}, "5000.00"),
        ("preservation", 895990, {}, "4999.95"),
        ("preservation", 896000, {}, "5000.00"),
        ("payment_order", 5000, {}, "16.67"),
        ("payment_order", 10001, {}, "16.68"),
        ("public_summons", None, {}, "100.00"),
        ("public_summons", 100000, {}, "100.00"),
        ("arbitration_review", 9000000, {}, "400.00"),
        ("bankruptcy", 111640000, {}, "300000.00"),
        ("bankruptcy", 111639800, {}, "299999.50"),
        ("bankruptcy", 500000000, {}, "300000.00"),
        ("special_procedure", 100, {}, "0.00"),
        ("judicial_confirmation", None, {}, "0.00"),
        ("admin_compensation", 100000, {"procedure": "summary"}, "0.00"),
    ],
)
def test_each_kind(kind, yuan, options, expected):
    assert fee(kind, yuan, **options) == expected


HALVING = (
    {"procedure": "summary"}, {"procedure": "small"}, {"closing": "mediation"}, {"closing": "withdrawal"},
    {"role": "counterclaim"}, {"role": "third_party"},
)  # fmt: skip


@rows(("first", "second"), product(HALVING, HALVING))
def test_halved_only_once(first, second):
    found = quote("property", 50_000_000, first | second).value
    assert (found.full_fen, found.fee_fen, found.halved) == (880_000, 440_000, True)


def test_two_grounds_are_both_told_with_the_rule_of_one_halving():
    found = quote("property", 50_000_000, {"closing": "mediation", "procedure": "summary"})
    assert found.value.reason == "以调解方式结案、适用简易程序审理"
    assert {art("收费办法", 15), art("收费办法", 16), art("民诉解释", 206)} <= set(found.articles)


@rows(("kind", "option"), product(sorted(APPLICATION_KINDS), HALVING))
def test_application_fees_are_never_halved_and_say_so(kind, option):
    found = quote(kind, 3_000_000, option)
    assert found.value.fee_fen == quote(kind, 3_000_000).value.fee_fen
    assert not found.value.halved
    assert "申请费不减半" in found.value.steps[-1].text
    assert art("收费办法", 10) in found.articles


def test_half_a_fen_is_rounded_once_at_the_end():
    # 10,000.60 yuan: exactly 50.015; halved 25.0075 -> 25.01, not half of 50.02.
    assert fee("property", "10000.60") == "50.02"
    assert fee("property", "10000.60", **SMALL) == "25.01"
    # 10,001.00: 50.025, halved 25.0125 -> 25.01, where half of the rounded 50.03 would give 25.02.
    assert fee("property", 10001, **SMALL) == "25.01"


def test_the_steps_show_the_working():
    found = quote("divorce", 50_000_000)
    assert [step.text for step in found.value.steps] == [
        "离婚案件每件交纳300元（国家规定的幅度为50元至300元）。",
        "广东省标准为300元。",
        "超过20万元的部分：300,000.00元 × 0.5% ＝ 1,500.00元。",
        "以上合计1,800.00元。",
    ]
    assert found.articles == (art("收费办法", 13, None, 2), art("粤价函"))


@rows("kind", list(Kind))
def test_every_kind_has_words_an_article_and_steps(kind):
    assert kind.label
    found = quote(kind, 1_234_500)
    assert found.value.steps
    assert ARTICLES[kind] in found.articles


def test_the_rounding_and_the_whole_of_base_and_damages_are_said():
    said = quote_row("personality", "50000.01", "")[1]
    assert "以上合计500.0001元。四舍五入到分，为500.00元。" in said
    assert quote_row("property", "10001", "")[1].endswith("以上合计50.025元。四舍五入到分，为50.03元。")
    assert "以上合计800.00元。适用简易程序" in quote_row("personality", "80000", json.dumps(SUMMARY))[1]
    assert "四舍五入" not in quote_row("property", "50000", "")[1]


def test_a_note_ends_the_grounds():
    assert quote_row("enforcement", "", "")[1].endswith("500元）。广东省的具体标准待确认，暂按500元计算。")


def test_a_base_that_was_not_found_is_unconfirmed():
    assert not quote("enforcement").confirmed
    assert quote("enforcement", None, {"base": "500"}).confirmed
    assert quote("divorce").confirmed


@rows(("kind", "rows"), LOCAL_BASES.items())
def test_local_bases_lie_in_the_national_range(kind, rows):
    for row in rows:
        assert row.low <= row.fen <= row.high
    assert local_base(kind) == rows[-1]


@rows(
    ("kind", "amount", "options", "words"),
    [
        ("nothing", "1", "", "收费类别"),
        ("", "1", "", "收费类别"),
        ("property", "", "", "请填写金额"),
        ("payment_order", "", "", "请填写金额"),
        ("bankruptcy", "", "", "请填写金额"),
        ("property", "-1", "", "负数"),
        ("property", "１００００", "", "半角"),
        ("property", "一万", "", "半角"),
        ("property", "1.234", "", "两位小数"),
        ("property", "99999999999999999", "", "过大"),
        ("property", "1", '{"colour": "red"}', "无法识别的选项"),
        ("property", "1", '{"procedure": "quick"}', "无法识别"),
        ("property", "1", '{"procedure": null}', "文字"),
        ("property", "1", '{"upheld": true}', "文字"),
        ("property", "1", "[]", "JSON"),
        ("property", "1", "{", "JSON"),
        ("divorce", "1", '{"base": "1000"}', "50元至300元"),
        ("divorce", "1", '{"base": "-5"}', "负数"),
        ("enforcement", "", '{"base": "501"}', "50元至500元"),
    ],
)
def test_bad_rows_are_refused_in_chinese(kind, amount, options, words):
    with pytest.raises(TariffError, match=words):
        quote_row(kind, amount, options)


@rows("amount", [-1, 1.5, True, "100", 10**16])
def test_amounts_are_whole_fen(amount):
    with pytest.raises(TariffError):
        quote("property", amount)


def test_options_by_name():
    assert quote("property", 5_000_000, Options(procedure="small")).value.fee_fen == 52_500
    with pytest.raises(TariffError):
        Options(closing="never")


P, O, D, N, L, I = Kind.PROPERTY, Kind.OTHER_NONPROPERTY, Kind.DIVORCE, Kind.PERSONALITY, Kind.LABOUR, Kind.IP  # noqa: E741


@rows(
    ("claims", "kind", "fen", "why"),
    [
        ([Claim(P, 5_000_000), Claim(P, 5_000_000)], P, 230_000, "property claims are added up"),
        ([Claim(P, 5_000_000), Claim(O)], P, 105_000, "mixed: the property scale alone"),
        ([Claim(O), Claim(O), Claim(O)], O, 10_000, "several non-property claims are one"),
        ([Claim(O), Claim(N)], N, 50_000, "the kind with the higher base stands for all"),
        ([Claim(N), Claim(N, 8_000_000)], N, 80_000, "damages belong to the personality tariff"),
        ([Claim(D), Claim(P, 50_000_000)], D, 180_000, "property is divided within the divorce tariff"),
        ([Claim(L, 100), Claim(L, 900_000_000)], L, 1_000, "labour is flat"),
        ([Claim(I), Claim(I, 30_000_000)], I, 580_000, "with an amount the property scale"),
        ([Claim(I), Claim(I)], I, 100_000, "without one a single base"),
        ([Claim(P, 5_000_000)], P, 105_000, "a single claim"),
    ],
)
def test_several_claims(claims, kind, fen, why):
    found = combine(claims)
    assert (found.value.kind, found.value.fee_fen) == (kind, fen), why


def test_several_claims_are_halved_once_and_cite_the_article():
    found = combine([Claim(P, 5_000_000), Claim(P, 5_000_000)], {"procedure": "small", "closing": "mediation"})
    assert found.value.fee_fen == 115_000
    assert art("民诉解释", 201) in found.articles


@rows(
    "claims",
    [[], [Claim(P, 100), Claim(Kind.PRESERVATION, 100)], [Claim(L), Claim(P, 100)], [Claim(P, -1), Claim(P, 5)],
     [Claim(P), Claim(P)]])  # fmt: skip
def test_claims_that_do_not_go_together(claims):
    with pytest.raises(TariffError):
        combine(claims)
