"""What several rooms ask about a case. Forms clean; they never save."""

from __future__ import annotations

from typing import Any

from common.web.fields import ChoiceRadios, MoneyField
from common.web.forms import CourtForm

SHARED, NO_FEE = "shared", "none"


class BearsForm(CourtForm):
    """Who bears the fee, as the paper says (办法29, 31, 53)."""

    bears = ChoiceRadios(label="案件受理费由谁负担", required=False)

    def __init__(self, *args: Any, parties: list[tuple[int, str]], **kwargs: Any) -> None:
        """`parties`: who may bear something, with what they are called."""
        super().__init__(*args, **kwargs)
        whole = [(str(pk), f"全部由{name}负担") for pk, name in parties]
        self.offer("bears", [*whole, (SHARED, "各负担一部分，在下面写明"), (NO_FEE, "本案不收受理费")])
        self.names = {f"share_{pk}": pk for pk, _ in parties}
        for pk, name in parties:
            self.fields[f"share_{pk}"] = MoneyField(label=f"{name}负担", required=False)

    @property
    def shares(self) -> list[Any]:
        """The fields of the parts, for the page."""
        return [self[name] for name in self.names]

    @property
    def bearers(self) -> list[tuple[int, int | None]]:
        """Party and fen; None: the whole."""
        said = self.cleaned_data["bears"]
        if said == SHARED:
            parts = [(pk, self.cleaned_data[name]) for name, pk in self.names.items()]
            return [(pk, fen) for pk, fen in parts if fen]
        return [(int(said), None)] if said and said != NO_FEE else []

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("bears") == SHARED and not any(values.get(name) for name in self.names):
            self.add_error("bears", "请在下面写明各方负担多少。")
        return values
