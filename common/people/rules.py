"""Numbers that identify people: read as typed, checked, shown masked. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError as NumberError

_PHONE = re.compile(r"^1[3-9][0-9]{9}$")
_PASSPORT_LIKE = re.compile(r"^[A-Z0-9]{5,20}$")


class PersonRefused(Exception):
    """An act about a person may not be done. `str()` is what the user reads, in Chinese."""


def plain(text: str) -> str:
    """NFKC, blanks and dashes removed, upper case: what people type in full width or with gaps becomes comparable."""
    return re.sub(r"[\s\-—－]+", "", unicodedata.normalize("NFKC", text)).upper()


def normalise_phone(text: str) -> str:
    """A mainland number as eleven digits, +86 or 0086 taken off; what is none comes back as typed, plain."""
    number = plain(text)
    for prefix in ("+86", "0086", "86"):
        if number.startswith(prefix) and _PHONE.match(number[len(prefix) :]):
            return number[len(prefix) :]
    return number


def is_mobile(text: str) -> bool:
    """Whether this is a mainland mobile number once normalised (1[3-9] and nine digits)."""
    return bool(_PHONE.match(normalise_phone(text)))


def check_id_card(text: str, today: date) -> tuple[str, str]:
    """(number, "") or ("", what is wrong, in Chinese), after GB 11643: length, region, day of birth, check digit.

    The region is not limited to Yunfu: people keep the code of where they were first registered.
    """
    number = plain(text)
    if not re.match(r"^[0-9]{17}[0-9X]$", number):
        return "", "身份证号码应为 18 位，前 17 位是数字，最后一位是数字或 X。"
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "", "身份证号码中的出生日期不存在，请核对第 7 至 14 位。"
    if born > today or born.year < today.year - 150:
        return "", "身份证号码中的出生日期不合理，请核对第 7 至 14 位。"
    if ric.calc_check_digit(number[:-1]) != number[-1]:
        return "", "身份证号码校验不通过，请逐位核对。"
    return number, ""


def check_document(kind: str, text: str, today: date) -> tuple[str, str]:
    """Like `check_id_card`, for any kind of document; others than the identity card are only checked for their form."""
    if kind == "identity_card":
        return check_id_card(text, today)
    number = plain(text)
    if not _PASSPORT_LIKE.match(number):
        return "", "证件号码应为 5 至 20 位字母或数字。"
    return number, ""


def check_uscc(text: str) -> tuple[str, str]:
    """(code, "") or ("", what is wrong), after GB 32100."""
    code = plain(text)
    try:
        return str(uscc.validate(code)), ""
    except NumberError:
        return "", "统一社会信用代码应为 18 位且校验通过，请对照营业执照核对。"


def mask_phone(number: str) -> str:
    """138****0000."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 8 else "*" * len(number)


def mask_id_number(number: str) -> str:
    """4453**********001X: the first four and the last four; short documents keep only their ends."""
    if len(number) >= 12:
        return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"
    return f"{number[:1]}{'*' * (len(number) - 2)}{number[-1:]}" if len(number) > 2 else "*" * len(number)


def mask_name(name: str) -> str:
    """张*、欧阳**: what a stranger may see."""
    return f"{name[:1]}{'*' * (len(name) - 1)}" if name else ""


def password_expired(changed_on: date | None, limit: int | None, today: date) -> bool:
    """Whether a staff password is too old (等保三级: 90 days). No limit, or no known day without one: never."""
    if limit is None:
        return False
    return changed_on is None or (today - changed_on).days > limit


def staff_password_problem(password: str) -> str:
    """What a staff password lacks (等保三级: three of four kinds of characters), in Chinese; "" when nothing."""
    kinds = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
    if sum(bool(re.search(kind, password)) for kind in kinds) < 3:
        return "工作人员密码应包含大写字母、小写字母、数字、符号中的至少三种。"
    return ""
