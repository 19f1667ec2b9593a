"""Numbers as people type them: cleaned, checked with a kind word, masked. The area 445399 belongs to nobody."""

from datetime import date

import pytest

from common.law import numbers
from common.law.numbers import NumberError
from tests.tables import rows

GOOD = "11010519491231002X"


@rows(
    "text",
    [
        GOOD,
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "110105-19491231-002X",
    ],
)
def test_identity_numbers_are_cleaned(text):
    assert numbers.identity_number(text) == GOOD


@rows(
    ("text", "words"),
    [("", "请填写"), ("123", "18位"), ("11010519491231002", "18位"), ("1101051949123100AX", "应为数字"),
     ("110105194912310021", "校验位"), ("110105194902310020", "出生日期不存在"),
     ("110105194913310020", "出生日期不存在"),
     ("990105194912310020", "地区代码"), ("110105174912310020", "不合理"), ("٣10105194912310020", "应为数字")],
)  # fmt: skip
def test_identity_numbers_are_refused_kindly(text, words):
    with pytest.raises(NumberError, match=words):
        numbers.identity_number(text)


def test_nobody_is_born_tomorrow():
    number = "44539920300101001"
    number += next(c for c in "0123456789X" if _passes(number + c))
    assert numbers.identity_number(number) == number
    with pytest.raises(NumberError, match="不合理"):
        numbers.identity_number(number, today=date(2026, 11, 23))


def _passes(number):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
    return "10X98765432"[total % 11] == number[17]


def test_what_an_identity_number_tells():
    assert numbers.birth_date(GOOD) == date(1949, 12, 31)


CODES = ("91440300708461136T", "914408811947208498", "91500109742886752H", "54440604778330561N", "914403001922038216",
         "91110000802100433B", "91350100M000100Y43")  # fmt: skip


def test_rural_collectives_begin_with_a_letter():
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "N2445399MF0000000"
    check = alphabet[-sum(alphabet.index(each) * pow(3, place, 31) for place, each in enumerate(body)) % 31]
    assert numbers.credit_code(body + check) == body + check


@rows("code", CODES)
def test_credit_codes(code):
    assert numbers.credit_code(code.lower()) == code
    wrong = "1" if code[-1] != "1" else "2"
    with pytest.raises(NumberError, match="校验位"):
        numbers.credit_code(code[:-1] + wrong)


@rows(
    ("text", "words"),
    [("", "请填写"), ("9144", "18位"), ("9144030070846113IT", "不含"), ("91ABC300708461136T", "第3至8位")],
)
def test_credit_codes_are_refused_kindly(text, words):
    with pytest.raises(NumberError, match=words):
        numbers.credit_code(text)


@rows("text", ["13800138000", "138 0013 8000", "+86 138-0013-8000", "8613800138000", "１３８００１３８０００"])
def test_mobiles(text):
    assert numbers.mobile(text) == "13800138000"


@rows("text", ["", "12800138000", "1380013800", "138001380000", "0766-8989015", "abc"])
def test_mobiles_are_refused(text):
    with pytest.raises(NumberError, match="手机号"):
        numbers.mobile(text)


@rows(
    ("number", "masked"),
    [("44530219900101001X", "4453**********001X"), ("13800138000", "138****8000"), ("123", "***"), ("", "")],
)
def test_masks(number, masked):
    assert numbers.mask(number) == masked
