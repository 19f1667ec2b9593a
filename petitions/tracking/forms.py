"""Number and code; a judgement."""

from __future__ import annotations

from django import forms

from common.web.fields import ChoiceRadios, CodeField, LongText
from common.web.forms import CourtForm

SCORES = [("5", "很满意"), ("4", "满意"), ("3", "一般"), ("2", "不满意"), ("1", "很不满意")]


class TrackForm(CourtForm):
    number = CodeField(label="登记编号", max_length=60, help_text="例如 云信访〔2026〕5381-00001。")
    code = CodeField(
        label="查询码",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text="回执上的 8 位字母和数字，不分大小写。",
    )


class RateForm(CourtForm):
    score = ChoiceRadios(label="您对这次办理满意吗？", choices=SCORES)
    words = LongText(label="想说的话", required=False, max_length=500, rows=3)
