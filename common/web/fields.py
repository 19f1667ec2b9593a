"""Fields that understand what people type, and say in Chinese what to do when they cannot.

Each field may carry, for the templates: ``component`` (how it is drawn), ``prefix``/``suffix`` (￥, 元), ``prose``
(keep Chinese punctuation). Cleaned values are the plain ones rules take: fen, date, str.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.law.money import MoneyError, parse_yuan, plain_yuan
from common.law.names import name_text
from common.law.numbers import NumberError, credit_code, identity_number
from common.law.phones import SAY_MOBILE, is_mobile, phones
from common.web import cleaning
from common.web.idempotency import belonging, drawn
from common.web.uploads import FileField as FileField

_DATE = re.compile(r"([0-9]{4})\s*(?:-|/|\.|年)\s*([0-9]{1,2})\s*(?:-|/|\.|月)\s*([0-9]{1,2})\s*日?", re.ASCII)
_MONTH = re.compile(r"[0-9]{4}\s*(?:-|/|\.|年)\s*[0-9]{1,2}\s*月?(?:份)?", re.ASCII)
_DATE_RUN = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
# What stands between the letters of names: of companies, and the tsheg between Tibetan syllables.
_BETWEEN = frozenset(" ._·()（）【】[]&+,，、/“”\"'’!！-\u0f0b\u0f0c")
# The planes of ideographs (GB 18030 level 3 and what is yet to be encoded), newer than any table of letters at hand.
_IDEOGRAPHS = range(0x20000, 0x34000)


def _is_name(text: str) -> bool:
    """Letters of any script with the marks that belong to them (Thai vowels, accents), beginning with a letter."""
    kinds = ["L" if ord(each) in _IDEOGRAPHS else unicodedata.category(each)[0] for each in text]
    inner = (kind in "LMN" or each in _BETWEEN for each, kind in zip(text, kinds, strict=True))
    return len(text) <= 100 and kinds[0] in "LN" and all(inner)


class CodeField(forms.CharField):
    """Short text made uniform by full NFKC: numbers, codes, search words."""

    prose = False
    width = "w-18"


class LongText(forms.CharField):
    """Free text with a counter. ``max_length`` counts characters as people do."""

    prose = True
    component = "textarea"

    def __init__(self, *, max_length: int | None = 2000, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # The browser's own maxlength would cut a pasted text silently; the counter and the server say so instead.
        attrs = super().widget_attrs(widget)
        if attrs.pop("maxlength", None) is not None:
            attrs["data-limit"] = str(self.max_length)
        return attrs


class NameField(forms.CharField):
    """A person's or an organisation's name: letters of any script, with the marks that names have."""

    prose = True
    width = "w-18"
    default_error_messages = {
        "invalid": "姓名或名称中有不能识别的字符，请只填写证件上的姓名或名称；证件上就是这样的，请到窗口办理。"
    }

    def __init__(self, *, max_length: int = 100, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def clean(self, value: Any) -> str:
        text = name_text(super().clean(value))
        if text and not _is_name(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text


class MoneyField(CodeField):
    """Yuan as typed -> integer fen. ``min_fen`` and ``max_fen`` are inclusive."""

    suffix = "元"
    width = "w-12"

    def __init__(self, *, min_fen: int = 0, max_fen: int | None = None, **kwargs: Any) -> None:
        self.min_fen, self.max_fen = min_fen, max_fen
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return plain_yuan(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            fen = parse_yuan(text)
        except MoneyError as error:
            raise ValidationError(str(error), code="invalid") from None
        if fen < self.min_fen:
            raise ValidationError(f"金额不能少于 {plain_yuan(self.min_fen)} 元。", code="min_value")
        if self.max_fen is not None and fen > self.max_fen:
            raise ValidationError(f"金额不能超过 {plain_yuan(self.max_fen)} 元。", code="max_value")
        return fen

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(str(self.prepare_value(initial) or "") != str(data or ""))


# No day that anybody is asked for lies before it: a bound of the field, and not a day to tell.
FLOOR = date(1900, 1, 1)


class DateField(forms.DateField):
    """2026-11-23, 2026/11/23, 2026.11.23, 20261123 or 2026年11月23日 -> date. Bounds are given by the caller."""

    prose = False
    width = "w-12"
    default_error_messages = {
        "invalid": "请按“2026-11-23”的样子填写日期。",
        "month": "请写到哪一天；只记得年月的，先填这个月的 1 日，再在经过里写明只记得年月。",
    }

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        if self.earliest:
            attrs["min"] = self.earliest.isoformat()
        if self.latest:
            attrs["max"] = self.latest.isoformat()
        return attrs

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and value not in self.empty_values:
            text = cleaning.code_text(value)
            found = _DATE.fullmatch(text) or _DATE_RUN.fullmatch(text)
            if not found and _MONTH.fullmatch(text):
                raise ValidationError(self.error_messages["month"], code="invalid")
            if not found:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            year, month, day = map(int, found.groups())
            try:
                value = date(year, month, day)
            except ValueError:
                raise ValidationError(f"没有 {year} 年 {month} 月 {day} 日这一天，请核对。", code="invalid") from None
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            words = "没有这么早的日期，请核对年份。"
            if self.earliest != FLOOR:
                words = f"日期不能早于 {self.earliest.isoformat()}。"
            raise ValidationError(words, code="min_value")
        if value and self.latest and value > self.latest:
            raise ValidationError(f"日期不能晚于 {self.latest.isoformat()}。", code="max_value")


class IdNumberField(CodeField):
    """A resident identity number (`common.law.numbers.identity_number`): 18 characters, X upper-case."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "autocomplete": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> str:
        return _checked(super().clean(value), identity_number)


class UsccField(CodeField):
    """A unified social credit code (`common.law.numbers.credit_code`): 18 characters."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        return _checked(super().clean(value), credit_code)


def _checked(text: str, read: Callable[[str], str]) -> str:
    try:
        return read(text) if text else text
    except NumberError as error:
        raise ValidationError(str(error), code="invalid") from None


class PhoneField(CodeField):
    """A number that takes messages, of the mainland or of anywhere; with ``landline=True`` every number there is, also
    several in one field -> as `common.law.phones` keeps them (no +86, no spaces)."""

    width = "w-12"

    def __init__(self, *, landline: bool = False, **kwargs: Any) -> None:
        self.landline = landline
        kwargs.setdefault("max_length", 100)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            found = phones(text)
        except NumberError as error:
            raise ValidationError(str(error) if self.landline else SAY_MOBILE, code="invalid") from None
        if self.landline:
            return "、".join(found)
        if len(found) > 1:
            raise ValidationError("请只填写一个手机号。", code="invalid")
        if found and not is_mobile(found[0]):
            raise ValidationError(SAY_MOBILE, code="invalid")
        return "".join(found)


class ChoiceRadios(forms.ChoiceField):
    """One of a few, all visible. ``hints`` maps a value to a line under its label; ``inline`` puts them in a row."""

    component = "radios"

    def __init__(self, *, hints: dict[str, str] | None = None, inline: bool = False, **kwargs: Any) -> None:
        self.hints, self.inline = hints or {}, inline
        kwargs.setdefault("widget", forms.RadioSelect())
        super().__init__(**kwargs)


class Checkboxes(forms.MultipleChoiceField):
    """Any of a few."""

    component = "checkboxes"

    def __init__(self, *, hints: dict[str, str] | None = None, inline: bool = False, **kwargs: Any) -> None:
        self.hints, self.inline = hints or {}, inline
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple())
        super().__init__(**kwargs)


class YesNo(ChoiceRadios):
    """是 / 否 (and, where law allows it, 不清楚) -> True, False, or None for 不清楚.

    Optional and unanswered is also None; ask ``field.answered(data)`` where the difference matters.
    """

    YES, NO, UNSURE = "yes", "no", "unsure"

    def __init__(self, *, unsure: bool = False, yes: str = "是", no: str = "否", **kwargs: Any) -> None:
        choices = [(self.YES, yes), (self.NO, no)] + ([(self.UNSURE, "不清楚")] if unsure else [])
        kwargs.setdefault("inline", True)
        super().__init__(choices=choices, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: self.YES, False: self.NO}.get(value, value) if isinstance(value, bool) else value

    def clean(self, value: Any) -> bool | None:
        return {self.YES: True, self.NO: False}.get(super().clean(value))

    def answered(self, value: Any) -> bool:
        return value in (self.YES, self.NO, self.UNSURE)


class Agree(forms.BooleanField):
    """A tick-box that must be ticked (a promise, a confirmation) unless ``required=False``."""

    component = "checkbox"


@dataclass(frozen=True, slots=True)
class Signature:
    """How somebody signed: ``drawn`` with a PNG, or ``typed`` with the name and a ticked confirmation."""

    kind: str
    name: str = ""
    png: bytes = b""


class SignatureWidget(forms.MultiWidget):
    """A hidden input for the drawing, and the way without a script: the name typed and a box ticked."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        typed = forms.TextInput(attrs={"autocomplete": "off", "class": "input w-12"})
        super().__init__([forms.HiddenInput(), typed, forms.CheckboxInput()], attrs)

    def decompress(self, value: Any) -> list[Any]:
        # A signature is given anew each time; nothing is ever shown as already signed.
        return [None, None, False]


class SignatureField(forms.MultiValueField):
    """-> Signature, or None when optional and absent. The drawing wins over the typed name.

    A drawing is a PNG data URL, at most ``max_bytes``, 60 to 2400 pixels a side: less is a slip of the finger, more is
    not from our pad.
    """

    component = "signature"
    widget = SignatureWidget
    max_bytes = 200_000
    default_error_messages = {
        "required": "请在框内手写签名；也可以填写姓名并勾选确认。",
        "confirm": "填写姓名签名时，请同时勾选确认。",
        "name": "请填写您的姓名。",
        "drawing": "签名没有完整保存，请清除后重新书写。",
    }

    def __init__(self, **kwargs: Any) -> None:
        fields = (forms.CharField(required=False), NameField(required=False), forms.BooleanField(required=False))
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Signature | None:
        drawn, typed, agreed = [*(value or []), None, None, None][:3]
        agreed = agreed in (True, "on", "true", "True", "1")
        if drawn:
            return Signature("drawn", cleaning.prose(str(typed or "")), self._png(str(drawn)))
        name = self.fields[1].clean(cleaning.prose(str(typed or "")))
        if name and agreed:
            return Signature("typed", str(name))
        if name or agreed:
            code = "confirm" if name else "name"
            raise ValidationError(self.error_messages[code], code=code)
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    def compress(self, data_list: Any) -> None:  # pragma: no cover - clean() does the work
        return None

    def _png(self, url: str) -> bytes:
        wrong = ValidationError(self.error_messages["drawing"], code="drawing")
        head, _, body = url.partition(",")
        if head != "data:image/png;base64" or len(body) > self.max_bytes * 4 // 3 + 4:
            raise wrong
        try:
            png = base64.b64decode(body, validate=True)
            signature, length, kind, width, height = struct.unpack(">8sI4sII", png[:24])
        except (binascii.Error, struct.error):
            raise wrong from None
        if signature != b"\x89PNG\r\n\x1a\n" or kind != b"IHDR" or length != 13 or not png.endswith(b"IEND\xaeB`\x82"):
            raise wrong
        if not (60 <= width <= 2400 and 60 <= height <= 2400):
            raise wrong
        return png


class OnceField(forms.UUIDField):
    """The token of one rendered form. See common.web.idempotency."""

    default_error_messages = {
        "required": "页面不完整，请刷新后重新提交。",
        "invalid": "页面不完整，请刷新后重新提交。",
    }

    def __init__(self, **kwargs: Any) -> None:
        initial: Callable[[], Any] = drawn
        super().__init__(widget=forms.HiddenInput(), initial=initial, label="", **kwargs)

    def clean(self, value: Any) -> Any:
        token = super().clean(value)
        return belonging(token) if token else token


def choices_with_empty(choices: Iterable[tuple[Any, Any]], words: str = "请选择") -> list[tuple[Any, Any]]:
    """For a select: nothing is chosen for the user."""
    return [("", words), *choices]
