"""What the court clerk writes down about a service."""

from __future__ import annotations

from django import forms

from common.delivery.states import Method
from common.web.fields import ChoiceRadios, DateField, FileField, LongText
from common.web.forms import CourtForm

_BY_HAND = [(m.value, m.label) for m in Method if m is not Method.ELECTRONIC]


class RecordForm(CourtForm):
    method = ChoiceRadios(label="送达方式", choices=_BY_HAND)
    day = DateField(label="送达日期", help_text="签收日期，或邮件回执上注明的收件日期")
    proof = forms.CharField(
        label="送达凭证",
        required=False,
        max_length=200,
        help_text="谁签收、与受送达人的关系，或邮件号码；有回证照片的可以不填",
    )
    photo = FileField(label="送达回证照片或扫描件", required=False)


class FailForm(CourtForm):
    reason = LongText(label="未能送达的原因", max_length=200, rows=3)
