"""What the leaders' pages ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms

from common.courts.models import Court
from common.web.forms import CourtForm
from yunfu_court.targets.periods import months_before
from yunfu_court.targets.report import MONTHS_OFFERED


class ReportForm(CourtForm):
    """Which month, and for whom. `cleaned_data`: month (its first day), court (a Court, None for the city)."""

    month = forms.ChoiceField(label="月份")
    court = forms.ChoiceField(label="范围")

    def __init__(self, *args: object, today: date, all_courts: Sequence[Court], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        months = [months_before(today, back) for back in range(MONTHS_OFFERED)]
        self.offer("month", [(m.isoformat(), f"{m.year} 年 {m.month} 月") for m in months])
        self._courts = {court.slug: court for court in all_courts}
        self.offer("court", [("city", "全市"), *((c.slug, c.name) for c in all_courts)])

    def clean_month(self) -> date:
        return date.fromisoformat(self.cleaned_data["month"])

    def clean_court(self) -> Court | None:
        return self._courts.get(self.cleaned_data["court"])
