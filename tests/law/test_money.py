"""Fen in, words out; what people type, read or kindly refused."""

from decimal import Decimal

import pytest

from common.law import money
from tests.law.samples import sums
from tests.tables import rows


@rows(
    ("text", "fen"),
    [("0", 0), ("1", 100), ("0.1", 10), ("0.01", 1), ("128600.50", 12_860_050), ("128,600.5", 12_860_050),
     ("１２８，６００．５０", 12_860_050), ("￥10元", 1_000), ("人民币300元", 30_000), (" 7 ", 700), (5, 500),
     (Decimal("10.500"), 1_050), (Decimal("1E+3"), 100_000), ("9999999999999.99", 10**15 - 1)],
)  # fmt: skip
def test_parse(text, fen):
    assert money.parse_yuan(text) == fen


@rows(
    ("text", "words"),
    [("", "请填写金额"), ("  ", "请填写金额"), ("-3", "负数"), ("abc", "确切的数"), ("1,2", "确切的数"),
     ("12.345", "两位小数"), ("80.000", "两位小数"), ("8万左右", "确切的数"),
     ("捌万元整（8000元）", "括号里外"), ("1e5", "确切的数"), ("٣", "确切的数"), ("1.", "确切的数"), (".5", "确切的数"),
     ("1 00", "确切的数"), ("12 34", "确切的数"), ("一二", "确切的数"), ("万", "确切的数"), ("3万3万", "确切的数"),
     ("3.6万5", "确切的数"), ("八点五万", "确切的数"), ("大概8万", "确切的数"), ("十亿亿", "确切的数"),
     ("八千万亿", "过大"),
     ("10000000000000", "过大"), ("NaN", "确切的数"), (Decimal("0.001"), "两位小数")],
)  # fmt: skip
def test_parse_refuses(text, words):
    with pytest.raises(money.MoneyError, match=words):
        money.parse_yuan(text)


@rows(
    ("text", "yuan"),
    [("8万", 80_000), ("８万", 80_000), ("8 万元", 80_000), ("80 000", 80_000), ("8 0000", 80_000), ("1 000", 1_000),
     ("80000元整", 80_000), ("八万元整", 80_000), ("捌万圆整", 80_000), ("3.6万", 36_000), ("三万六", 36_000),
     ("3万6", 36_000), ("3万6千", 36_000), ("3万6000", 36_000), ("三万零六", 30_006), ("三万零六百", 30_600),
     ("一千二", 1_200), ("一百零五", 105), ("一百五", 150), ("十五万", 150_000), ("两千", 2_000), ("1千万", 10_000_000),
     ("三千五百万", 35_000_000), ("1.5亿", 150_000_000), ("一亿二", 120_000_000), ("八十块钱", 80), ("零", 0),
     ("１２８　６００", 128_600), ("12.86万元", 128_600), ("8w", 80_000), ("8W元", 80_000),
     ("80000元人民币", 80_000), ("RMB 80000", 80_000), ("捌万元整（80000元）", 80_000), ("1.2345万", 12_345)],
)  # fmt: skip
def test_an_amount_is_read_as_people_say_it(text, yuan):
    assert money.parse_yuan(text) == yuan * 100


@rows(
    ("text", "fen"),
    [("三元五角", 350), ("五角", 50), ("3元5角2分", 352), ("壹元零壹分", 101), ("12万3456.78", 12_345_678)],
)
def test_jiao_and_fen_are_read(text, fen):
    assert money.parse_yuan(text) == fen


@rows("fen", sums(money.MAX_FEN))
def test_what_is_written_in_capitals_can_be_read(fen):
    assert money.parse_yuan(money.daxie(fen)) == fen


@rows("fen", sums(money.MAX_FEN))
def test_what_is_printed_can_be_read(fen):
    assert money.parse_yuan(money.yuan(fen)) == fen
    assert money.parse_yuan(money.plain_yuan(fen)) == fen


def test_printed():
    assert money.yuan(12_860_050) == "128,600.50"
    assert money.yuan(-5) == "-0.05"
    assert money.plain_yuan(12_860_050) == "128600.50"


@rows(
    ("fen", "text"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (101, "壹元零壹分"),
        (110, "壹元壹角整"),
        (111, "壹元壹角壹分"),
        (1_000, "壹拾元整"),
        (100_500, "壹仟零伍元整"),
        (1_000_100, "壹万零壹元整"),
        (10_000_000, "壹拾万元整"),
        (10_050_000, "壹拾万零伍佰元整"),
        (12_860_050, "壹拾贰万捌仟陆佰元伍角整"),
        (100_010_000, "壹佰万零壹佰元整"),
        (10_000_000_000, "壹亿元整"),
        (1_000_005_000_000, "壹佰亿零伍万元整"),
        (20_304_005_060, "贰亿零叁佰零肆万零伍拾元陆角整"),
        (100_050_000_000_000, "壹万零伍亿元整"),
        (10**15 - 1, "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capitals(fen, text):
    assert money.daxie(fen) == f"人民币{text}"


@rows("fen", [-1, money.MAX_FEN + 1])
def test_capitals_refuse(fen):
    with pytest.raises(ValueError, match="大写"):
        money.daxie(fen)


@rows("fen", sums(money.MAX_FEN))
def test_capitals_say_the_number(fen):
    assert _read(money.daxie(fen)) == fen


def _read(text):
    """Capitals back to fen, by a method of its own: digits times units, groups closed by 万 and 亿."""
    digits = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
    units = {"拾": 10, "佰": 100, "仟": 1000}
    whole, _, part = text.removeprefix("人民币").removesuffix("整").rpartition("元")
    total = section = digit = 0
    for character in whole:
        if character in digits:
            digit = digits[character]
        elif character in units:
            section += digit * units[character]
            digit = 0
        elif character == "万":
            section = (section + digit) * 10_000
            digit = 0
        else:
            total += (section + digit) * 10**8
            section = digit = 0
    fen = (total + section + digit) * 100
    for character, value in (("角", 10), ("分", 1)):
        if character in part:
            fen += digits[part[part.index(character) - 1]] * value
    return fen


@rows(
    ("top", "bottom", "mode", "result"),
    [(5, 10, None, 1), (4, 10, None, 0), (15, 10, None, 2), (-5, 10, None, -1), (19, 10, "down", 1), (11, 10, "up", 2),
     (10, 10, "up", 1)],
)  # fmt: skip
def test_rounding(top, bottom, mode, result):
    assert money.divide(top, bottom, mode) == result
