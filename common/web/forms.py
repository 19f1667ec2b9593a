"""The form base: asks and cleans, never saves. Labels, hints and errors in Chinese; one summary of all errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BoundField

from common.law.refusal import FILE, ActionRefused
from common.web import cleaning
from common.web.fields import Checkboxes, ChoiceRadios, DateField, OnceField
from common.web.parts import ErrorLine
from common.web.typed import PutBack

_VERBS = {
    "radios": "请选择",
    "checkboxes": "请选择",
    "select": "请选择",
    "checkbox": "请勾选",
    "file": "请上传",
}

_WORDS = {
    "max_length": "最多 %(limit_value)d 个字，现在有 %(show_value)d 个字。请删减后再继续。",
    "min_length": "至少 %(limit_value)d 个字，现在有 %(show_value)d 个字。",
    "max_value": "不能大于 %(limit_value)s。",
    "min_value": "不能小于 %(limit_value)s。",
    "max_digits": "数字太长，请核对。",
    "max_decimal_places": "小数位数太多，请核对。",
    "max_whole_digits": "数字太长，请核对。",
    "invalid_choice": "请从给出的选项中选择。",
    "invalid_list": "请从给出的选项中选择。",
    "invalid_pk_value": "请从给出的选项中选择。",
    "invalid_date": "没有这一天，请核对。",
    "invalid_extension": "这种格式的文件不能上传。",
    "invalid_image": "图片打不开，请重新拍摄或另存后上传。",
    "null_characters_not_allowed": "内容中有不能识别的字符，请删除后重新填写。",
    "missing": "没有收到文件，请重新选择。",
    "empty": "文件是空的，请检查后重新选择。",
    "contradiction": "请只选择上传新文件或删除旧文件中的一项。",
    "incomplete": "请填写完整。",
}

_INVALID: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.IntegerField, "请只填写数字。"),
    (forms.EmailField, "电子邮箱格式不对，例如 name@example.com。"),
    (forms.URLField, "网址格式不对，例如 https://www.example.com。"),
    (forms.DateTimeField, "请按“2026-11-23 09:30”的样子填写日期和时间。"),
    (forms.TimeField, "请按“09:30”的样子填写时间。"),
    (forms.UUIDField, "编号格式不对，请核对。"),
    (forms.FileField, "没有收到文件，请重新选择。"),
)


def component_of(field: forms.Field) -> str:
    """How a field is drawn: what it says itself, or what its widget suggests."""
    named = getattr(field, "component", "")
    widget = field.widget
    if named and not isinstance(widget, forms.HiddenInput):
        return str(named)
    # Order matters: CheckboxSelectMultiple is a RadioSelect, and both are ChoiceWidgets.
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.HiddenInput, "hidden"),
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.Select, "select"),
        (forms.CheckboxInput, "checkbox"),
        (forms.Textarea, "textarea"),
        (forms.FileInput, "file"),
    )
    return next((name for kind, name in kinds if isinstance(widget, kind)), "text")


class CourtBoundField(BoundField):
    """A bound field whose data is already uniform: what is cleaned is also what is shown again."""

    @property
    def data(self) -> Any:
        return uniform(self.field, super().data)


def uniform(field: forms.Field, value: Any) -> Any:
    """What was typed into a field, made uniform as its kind wants it."""
    if isinstance(field.widget, forms.PasswordInput):
        return value
    # A choice's value is compared with what the server offered: only what was typed is made uniform.
    if isinstance(field, forms.ChoiceField | forms.FileField | forms.BooleanField | forms.MultiValueField):
        return value
    if isinstance(value, str):
        # E-mail addresses, slugs and the like are codes; a plain CharField may hold prose.
        keeps = getattr(field, "prose", type(field) is forms.CharField)
        return cleaning.prose(value) if keeps else cleaning.code_text(value)
    return value


class CourtForm(forms.Form):
    """The base of every form.

    The templates mark optional fields（选填）. The browser's own validation is off (``novalidate`` in the templates):
    its bubbles are neither Chinese nor kind.
    """

    bound_field_class = CourtBoundField
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak_chinese(field)

    def offer(self, name: str, choices: Sequence[tuple[Any, str]], hints: Mapping[str, str] | None = None) -> None:
        """Give a field of this form what may be chosen there today, with a line under what has one."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} offers no choice")
        field.choices = list(choices)
        if hints is not None:
            self.hint(name, hints)

    def hint(self, name: str, hints: Mapping[str, str]) -> None:
        """Give the choices of a field the lines under them that only today's form knows."""
        field = self.fields[name]
        if not isinstance(field, ChoiceRadios | Checkboxes):
            raise TypeError(f"{name} has no place for hints")
        field.hints = dict(hints)

    def confine(self, name: str, *, earliest: date | None = None, latest: date | None = None) -> None:
        """Give a field of this form the first and the last day it takes today."""
        field = self.fields[name]
        if not isinstance(field, DateField):
            raise TypeError(f"{name} asks for no day")
        field.earliest, field.latest = earliest or field.earliest, latest or field.latest
        field.widget.attrs.update(field.widget_attrs(field.widget))

    def need(self, name: str, words: str) -> None:
        """In `clean`: what another answer makes necessary, unless this field has an error of its own."""
        if self.cleaned_data.get(name) in (None, "", [], False) and name not in self.errors:
            self.add_error(name, words)

    def is_valid(self) -> bool:
        """What was put back was not sent: whatever a view asks, nothing is done with it."""
        return not isinstance(self.data, PutBack) and super().is_valid()

    def error_lines(self) -> list[ErrorLine]:
        return list(error_lines(self))

    def refuse(self, refused: ActionRefused, field: str = "") -> None:
        """Show why an action refused: at the field it names, when this form asks for it; a file at `field` or whichever
        takes files; else at `field`, or on top of the page."""
        named = refused.field
        if named == FILE and named not in self.fields:
            takes = [name for name, each in self.fields.items() if isinstance(each, forms.FileField)]
            named = field if field in takes else next(iter(takes), "")
        self.add_error(named if named in self.fields else field or None, str(refused))


class OnceForm(CourtForm):
    """A form that makes one thing however often it is submitted: pass ``cleaned_data["once"]`` to the action."""

    once = OnceField()


def speak_chinese(field: forms.Field) -> None:
    """Replace Django's default messages by ours; messages that were set on the field stay."""
    if isinstance(field, OnceField):
        return
    ours = dict(_WORDS)
    verb = _VERBS.get(component_of(field), "请填写")
    label = str(field.label or "").rstrip("？?：:")
    ours["required"] = f"{verb}{label or '这一项'}。" if len(label) <= 16 else f"{verb}这一项。"
    for kind, words in _INVALID:
        if isinstance(field, kind):
            ours["invalid"] = words
            break
    defaults: dict[str, Any] = {}
    for parent in reversed(type(field).__mro__):
        if parent.__module__.startswith("django."):
            defaults |= getattr(parent, "default_error_messages", {})
    if isinstance(field, forms.FileField):
        del ours["max_length"]  # Django's has other parameters; our FileField says it itself
    for code, words in ours.items():
        if code not in field.error_messages or field.error_messages[code] == defaults.get(code):
            field.error_messages[code] = words


def control_id(field: BoundField) -> str:
    """The id of the control an error leads to: the first radio, the typed name of a signature, or the input itself."""
    component = component_of(field.field)
    suffix = {"radios": "_0", "checkboxes": "_0", "signature": "_1"}.get(component, "")
    return f"{field.auto_id}{suffix}"


def error_lines(form: forms.BaseForm) -> Iterator[ErrorLine]:
    """The error summary, in the order of the fields; errors of the whole form first."""
    for text in form.errors.get(NON_FIELD_ERRORS, []):
        yield ErrorLine(str(text))
    for field in form:
        href = "" if field.is_hidden else f"#{control_id(field)}"
        for text in field.errors:
            yield ErrorLine(_named(str(text), field.label), href)


def _named(text: str, label: object) -> str:
    """What is clear under a long question is not in a list of many: there the question is named."""
    words = str(label or "").rstrip("？?：:。")
    short = words if len(words) <= 20 else f"{words[:18]}…"
    return text.replace("这一项", f"“{short}”") if words else text
