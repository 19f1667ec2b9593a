"""Money is an integer number of fen everywhere. Here it is read, printed, written in capitals, and rounded."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Literal

Rounding = Literal["half_up", "down", "up"]

# The fee rules are silent on rounding. One setting, applied once, at the end of a computation (dossier 1.10).
ROUNDING: Rounding = "half_up"

MAX_FEN = 10**15 - 1  # 9,999,999,999,999.99 yuan: far above any claim, and safe in a bigint.

_AMOUNT = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,2})?", re.ASCII)


class MoneyError(ValueError):
    """An amount that cannot be read. The message is Chinese and may be shown to the user."""


def parse_yuan(value: str | int | Decimal) -> int:
    """Yuan as typed (full-width digits, commas, ￥, 元 allowed) -> fen. MoneyError in Chinese otherwise."""
    text = str(value) if isinstance(value, int) else format(value, "f") if isinstance(value, Decimal) else value
    text = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removeprefix("人民币").strip()
    text = text.removesuffix("元").strip().replace("，", ",")
    if not text:
        raise MoneyError("请填写金额。")
    if text.startswith("-"):
        raise MoneyError("金额不能是负数。")
    if isinstance(value, Decimal) and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not _AMOUNT.fullmatch(text):
        raise MoneyError("金额应为数字，单位元，最多两位小数，例如 128600.50。")
    whole, _, part = text.replace(",", "").partition(".")
    if len(whole.lstrip("0")) > 13:
        raise MoneyError("金额过大，请核对后重新填写。")
    return int(whole) * 100 + int(part.ljust(2, "0") or "0")


def yuan(fen: int) -> str:
    """12860050 -> "128,600.50". Negative sums keep their sign."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{part:02d}"


def plain_yuan(fen: int) -> str:
    """12860050 -> "128600.50": for files, without separators."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole}.{part:02d}"


def divide(numerator: int, denominator: int, rounding: Rounding | None = None) -> int:
    """A fraction of fen as whole fen, by the one rounding setting. Exact integers: no float touches money."""
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    sign = -1 if numerator < 0 else 1
    quotient, rest = divmod(abs(numerator), denominator)
    mode = rounding or ROUNDING
    if (mode == "half_up" and rest * 2 >= denominator) or (mode == "up" and rest):
        quotient += 1
    return sign * quotient


_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def daxie(fen: int) -> str:
    """The amount in capitals as bank papers write it: 人民币壹拾贰万捌仟陆佰元伍角整.

    ValueError for negative or absurd sums. Written out here because cn2an 0.5 drops 整 and misplaces 零 before 角/分.
    """
    if not 0 <= fen <= MAX_FEN:
        raise ValueError("金额超出可大写的范围")
    whole, part = divmod(fen, 100)
    jiao, cent = divmod(part, 10)
    text = f"{_whole(whole)}元" if whole else ""
    if jiao:
        # 壹拾元零伍角 and 壹拾元伍角 are both in use; the short form is the one the courts' papers print.
        text += f"{_CAPITALS[jiao]}角"
    if cent:
        text += ("零" if whole and not jiao else "") + f"{_CAPITALS[cent]}分"
    if not text:
        text = "零元"
    return f"人民币{text}{'' if cent else '整'}"


def _whole(number: int) -> str:
    text = ""
    gap = False
    for group in range(3, -1, -1):
        four = number // 10 ** (4 * group) % 10000
        if not four:
            gap = bool(text)
            continue
        if text and (gap or four < 1000):
            text += "零"
        gap = False
        # 玖万玖仟…亿: with 亿 following, 万亿 gives up its 亿 to it.
        unit = _GROUPS[group]
        if group == 3 and number // 10**8 % 10000:
            unit = "万"
        text += _four(four) + unit
    return text


def _four(number: int) -> str:
    text = ""
    gap = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        if gap:
            text += "零"
            gap = False
        text += _CAPITALS[digit] + _UNITS[place]
    return text
