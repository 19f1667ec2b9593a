"""What the counter and the finance office are asked. Forms clean; they never save."""

from __future__ import annotations

from typing import Any

from django import forms

from common.fields import choices_of
from common.web.fields import ChoiceRadios, MoneyField
from common.web.forms import CourtForm, OnceForm
from fees.money.states import CounterMethod


class CounterForm(OnceForm):
    amount = MoneyField(label="收到金额", min_fen=1)
    method = ChoiceRadios(label="方式", choices=choices_of(CounterMethod))
    ticket = forms.CharField(label="财政票据号", max_length=40)


class ReturnForm(CourtForm):
    """Which money goes back that did not fit its order, and what was found."""

    receipt = ChoiceRadios(label="退哪一笔")
    words = forms.CharField(
        label="核查的结果", max_length=200, help_text="例如：付款人多付 1 分，应交的已另行交清。只有法院内部看得到"
    )

    def __init__(self, *args: Any, receipts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("receipt", receipts)


class RefundForm(CourtForm):
    voucher = forms.CharField(label="退款凭证号", max_length=40)


class FailedForm(CourtForm):
    words = forms.CharField(label="银行为什么退回", max_length=120, help_text="例如：账户已销户。只有法院内部看得到")
