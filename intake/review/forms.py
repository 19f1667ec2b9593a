"""The clerk's acts, and a filer's answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from common.web.fields import CodeField, LongText, choices_with_empty
from common.web.forms import CourtForm, speak_chinese
from intake.review.states import CORRECTION_REASONS, RETURN_REASONS, Reason


def _reasons(among: Sequence[Reason]) -> list[tuple[str, str]]:
    return [(each.code, each.label) for each in among]


class CorrectionForm(CourtForm):
    """The clerk marks answers and files: a row each with a coded reason and an editable message."""

    days = forms.IntegerField(label="补正期限（日）", min_value=1, max_value=60, help_text="从收到通知的第二天起算。")

    def __init__(self, *args: Any, marked: Sequence[tuple[str, str]], second: bool = False, **kwargs: Any) -> None:
        """`second`: one notice went out already; then the reason for another is asked for."""
        super().__init__(*args, **kwargs)
        if second:
            self.fields["again"] = LongText(
                label="为什么还要再补", max_length=300, rows=2, help_text="会写进通知书，当事人看得到。"
            )
        self.rows: list[tuple[str, str]] = []
        for place, (target, label) in enumerate(marked):
            self.fields[f"code-{place}"] = forms.ChoiceField(
                label=f"{label}：原因", choices=_reasons(CORRECTION_REASONS)
            )
            self.fields[f"message-{place}"] = LongText(
                label="告诉当事人的话", max_length=300, rows=2, required=False, help_text="不填就用所选原因的标准说法。"
            )
            self.rows.append((target, label))
        for field in self.fields.values():
            speak_chinese(field)

    def bound_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(label, self[f"code-{place}"], self[f"message-{place}"]) for place, (_, label) in enumerate(self.rows)]

    def items(self) -> list[dict[str, str]]:
        found = []
        for place, (target, _) in enumerate(self.rows):
            kind, _, key = target.partition(":")
            found.append(
                {
                    "question" if kind == "q" else "document": key,
                    "code": self.cleaned_data[f"code-{place}"],
                    "message": self.cleaned_data[f"message-{place}"],
                }
            )
        return found


class ReturnForm(CourtForm):
    code = forms.ChoiceField(label="退回原因", choices=choices_with_empty(_reasons(RETURN_REASONS)))
    words = LongText(
        label="告诉当事人的话", max_length=1000, rows=5, required=False, help_text="不填就用所选原因的标准说法。"
    )


class InsistForm(CourtForm):
    words = LongText(
        label="您坚持起诉的理由", max_length=2000, rows=6, required=False, help_text="可以不写；写了会一并交给法官。"
    )


class CauseForm(CourtForm):
    cause = CodeField(label="案由编号", max_length=16)
