"""The form of a calculator, made from its inputs as data. It asks and cleans; the rule counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.law.money import MoneyError, parse_yuan, plain_yuan, yuan
from common.web.fields import ChoiceRadios, CodeField, DateField, MoneyField, YesNo
from common.web.forms import CourtForm, speak_chinese
from mediation.damages.rules.catalogue import Asked, Calculator
from mediation.damages.rules.settings import Book, NoFigure
from mediation.damages.rules.shapes import GivenError

# Which field asks for a figure that a rule found none of.
_ASKED_AS = {"lpr_1y": "lpr", "lpr_at_suit": "lpr"}


class Number(CodeField):
    """A number as people type it; `whole` for what comes in pieces. Gives its text, which the rule reads exactly."""

    width = "w-12"

    def __init__(self, *, suffix: str = "", whole: bool = False, least: int = 0, most: int = 0, **kwargs: Any) -> None:
        self.suffix, self.whole, self.least, self.most = suffix, whole, least, most
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        mode = "numeric" if self.whole else "decimal"
        return {**super().widget_attrs(widget), "inputmode": mode, "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "").replace(",", "").removesuffix("%")
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,12}" if self.whole else r"[0-9]{1,12}(\.[0-9]{1,6})?", text):
            raise ValidationError(
                "请只填数字，不要小数。" if self.whole else "请只填数字，例如 12 或者 3.5。", code="invalid"
            )
        if Decimal(text) < self.least:
            raise ValidationError(f"不能小于 {self.least}，您填了 {text}。", code="min_value")
        if self.most and Decimal(text) > self.most:
            raise ValidationError(f"不能大于 {self.most}，您填了 {text}。", code="max_value")
        return text


class Lines(forms.CharField):
    """One thing a line, each read by `read`; a line that cannot be read is named by its place."""

    prose = True

    def __init__(self, *, read: Callable[[str], Any], **kwargs: Any) -> None:
        self.read = read
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, **kwargs)

    def clean(self, value: Any) -> Any:
        found = []
        lines = [line for line in str(super().clean(value) or "").splitlines() if line.strip()]
        for place, line in enumerate(lines, 1):
            try:
                found.append(self.read(line.strip()))
            except ValueError as error:
                raise ValidationError(f"第 {place} 行没看懂：{error}", code="invalid") from None
        return found or None


def _amount(line: str) -> str:
    try:
        return plain_yuan(parse_yuan(line))
    except MoneyError as error:
        raise ValueError(str(error)) from error


def _payment(line: str) -> list[str]:
    day, _, amount = line.partition(" ")
    try:
        return [DateField().clean(day).isoformat(), _amount(amount.strip())]
    except ValidationError as error:
        raise ValueError("；".join(error.messages)) from error


class Ages(CodeField):
    """8、12 as a list."""

    width = "w-12"

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        ages = [each for each in re.split(r"[、,，;；\s岁]+", text) if each]
        if any(not re.fullmatch(r"[0-9]{1,3}", each) for each in ages):
            raise ValidationError("请只写年龄，用顿号隔开，例如 8、12。", code="invalid")
        return ages or None


class DamagesForm(CourtForm):
    """What one calculator asks. `inputs()` is what its rule is given; `put(error)` shows a refusal at its field."""

    def __init__(self, calculator: Calculator, book: Book, *args: Any, **kwargs: Any) -> None:
        self.calculator = calculator
        self._book = book
        super().__init__(*args, **kwargs)
        for each in calculator.fields:
            field = self._field(each)
            speak_chinese(field)
            self.fields[each.name] = field

    def _field(self, asked: Asked) -> forms.Field:
        hint, required = asked.hint, not asked.optional
        if asked.setting:
            hint, required = self._figure(asked, required=required)
        common = {"label": asked.label, "help_text": hint, "required": required}
        return _made(asked, common)

    def _figure(self, asked: Asked, *, required: bool) -> tuple[str, bool]:
        """Where a figure holds today it need not be typed; where none does, it has to be."""
        try:
            found = self._book.on(asked.setting, self._book.today)
        except NoFigure:
            return f"{asked.hint}最新的数请向法院窗口或者 12368 查。", required
        return f"不填的，按 {found.said}。", False

    def inputs(self) -> dict[str, Any]:
        """The cleaned answers as the rule reads them; what was left out is left out."""
        found: dict[str, Any] = dict(self.calculator.fixed)
        for asked in self.calculator.fields:
            value = _plain(asked, self.cleaned_data.get(asked.name))
            if value is None:
                continue
            *parts, last = asked.name.split(".")
            place = found
            for part in parts:
                place = place.setdefault(part, {})
            place[last] = value
        return found

    def said(self) -> list[tuple[str, str]]:
        """What was answered, by its question: for the sheet."""
        found = []
        for asked in self.calculator.fields:
            value = _plain(asked, self.cleaned_data.get(asked.name))
            if value is not None:
                found.append((asked.label, _in_words(asked, value)))
        return found

    def put(self, error: GivenError) -> None:
        """A refusal of the rule: at its field where it is one of this form."""
        field = _ASKED_AS.get(error.field, error.field)
        self.add_error(field if field in self.fields else None, str(error))


def _made(asked: Asked, common: dict[str, Any]) -> forms.Field:
    kinds: dict[str, Callable[[], forms.Field]] = {
        "money": lambda: MoneyField(**common),
        "number": lambda: Number(suffix=asked.suffix, **common),
        "whole": lambda: Number(suffix=asked.suffix, whole=True, least=asked.least, **common),
        "percent": lambda: Number(suffix="%", most=100, **common),
        "rate": lambda: Number(suffix="%", most=1000, **common),
        "day": lambda: DateField(earliest=date(1980, 1, 1), latest=date(2099, 12, 31), **common),
        "yesno": lambda: YesNo(yes=asked.yes, no=asked.no, **common),
        "choice": lambda: ChoiceRadios(choices=asked.choices, **common),
        "amounts": lambda: Lines(read=_amount, **common),
        "payments": lambda: Lines(read=_payment, **common),
        "ages": lambda: Ages(**common),
    }
    return kinds[asked.kind]()


def _in_words(asked: Asked, value: Any) -> str:
    if asked.kind == "money":
        return f"{yuan(parse_yuan(value))} 元"
    if asked.kind == "day":
        return _day(value)
    if asked.kind == "yesno":
        return asked.yes if value else asked.no
    if asked.kind == "choice":
        return dict(asked.choices)[value]
    if asked.kind == "amounts":
        return "；".join(f"{yuan(parse_yuan(each))} 元" for each in value)
    if asked.kind == "payments":
        return "；".join(f"{_day(date.fromisoformat(day))}还 {yuan(parse_yuan(paid))} 元" for day, paid in value)
    if asked.kind == "ages":
        return "、".join(f"{each} 岁" for each in value)
    return f"{value}%" if asked.kind == "rate" else f"{value} {asked.suffix}".strip()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _plain(asked: Asked, value: Any) -> Any:
    if value is None or value == "":
        return None
    if asked.kind == "money":
        return plain_yuan(value)
    if asked.kind == "percent":
        return f"{value}%"
    return value
