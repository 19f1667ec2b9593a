"""Telephone numbers of anyone, as people write them: of the mainland, of Hong Kong, Macao, Taiwan, of any country.

A mainland mobile number is eleven digits, a fixed line 0766-8123456, a service line 400-812-3456; every other number
begins with + and the code of its country or region. Numbering plans come from the phonenumbers library.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber

from common.law.numbers import NumberError

_MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
_HOTLINE = re.compile(r"1[0-9]{4}|9[56][0-9]{3,6}", re.ASCII)  # 12368, 95588, 962121
_BETWEEN = re.compile(r"[、,，;；/／\n]+|或者?|和|以及")
_DASHES = re.compile("[\u2010-\u2015\u2212\u2500\u2501\u30fc\ufe58\ufe63\uff0d~\uff5e]+")
_NOTE = re.compile(r"\([^()0-9+]+\)")  # whose it is: 13800138000（妻）
_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_BARE_NOTE = re.compile("^[\u3400-\u9fff]+:?(?=[0-9+(])|(?<=[0-9])[\u3400-\u9fff]+$")  # 妈妈13800138000, 138…同号
_LABEL = re.compile(
    r"(?:(?:联系|移动|固定|家庭|办公)?(?:电话|手机|座机)(?:号码|号)?|tel|phone|mobile)\s*:?\s*(?=[0-9+(])",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\s*(?:转|分机|[-#]?ext\.?)\s*[:：]?\s*(?=[0-9]{1,6}$)", re.IGNORECASE)
_LINE_AND_EXTENSION = re.compile(r"(0[0-9]{2,3}-?[0-9]{7,8})-([0-9]{1,6})")
_NEAR = ("852", "853", "886")  # Hong Kong, Macao, Taiwan, written without +
_JOINED = "、"

SAY_MOBILE = "请填写 11 位手机号，例如 13800138000。"
SAY_ANY = (
    "请填写 11 位手机号，或带区号的座机，例如 0766-8123456。"
    "境外号码前面写 + 和国家或者地区的代码，例如 +852 9123 4567。"
)


def phones(text: str) -> tuple[str, ...]:
    """Every number in what was typed into one field, without notes in brackets and the word 电话.

    NumberError in Chinese where one cannot be read.
    """
    plain = _LABEL.sub("", _NOTE.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", text))))
    plain = _POINT.sub("-", plain)
    found = []
    for part in filter(None, (each.strip(" \t.。") for each in _BETWEEN.split(plain))):
        one = _read(part) or _read(_BARE_NOTE.sub("", part))
        found += [one] if one else _in_a_row(part)
    if not found and text.strip():
        raise NumberError(SAY_ANY)
    return tuple(dict.fromkeys(found))


def phone_text(text: str) -> str:
    """The numbers as they are kept in one field: 13800138000、0766-8123456."""
    return _JOINED.join(phones(text))


def kept_phones(text: str) -> str:
    """The same of answers that were given before they were checked: what cannot be read stays as it was typed."""
    try:
        return phone_text(text)
    except NumberError:
        return text.strip()


def is_mobile(number: str) -> bool:
    """Whether a number, as kept, takes messages: a mainland mobile, or one abroad that is not known to be fixed."""
    if not number.startswith("+"):
        return bool(_MOBILE.fullmatch(number))
    kind = phonenumbers.number_type(phonenumbers.parse(number))
    return kind != phonenumbers.PhoneNumberType.FIXED_LINE


def takes_messages(text: str) -> bool:
    """Whether one of the numbers in this field takes messages; what is no number takes none."""
    try:
        return any(is_mobile(each) for each in phones(text))
    except NumberError:
        return False


def first_phone(text: str) -> str:
    """The number to be called or written to, of one or several: a mobile before a fixed line. What cannot be read
    comes back without blanks and dashes, as it is."""
    try:
        found = phones(text)
    except NumberError:
        return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()
    return next(filter(is_mobile, found), found[0]) if found else ""


def _in_a_row(part: str) -> list[str]:
    """Numbers with nothing but blanks between them and maybe within them: 138 0013 8000 139 0013 9000."""
    found, open_part = [], ""
    for piece in part.split():
        open_part = f"{open_part} {piece}".strip()
        if number := _read(open_part):
            found.append(number)
            open_part = ""
    if open_part or len(found) < 2:
        raise NumberError(SAY_ANY)
    return found


def _read(part: str) -> str:
    """One number as it is kept; "" where it is none."""
    part = _LINE_AND_EXTENSION.sub(r"\1转\2", part)
    digits = re.sub(r"[\s\-()]", "", part)
    if _HOTLINE.fullmatch(digits):
        return digits
    if re.search(r"[^0-9+\s\-()]", _EXTENSION.sub("", part)):
        return ""
    try:
        number = phonenumbers.parse(_EXTENSION.sub(" ext ", f"+{part}" if digits.startswith(_NEAR) else part), "CN")
    except NumberParseException:
        return ""
    mainland_mobile = number.country_code == 86 and _MOBILE.fullmatch(str(number.national_number))
    return _kept(number) if mainland_mobile or phonenumbers.is_valid_number(number) else ""


def _kept(number: PhoneNumber) -> str:
    if number.country_code != 86:
        text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    else:
        text = phonenumbers.national_significant_number(number)
        code = phonenumbers.length_of_geographical_area_code(number)
        if code:
            text = f"0{text[:code]}-{text[code:]}"
        elif not _MOBILE.fullmatch(text):
            text = f"{text[:3]}-{text[3:6]}-{text[6:]}"
    return f"{text}转{number.extension}" if number.extension else text
