"""Who bears the fee, and how what was prepaid comes back. Forms clean; they never save."""

from __future__ import annotations

from typing import Any

from common.fields import choices_of
from common.web.fields import ChoiceRadios, MoneyField
from common.web.forms import CourtForm
from fees.settling.states import RefundChoice


class ApportionForm(CourtForm):
    """Who bears how much: a field a party."""

    def __init__(self, *args: Any, parties: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"share_{pk}": pk for pk, _ in parties}
        for pk, name in parties:
            self.fields[f"share_{pk}"] = MoneyField(label=f"{name}负担")

    @property
    def shares(self) -> dict[int, int]:
        return {pk: self.cleaned_data[name] for name, pk in self.names.items()}


class ChooseForm(CourtForm):
    """The winner's three ways (解释207)."""

    choice = ChoiceRadios(
        label="这笔钱您想怎么退？",
        choices=choices_of(RefundChoice),
        hints={
            "court": "不用您再做什么。法院再向对方收。",
            "direct": "法院不退给您，您自己向对方要。对方不付的，法院不替您收这笔钱。",
            "bear": "不退给您，对方也不用付。",
        },
    )
