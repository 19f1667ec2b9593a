"""Documents, names and passwords of people. Pure; numbers themselves are checked in common.law.numbers."""

from __future__ import annotations

import re
from datetime import date

from common.law import numbers
from common.law.names import name_key
from common.law.phones import first_phone
from common.law.refusal import ActionRefused
from common.people.states import IdKind

_DOCUMENT = re.compile(r"[A-Z0-9]{5,20}", re.ASCII)


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
    """The number of an identity document, cleaned. NumberError in Chinese.

    Only the identity card has a check digit (GB 11643); the others are checked for their form.
    """
    if kind == IdKind.IDENTITY_CARD:
        return numbers.identity_number(text, today)
    number = numbers.clean(text)
    if not _DOCUMENT.fullmatch(number):
        raise numbers.NumberError("证件号码应为 5 至 20 位字母或数字，请对照证件核对。")
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
