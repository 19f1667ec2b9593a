"""What was done about a term that ran out."""

from __future__ import annotations

from django import forms

from common.web.forms import CourtForm


class DealtForm(CourtForm):
    words = forms.CharField(
        label="怎么处理的",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明办了什么、哪天办的；不用再办的，写明为什么。只有法院看得到。",
    )
