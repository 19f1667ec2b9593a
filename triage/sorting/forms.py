"""What sorting asks. Forms clean; they never save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from common.fields import choices_of
from common.law.procedures import Procedure, Track
from common.web.fields import ChoiceRadios, DateField, LongText, YesNo, choices_with_empty
from common.web.forms import CourtForm
from triage.sorting.rules import FACTS
from triage.sorting.states import OverruleReason


class VersionForm(CourtForm):
    """Carries the version the officer looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)


class FactsForm(VersionForm):
    """Every fact, grouped as the officer reads them. Cleans to {key: bool} in `answers`."""

    def __init__(self, *args: Any, facts: dict[str, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, fact in FACTS.items():
            field = YesNo(label=fact.label, help_text=fact.hint)
            self.fields[key] = field
            self.initial.setdefault(key, "yes" if facts.get(key, fact.default) else "no")

    @property
    def answers(self) -> dict[str, bool]:
        return {key: bool(self.cleaned_data[key]) for key in FACTS}

    def groups(self) -> list[tuple[str, list[Any]]]:
        found: dict[str, list[Any]] = {}
        for key, fact in FACTS.items():
            found.setdefault(fact.group, []).append(self[key])
        return list(found.items())


class OverruleForm(VersionForm):
    procedure = ChoiceRadios(label="适用程序", choices=choices_of(Procedure))
    track = ChoiceRadios(label="承办轨道", choices=choices_of(Track), inline=True)
    reason = forms.ChoiceField(label="改定理由", choices=choices_with_empty(choices_of(OverruleReason)))
    words = LongText(label="说明", max_length=300, rows=3, required=False)


class AdoptForm(CourtForm):
    since = DateField(label="自何日起施行")
    adopted_by = forms.CharField(label="批准人", max_length=60)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confine("since", earliest=today)
