"""What was done about a term that ran out, and what of it the party reads who waits."""

from __future__ import annotations

from typing import Any

from django import forms

from common.cases.states import LateReason
from common.web.fields import DateField
from common.web.forms import CourtForm


class DealtForm(CourtForm):
    """`waited`: a party waits for the court to do it, and is told why it is late."""

    words = forms.CharField(
        label="怎么处理的",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明办了什么、哪天办的；不用再办的，写明为什么。只有法院看得到。",
    )
    reason = forms.ChoiceField(
        label="为什么晚了",
        choices=[("", "请选择"), *((each.value, each.label) for each in LateReason)],
        help_text="当事人在案件页上会读到这个原因。",
        error_messages={"required": "请选一个原因。"},
    )
    expected_on = DateField(label="预计哪天办好", required=False, help_text="说得准的才填，当事人会读到。")

    def __init__(self, *args: Any, waited: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not waited:
            del self.fields["reason"], self.fields["expected_on"]
