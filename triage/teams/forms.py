"""Who stands aside. Forms clean; they never save."""

from __future__ import annotations

from typing import Any

from django import forms

from common.web.fields import LongText, choices_with_empty
from common.web.forms import CourtForm

SHORTEST = 5  # characters: a reason that can be read, not a mark


class OwnForm(CourtForm):
    ground = LongText(label="事由", min_length=SHORTEST, max_length=200, rows=3)


class RefusalForm(CourtForm):
    refusal = LongText(label="不同意的理由", min_length=SHORTEST, max_length=200, rows=3)


class RecuseForm(OwnForm):
    user = forms.ChoiceField(label="回避的人员")
    field_order = ("user", "ground")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("user", choices_with_empty(people))
