"""The form field of each type of question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from common.law import clock
from common.law.names import is_unknown
from common.law.terms import said
from common.web.fields import (
    FLOOR,
    Checkboxes,
    ChoiceRadios,
    CodeField,
    DateField,
    FileField,
    LongText,
    MoneyField,
    NameField,
    PhoneField,
    UsccField,
    choices_with_empty,
)
from common.web.forms import CourtForm
from common.web.uploads import PAPERS
from intake.elements.rules.answers import NO_PHONE
from intake.elements.rules.forms import LONGEST, Column, Field

COURT_LINE = "12368"
SELECT_FROM = 7  # more options than this are a list to choose from, not radios


class NumberText(CodeField):
    """A plain number with decimals, kept as text (a rate, a count)."""

    width = "w-8"

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).removesuffix("%")
        if not text:
            return ""
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError("请只填写数字，例如 12 或者 3.85。", code="invalid") from None
        if not number.is_finite() or abs(number) > 10**9 or number < 0:
            raise forms.ValidationError("数字太大或者是负数，请核对。", code="invalid")
        return text


def field_for(
    each: Field | Column,
    *,
    label: str = "",
    townships: Sequence[tuple[str, Any]] = (),
    claimants: Sequence[tuple[str, str]] = (),
    required: bool = False,
    on: date | None = None,
) -> forms.Field:
    """The form field of a question of this type; `on`: the day by which its hint says a length of the law;
    today where none is given."""
    help_text = said(getattr(each, "help", ""), on or clock.today())
    common: dict[str, Any] = {"label": label or each.label, "required": required, "help_text": help_text}
    maker = _TYPES.get(each.type)
    if maker is not None:
        made: forms.Field = maker(**common)
        return made
    options = [(one.code, one.label) for one in each.options]
    if each.type in ("choice", "yes_no"):
        if len(options) >= SELECT_FROM:
            return forms.ChoiceField(choices=choices_with_empty(options), **common)
        hints = {one.code: one.hint for one in each.options if one.hint}
        return ChoiceRadios(choices=options, hints=hints, inline=each.type == "yes_no", **common)
    if each.type == "multi_choice":
        return Checkboxes(choices=options, **common)
    if each.type == "claimants":
        return Checkboxes(choices=claimants, **common)
    if each.type == "township":
        return forms.ChoiceField(choices=[("", "请选择"), ("none", "不清楚，或者不在云浮"), *townships], **common)
    if each.type == "textarea":
        rows = getattr(each, "rows", 0) or 4
        return LongText(max_length=LONGEST, rows=rows, **common)
    return _text(each.key, common)


class PhoneOrNone(PhoneField):
    """A telephone number, or 没有: who has none is not shut out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.may_be_empty = not self.required  # `required` itself is the page's while it is cleaned

    def clean(self, value: Any) -> str:
        if str(value or "").strip() in (NO_PHONE, "无", "没有电话", "无电话"):
            return NO_PHONE
        if is_unknown(str(value or "")) and self.may_be_empty:
            raise forms.ValidationError("不知道的可以不填，请把这一格清空。", code="invalid")
        number = super().clean(value)
        if number == COURT_LINE:
            raise forms.ValidationError("12368 是法院的服务热线，请填这个人自己的号码。", code="invalid")
        return number


def _text(key: str, common: dict[str, Any]) -> forms.Field:
    """Short text; what is checked by its name: a mobile number, a credit code, a person's name."""
    if key in ("phone", "service_phone", "guardian_phone"):
        return PhoneOrNone(landline=key != "guardian_phone", **common)
    if key == "e_service_account":
        return forms.EmailField(**common)
    if key == "uscc":
        return UsccField(**common)
    if key in ("id_number", "guardian_id_number", "operator_id_number"):
        return CodeField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}), **common)
    if key in ("name", "org_name", "service_recipient", "legal_representative", "guardian_name", "operator_name"):
        return NameField(**common)
    return forms.CharField(max_length=200, **common)


_TYPES: dict[str, Any] = {
    "document": lambda **common: FileField(types=PAPERS, max_files=1, **common),
    "money": MoneyField,
    "date": lambda **common: DateField(earliest=FLOOR, **common),
    "percent": NumberText,
    "number": NumberText,
    "integer": NumberText,
}


def plain(value: Any) -> Any:
    """A cleaned value as it is stored: days as ISO text, everything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def offer(form: CourtForm, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    """The choices of a field, known only when the form is made."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
