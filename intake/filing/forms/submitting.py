"""The last pages of a draft: court and cause, evidence, submitting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from common.web.fields import Agree, ChoiceRadios, FileField
from common.web.forms import CourtForm, OnceForm
from common.web.uploads import EVIDENCE
from intake.elements.forms.fields import offer


class CourtChoiceForm(CourtForm):
    """Which court, and the cause of action."""

    court = ChoiceRadios(label="向哪个法院提交", choices=[])
    cause = ChoiceRadios(label="最接近的案由", help_text="选得不准没关系，法院会核对。", choices=[])

    def __init__(
        self, *args: Any, courts: Sequence[tuple[int, str]], causes: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "court", courts)
        offer(self, "cause", causes)


FILES = FileField(label="选择文件", types=EVIDENCE, max_files=10)


class EvidenceForm(CourtForm):
    """Files to upload, with what they are and prove."""

    files = FILES  # type: ignore[assignment]  # Django's own name
    title = forms.CharField(label="证据名称", max_length=120, required=False, help_text="不填就用文件名。")
    proves = forms.CharField(label="能证明什么", max_length=300, required=False)

    def __init__(self, *args: Any, uploads: str = "", held: bool = False, **kwargs: Any) -> None:
        """`uploads`: the address files are sent to as they are chosen; `held`: they then wait for this form."""
        super().__init__(*args, **kwargs)
        widget = self.fields["files"].widget
        if uploads:
            widget.attrs["data-upload"] = uploads
        if held:
            widget.attrs["data-upload-held"] = True


class DescribeForm(CourtForm):
    title = forms.CharField(label="证据名称", max_length=120)
    proves = forms.CharField(label="能证明什么", max_length=300, required=False)


class SubmitForm(OnceForm):
    truthful = Agree(
        label="我保证以上内容真实，知道虚假诉讼要承担法律责任",
        error_messages={"required": "请确认内容真实后再提交。"},
    )
