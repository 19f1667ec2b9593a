"""Documents, names and passwords of people. Pure; numbers themselves are checked in common.law.numbers."""

from __future__ import annotations

import re
from datetime import date

from common.law import numbers
from common.law.names import name_key
from common.law.phones import first_phone
from common.law.refusal import ActionRefused
from common.people.states import IdKind

# How the number of each kind of document is formed, and what is said of one that is not.
_DOCUMENTS: dict[str, tuple[re.Pattern[str], str]] = {
    IdKind.PASSPORT: (
        re.compile(r"(?=.*[0-9]{3})[A-Z0-9]{5,14}", re.ASCII),
        "护照号码应为 5 至 14 位字母和数字，例如 E12345678，请对照护照核对。",
    ),
    IdKind.HK_MACAO_PERMIT: (
        re.compile(r"[HM](?:[0-9]{8}|[0-9]{10})", re.ASCII),
        "港澳居民来往内地通行证号码应为 H 或者 M 加 8 位数字，请对照证件核对。",
    ),
    IdKind.TAIWAN_PERMIT: (
        re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]?", re.ASCII),
        "台湾居民来往大陆通行证号码应为 8 位数字，请对照证件核对。",
    ),
    IdKind.RESIDENCE_PERMIT: (
        re.compile(r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]", re.ASCII),
        "外国人永久居留身份证号码应为 18 位数字，或者 3 个字母加 12 位数字，请对照证件核对。",
    ),
}
_ANY_DOCUMENT = (
    re.compile(r"(?=.*[A-Z0-9]{4})[^\W_]{4,40}"),
    "证件号码不完整，请对照证件填写全部字母和数字。",
)


class PersonRefused(ActionRefused):
    """An act about a person may not be done. `str()` is what the user reads, in Chinese."""


def normalise_phone(text: str) -> str:
    """The number to be found by and written to: a mainland mobile as eleven digits, one from elsewhere with + and its
    code; what is none comes back clean but as it is."""
    return first_phone(text)


def same_name(one: str, other: str) -> bool:
    """Whether two names are written for one person or unit: blanks, dots and brackets are typed in many ways."""
    return name_key(one) == name_key(other)


def check_document(kind: str, text: str, today: date) -> str:
    """The number of an identity document, cleaned, of an account as of a party. NumberError in Chinese.

    The identity card has a check digit (GB 11643), and so has the foreigner's permanent residence card of 18 digits;
    the others are checked for their form. A document of another kind has letters or digits, whatever they are.
    """
    if kind == IdKind.IDENTITY_CARD:
        return numbers.identity_number(text, today)
    number = re.sub(r"[()]", "", numbers.clean(text))
    form, words = _DOCUMENTS.get(kind, _ANY_DOCUMENT)
    if not form.fullmatch(number) or len(set(number)) < 3:
        raise numbers.NumberError(words)
    if kind == IdKind.RESIDENCE_PERMIT and len(number) == 18:
        numbers.residence_card(number, today)
    return number


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
