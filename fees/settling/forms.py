"""Who bears the fee. Forms clean; they never save."""

from __future__ import annotations

from typing import Any

from common.web.fields import MoneyField
from common.web.forms import CourtForm


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
