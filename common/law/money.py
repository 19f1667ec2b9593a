"""Money is an integer number of fen everywhere. Here it is read, printed, written in capitals, and rounded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Rounding = Literal["half_up", "down", "up"]

# The fee rules are silent on rounding. One setting, applied once, at the end of a computation (dossier 1.10).
ROUNDING: Rounding = "half_up"

MAX_FEN = 10**15 - 1  # 9,999,999,999,999.99 yuan: far above any claim, and safe in a bigint.

_AMOUNT = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,2})?", re.ASCII)
# Digits in groups of three, or of four as a number is read aloud in Chinese: 80 000, 8 0000.
_GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,4}(?: [0-9]{4})+(?:\.[0-9]{1,2})?", re.ASCII)
_DIGITS = {char: place for row in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖") for place, char in enumerate(row)}
_DIGITS |= {"两": 2, "貳": 2, "參": 3, "陸": 6}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TOKEN = re.compile(
    rf"([0-9]+(?:\.[0-9]+)?)|([{''.join(_DIGITS)}])|([{''.join(_SMALL)}])|([{''.join(_LARGE)}])", re.ASCII
)
_PARTS = re.compile(
    r"(?:(?P<yuan>.+?)(?:元|圆|块钱|块))?零?(?:(?P<jiao>[^元圆块角毛分]+)[角毛])?零?(?:(?P<cent>[^元圆块角毛分]+)分)?"
)


class MoneyError(ValueError):
    """An amount that cannot be read. The message is Chinese and may be shown to the user."""


def parse_yuan(value: str | int | Decimal) -> int:
    """Yuan as typed -> fen: full-width digits, commas, groups, ￥, 元整, and as people say it (8万, 3.6万, 三万六,
    捌万元整). MoneyError in Chinese otherwise."""
    text = str(value) if isinstance(value, int) else format(value, "f") if isinstance(value, Decimal) else value
    text = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removeprefix("人民币").strip()
    text = re.sub(r"^(?:RMB|CNY)\s*|\s*(?:人民币|RMB|CNY)$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=[0-9])[wW](?=元?$)", "万", text)  # as people type it: 8w
    if twice := re.fullmatch(r"(.+?)\s*\((.+)\)", text):  # in capitals and in figures: one amount, said twice
        one, two = (parse_yuan(each) for each in twice.groups())
        if one != two:
            raise MoneyError("括号里外的金额不一样，请核对后只写一个。")
        return one
    text = re.sub(r"(?<=[元圆块角毛])[整正]$", "", text)
    text = re.sub(rf"(?<=块)([0-9{''.join(_DIGITS)}])$", r"\1角", text)  # 三块五
    plain = text.removesuffix("元").strip().replace("，", ",")
    if not plain:
        raise MoneyError("请填写金额。")
    if plain.startswith("-"):
        raise MoneyError("金额不能是负数。")
    if isinstance(value, Decimal) and "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(" ", "")
    fen = _written(plain) if _AMOUNT.fullmatch(plain) else _spoken(text)
    if fen is None:
        raise MoneyError("金额应为一个确切的数，单位元，最多两位小数，例如 128600.50、8万、三万六。")
    if fen > MAX_FEN:
        raise MoneyError("金额过大，请核对后重新填写。")
    return fen


def brief(fen: int) -> str:
    """Yuan in a message: 1000, or 1000.50; neither separators nor empty cents."""
    yuan, cents = divmod(fen, 100)
    return f"{yuan}.{cents:02d}" if cents else str(yuan)


def is_plain(text: str) -> bool:
    """Whether an amount is typed in digits alone, so that nobody need be told how it was read."""
    return _AMOUNT.fullmatch(text.strip()) is not None


def _written(text: str) -> int:
    whole, _, part = text.replace(",", "").partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or "0")


def _spoken(text: str) -> int | None:
    """An amount as it is said or written in capitals; None when it cannot be read in one way only."""
    # 80.000 is eighty here and eighty thousand elsewhere.
    if re.search(r"[0-9]\s+[0-9]|\.[0-9]{3,}(?![0-9万亿萬億])", text):
        return None
    read = (_PARTS.fullmatch(each) for each in (text, f"{text}元"))
    found = next((each for each in read if each and any(each.groups())), None)
    if found is None:
        return None
    total = Decimal(0)
    for name, unit in (("yuan", 100), ("jiao", 10), ("cent", 1)):
        if found[name]:
            number = _number(re.sub(r"\s", "", found[name]))
            if number is None or (unit < 100 and number > 9):
                return None
            total += number * unit
    return int(total) if total == int(total) else None


def _number(text: str) -> Decimal | None:
    """3.6万, 三万六, 一百二十万 -> the number. None for what is no number, or might be two."""
    reading, at = _Reading(), 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        at = found.end()
        if not reading.take(found[0], alone=len(found[0]) == len(text)):
            return None
    return reading.result()


@dataclass
class _Reading:
    """A number read word by word: what is summed up, what stands below the last 万 or 亿, the digits in hand."""

    total: Decimal = Decimal(0)
    section: Decimal = Decimal(0)
    number: Decimal | None = None
    small: int = 10**4  # units must fall
    large: int = 10**12
    last: int = 0
    gap: bool = False  # a 零 stands before
    broken: bool = False  # 3.6万: no further digits may follow

    def take(self, char: str, *, alone: bool) -> bool:
        """Read on; False where it makes no number."""
        if char in "零〇" and not alone:
            self.gap = True
            return self.number is None
        if char in _SMALL:
            return self._small(_SMALL[char])
        if char in _LARGE:
            return self._large(_LARGE[char])
        if self.number is not None or self.broken:
            return False
        self.number = Decimal(_DIGITS[char]) if char in _DIGITS else Decimal(char)
        self.broken = "." in char
        return True

    def _small(self, unit: int) -> bool:
        ten = unit == 10 and self.section == 0 and not self.gap  # 十五 for 一十五
        if unit >= self.small or (self.number is None and not ten):
            return False
        self.section += (self.number or 1) * unit
        self.small = self.last = unit
        self.number, self.gap = None, False
        return True

    def _large(self, unit: int) -> bool:
        section, over = self.section + (self.number or 0), unit > self.large
        if unit == self.large or (section == 0 and not (self.total and over)):
            return False
        self.total = (self.total + section) * unit if over else self.total + section * unit
        self.section, self.number, self.gap = Decimal(0), None, False
        self.small, self.large, self.last = 10**4, unit, unit
        return True

    def result(self) -> Decimal | None:
        number, known = self.number, self.total + self.section
        if number is None or not self.last:
            return known if number is None else number
        if number >= self.last or (number < 10 and number != int(number)):
            return None
        # 三万六 is thirty-six thousand; 三万零六 is not.
        colloquial = number < 10 and not self.gap and self.last > 10
        return known + (number * self.last / 10 if colloquial else number)


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


def spread(amount: int, weights: Mapping[int, int]) -> dict[int, int]:
    """`amount` fen by `weights`, together exactly it: who was rounded down most gets the next one, then who is first.
    Every sum that is divided among several is divided here."""
    total = sum(weights.values())
    if not total:
        return dict.fromkeys(weights, 0)
    found = {key: amount * weight // total for key, weight in weights.items()}
    rest = sorted(weights, key=lambda key: -(amount * weights[key] % total))
    for key in rest[: amount - sum(found.values())]:
        found[key] += 1
    return found


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
