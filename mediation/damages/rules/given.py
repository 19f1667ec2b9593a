"""What is given to a calculator, read by its own rules: numbers, shares, days. Every refusal names its input."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from mediation.damages.rules.settings import Book, NoFigure, Setting
from mediation.damages.rules.shapes import GivenError
from mediation.damages.rules.words import WORDS

_MOST = 10**13
_EXAMPLE = "示例"
# Words beside the inputs that bear on nothing.
_REMARKS = frozenset({"note", "remark", "remarks", "unit", "name", "grade_note", "备注"})


class Given:
    """The inputs of one question. `situation` is what stood behind the calculator's name in the kind (capped, partial).

    Keeps which inputs were read and which dated figures were used, so that the answer can say so.
    """

    def __init__(self, inputs: Mapping[str, Any], book: Book, situation: str = "") -> None:
        self.inputs = {unicodedata.normalize("NFKC", str(key)).strip(): value for key, value in inputs.items()}
        self.book = book
        self.situation = frozenset(situation.lower().split("_")) - {""}
        self.used: list[Setting] = []
        self.doubts: list[str] = []
        self._read: set[str] = set()

    def has(self, *names: str) -> bool:
        """Whether any of them is given, and not empty."""
        return any(self.inputs.get(name) not in (None, "", []) for name in names)

    def unread(self) -> list[str]:
        """What was given and never asked for."""
        return sorted(set(self.inputs) - self._read - _REMARKS)

    def raw(self, *names: str) -> tuple[str, Any]:
        """The first of these names that is given, with its value. GivenError when none is."""
        self._read.update(names)
        for name in names:
            if self.inputs.get(name) not in (None, "", []):
                return name, self.inputs[name]
        raise GivenError(names[0], f"请填写{said(names[0])}。")

    def number(
        self, *names: str, default: Fraction | int | None = None, least: int = 0, most: Fraction | int = _MOST
    ) -> Fraction:
        """A number, exact. The first of the names that is given; the default when none is."""
        if default is not None and not self.has(*names):
            self._read.update(names)
            return Fraction(default)
        name, value = self.raw(*names)
        return self.within(name, self.exact(name, value), least, most)

    def whole(self, *names: str, default: int | None = None, least: int = 0, most: int = _MOST) -> int:
        """A whole number: days, persons, an age."""
        found = self.number(*names, default=default, least=least, most=most)
        if found.denominator != 1:
            raise GivenError(self._given(names), f"{said(self._given(names))}应是整数，您填了{_shown(found)}。")
        return int(found)

    def share(self, *names: str, default: Fraction | int | None = None) -> Fraction:
        """A part of the whole: 0.7, "70%", 1/3."""
        return self.number(*names, default=default, most=1)

    def rate(self, *names: str, default: Fraction | int | None = None) -> Fraction:
        """A yearly rate in percent: 12 is twelve percent a year; "12%" is the same."""
        if default is not None and not self.has(*names):
            self._read.update(names)
            return Fraction(default)
        name, value = self.raw(*names)
        text = unicodedata.normalize("NFKC", str(value)).strip()
        found = self.exact(name, text.removesuffix("%") if text.endswith("%") else value)
        return self.within(name, found, 0, 1000)

    def day(self, *names: str, default: date | None = None) -> date:
        """A day: 2026-03-02."""
        if default is not None and not self.has(*names):
            self._read.update(names)
            return default
        name, value = self.raw(*names)
        return self.as_day(name, value)

    def as_day(self, name: str, value: Any) -> date:
        if isinstance(value, date):
            return value
        found = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?", unicodedata.normalize("NFKC", str(value)).strip())
        try:
            return date(*map(int, found.groups())) if found else date.fromisoformat(str(value).strip())
        except ValueError as error:
            raise GivenError(name, f"{said(name)}应是日期，例如 2026-03-02。") from error

    def flag(self, *names: str, default: bool = False) -> bool:
        """Yes or no, as JSON says it or as a table does (yes, n, 1)."""
        if not self.has(*names):
            self._read.update(names)
            return default
        name, value = self.raw(*names)
        text = str(value).strip().lower()
        if text in ("true", "1", "yes", "y"):
            return True
        if text in ("false", "0", "no", "n"):
            return False
        raise GivenError(name, f"{said(name)}应填是或否。")

    def choice(self, *names: str, allowed: Iterable[str], default: str = "") -> str:
        """One of the codes."""
        if default and not self.has(*names):
            self._read.update(names)
            return default
        name, value = self.raw(*names)
        text = str(value).strip().lower()
        if text not in allowed:
            raise GivenError(name, f"{said(name)}没有“{value}”这一项。")
        return text

    def numbers(self, *names: str) -> list[Fraction]:
        """A list of sums; a single sum is a list of one."""
        name, value = self.raw(*names)
        rows = value if isinstance(value, list | tuple) else [value]
        return [self.within(name, self.exact(name, each), 0, _MOST) for each in rows]

    def rows(self, *names: str) -> list[Any]:
        """A list of whatever the rule reads itself."""
        name, value = self.raw(*names)
        if not isinstance(value, list | tuple):
            raise GivenError(name, f"{said(name)}应是一列。")
        return list(value)

    def exact(self, name: str, value: Any) -> Fraction:
        """A number as it was written, exactly: 0.7, "59,307", "8000 示例", "1/3", "70%"."""
        if isinstance(value, bool) or value is None or isinstance(value, list | tuple | dict):
            raise GivenError(name, f"{said(name)}应是一个数。")
        text = unicodedata.normalize("NFKC", str(value)).strip()
        if text.endswith(_EXAMPLE):
            self.doubts.append(f"{said(name)}为示例数值")
            text = text.removesuffix(_EXAMPLE).strip()
        text = re.sub(r"(?<=\d),(?=\d{3}(?:\D|$))", "", text.removesuffix("元").removeprefix("¥").strip())
        hundredth = text.endswith("%")
        try:
            if re.fullmatch(r"\d{1,6}/\d{1,6}", text):
                found = Fraction(text)
            else:
                found = Fraction(Decimal(text.removesuffix("%").strip()))
        except (InvalidOperation, ValueError, OverflowError, ZeroDivisionError) as error:
            raise GivenError(name, f"{said(name)}应是一个数，您填了“{value}”。") from error
        return found / 100 if hundredth else found

    def within(self, name: str, found: Fraction, least: Fraction | int, most: Fraction | int) -> Fraction:
        if found < least:
            words = "不能是负数" if not least else f"不能小于{_shown(Fraction(least))}"
            raise GivenError(name, f"{said(name)}{words}，您填了{_shown(found)}。")
        if found > most:
            words = "太大了，请核对" if most == _MOST else f"不能大于{_shown(Fraction(most))}，您填了{_shown(found)}"
            raise GivenError(name, f"{said(name)}{words}。")
        return found

    def setting(self, key: str, *names: str, on: date | None = None, rate: bool = False) -> Fraction:
        """The figure that was given under one of the names, or else the dated one of the day (`on`, or as given)."""
        if self.has(*names):
            return self.rate(*names) if rate else self.number(*names)
        self._read.update(names)
        try:
            found = self.book.on(key, on or self.on())
        except NoFigure as error:
            raise GivenError(names[0] if names else key, str(error)) from error
        if found not in self.used:
            self.used.append(found)
        return found.value

    def on(self) -> date:
        """The day by which yearly figures are taken: the end of the first-instance debate, else today."""
        return self.day("on", "debate_end", "debate_date", "judgment_date", "date", "as_of", default=self.book.today)

    def span(self, *starts: str, ends: tuple[str, ...]) -> tuple[date, date]:
        """Two days, the second not before the first."""
        first, last = self.day(*starts), self.day(*ends)
        if last < first:
            raise GivenError(self._given(ends), f"{said(self._given(ends))}不能早于{said(self._given(starts))}。")
        return first, last

    def days(self, starts: tuple[str, ...] = ("from", "start"), ends: tuple[str, ...] = ("to", "end")) -> Fraction:
        """For how many days: as given, or between two days; `years` and `months` where interest runs by them."""
        if self.has("days"):
            return self.number("days")
        if self.has(*starts) and self.has(*ends):
            first, last = self.span(*starts, ends=ends)
            return Fraction((last - first).days)
        return self.number("days")

    def time(self, *, starts: tuple[str, ...] = ("from", "start"), ends: tuple[str, ...] = ("to", "end")) -> Fraction:
        """The same in years: years, months of a twelfth, or days by the day base."""
        if self.has("years"):
            return self.number("years")
        if self.has("months"):
            return self.number("months") / 12
        return self.days(starts, ends) / self.base()

    def base(self) -> Fraction:
        """How many days a year of interest has: 365 or 360."""
        found = self.setting("day_base", "day_base", "base", "year_days")
        if found not in (360, 365):
            raise GivenError("day_base", "折算天数应是 365 或者 360。")
        return found

    def _given(self, names: tuple[str, ...]) -> str:
        return next((name for name in names if self.has(name)), names[0])


def said(name: str) -> str:
    """An input in words."""
    return WORDS.get(name, f"“{name}”")


def _shown(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else format(float(value), "g")
