"""What the counter and the finance office are asked. Forms clean; they never save."""

from __future__ import annotations

from django import forms

from common.web.fields import ChoiceRadios, MoneyField
from common.web.forms import CourtForm, OnceForm
from fees.money.states import CounterMethod


class CounterForm(OnceForm):
    amount = MoneyField(label="收到金额", min_fen=1)
    method = ChoiceRadios(label="方式", choices=[(each.value, each.label) for each in CounterMethod])
    ticket = forms.CharField(label="财政票据号", max_length=40)


class RefundForm(CourtForm):
    voucher = forms.CharField(label="退款凭证号", max_length=40)
