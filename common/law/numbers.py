"""Identity numbers, credit codes and mobile numbers as people type them: cleaned, checked, masked."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

# GB/T 2260: the first two digits of an identity number. Counties are not checked: people born before 1994 in Yunfu
# carry codes that exist no more.
_PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        (71,),
        range(81, 84),
    )
    for code in codes
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
_IDENTITY = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}", re.ASCII)


class NumberError(ValueError):
    """A number that cannot be right. The message is Chinese and may be shown to the user."""


def clean(text: str) -> str:
    """NFKC (full-width to half-width), upper case, without blanks and hyphens."""
    return re.sub(r"[\s\-\u2010-\u2015\u200b-\u200f\ufeff]", "", unicodedata.normalize("NFKC", text)).upper()


def identity_number(text: str, today: date | None = None) -> str:
    """An 18-digit identity number (GB 11643), cleaned. With ``today`` a birth day in the future is refused."""
    number = clean(text)
    if not number:
        raise NumberError("请填写身份证号码。")
    if len(number) != 18:
        raise NumberError(f"身份证号码应为18位，现在是{len(number)}位。")
    if not _IDENTITY.fullmatch(number):
        raise NumberError("身份证号码前17位应为数字，最后一位为数字或者X。")
    try:
        born = ric.get_birth_date(number)
    except ValidationError as error:
        raise NumberError("身份证号码中的出生日期不存在，请核对第7至14位。") from error
    if number[:2] not in _PROVINCES:
        raise NumberError("身份证号码的前两位不是有效的地区代码，请核对。")
    if born.year < 1850 or (today is not None and born > today):
        raise NumberError("身份证号码中的出生日期不合理，请核对第7至14位。")
    if number[-1] != ric.calc_check_digit(number):
        raise NumberError("身份证号码的校验位不对，请逐位核对。")
    return number


def residence_card(text: str, today: date | None = None) -> str:
    """A foreigner's permanent residence card of 18 digits: 9, place, country, day of birth, serial, check digit."""
    number = clean(text)
    try:
        born = ric.get_birth_date(number)
    except ValidationError as error:
        raise NumberError("永久居留身份证号码中的出生日期不存在，请核对第7至14位。") from error
    if today is not None and born > today:
        raise NumberError("永久居留身份证号码中的出生日期不合理，请核对第7至14位。")
    if number[-1] != ric.calc_check_digit(number):
        raise NumberError("永久居留身份证号码的校验位不对，请逐位核对。")
    return number


def birth_date(number: str) -> date:
    """The birth day in a checked identity number."""
    return ric.get_birth_date(number)


def born_by(text: str) -> date | None:
    """The day of birth that an identity number tells, also one in which another digit is wrong; None: it tells none."""
    found = re.fullmatch(r"\d{6}(\d{8})\d{3}[\dX]", clean(text), re.ASCII)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def sex(number: str) -> str:
    """男 or 女, by the 17th digit of a checked identity number."""
    return "男" if is_male(number) else "女"


def is_male(number: str) -> bool:
    """By the same digit."""
    return int(number[16]) % 2 == 1


def credit_code(text: str) -> str:
    """An 18-place unified social credit code (GB 32100), cleaned."""
    code = clean(text)
    if not code:
        raise NumberError("请填写统一社会信用代码。")
    if len(code) != 18:
        raise NumberError(f"统一社会信用代码应为18位，现在是{len(code)}位。")
    if not _CREDIT.fullmatch(code):
        raise NumberError("统一社会信用代码只含数字和大写字母，不含 I、O、S、V、Z。")
    # Not uscc.validate: it wants digits in the first places, and rural collectives' codes begin with N2.
    if not code[2:8].isdigit():
        raise NumberError("统一社会信用代码的第3至8位应为数字，请核对。")
    if code[-1] != uscc.calc_check_digit(code[:17]):
        raise NumberError("统一社会信用代码的校验位不对，请逐位核对。")
    return code


def mobile(text: str) -> str:
    """A mainland mobile number of 11 digits, cleaned; +86 or 86 before it is dropped."""
    number = clean(text).removeprefix("+")
    if len(number) == 13:
        number = number.removeprefix("86")
    if not number:
        raise NumberError("请填写手机号。")
    if not _MOBILE.fullmatch(number):
        raise NumberError("手机号应为11位数字，以1开头。")
    return number


def mask(number: str) -> str:
    """4453**********001X: the first and last four of a long number; 138****5678 of a mobile; shorter ones all stars."""
    if len(number) == 11:
        return f"{number[:3]}****{number[-4:]}"
    if len(number) < 10:
        return "*" * len(number)
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"
