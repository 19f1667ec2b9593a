"""What litigants fill in besides the pages of a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from common.web.fields import (
    Agree,
    ChoiceRadios,
    CodeField,
    FileField,
    LongText,
    NameField,
    PhoneField,
)
from common.web.forms import CourtForm, OnceForm, speak_chinese
from common.web.uploads import EVIDENCE
from intake.forms.sections import field_for, plain
from intake.rules.answers import blank
from intake.rules.assessment import ROLES, Question, load
from intake.rules.forms import FORM_KEYS, Section, question_id
from intake.rules.forms import load as load_form


class StartForm(CourtForm):
    """What the dispute is about, and which of the two ways."""

    form = ChoiceRadios(label="是什么纠纷", choices=[(key, load_form(key).label) for key in FORM_KEYS])
    wish = ChoiceRadios(
        label="您想怎么办",
        choices=[("sue", "起诉"), ("mediate", "只申请调解")],
        hints={
            "sue": "法院立案后审理；立案后还可以先调解。",
            "mediate": "不起诉，请调解员帮助双方商量。调不成，随时可以起诉，填的内容都带过去。",
        },
    )


def _offer(form: CourtForm, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    """The choices of a field, known only when the form is made."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class CounterStartForm(StartForm):
    """The clerk begins a draft for a person at the counter."""

    court = forms.ChoiceField(label="法院")
    oral = forms.BooleanField(label="口头起诉（由工作人员记入笔录，读给本人听后签名）", required=False)

    def __init__(self, *args: Any, courts: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "court", courts)


class KindForm(CourtForm):
    """The self-assessment's first page."""

    kind = ChoiceRadios(label="是哪一类纠纷", choices=[])
    role = ChoiceRadios(label="您是哪一方", choices=ROLES, initial="claimant")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", [(each.key, each.label) for each in load().kinds])


class AssessmentForm(CourtForm):
    """The questions for one kind of dispute; every one may be left open."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in questions:
            self.fields[each.key] = field_for(each.as_field())
            speak_chinese(self.fields[each.key])

    def plain_answers(self) -> dict[str, Any]:
        return {key: plain(value) for key, value in self.cleaned_data.items() if not blank(plain(value))}


class CourtChoiceForm(CourtForm):
    """Which court, and the cause of action."""

    court = ChoiceRadios(label="向哪个法院提交", choices=[])
    cause = ChoiceRadios(label="最接近的案由", help_text="选得不准没关系，法院会核对。", choices=[])

    def __init__(
        self, *args: Any, courts: Sequence[tuple[int, str]], causes: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "court", courts)
        _offer(self, "cause", causes)


class EvidenceForm(CourtForm):
    """Files to upload, with what they are and prove."""

    files = FileField(label="选择文件", types=EVIDENCE, max_files=10)  # type: ignore[assignment]  # Django's own name
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


class CodeForm(CourtForm):
    """The code by which a draft from the counter comes to one's own phone."""

    code = CodeField(label="接续码", max_length=20, help_text="窗口给您的 8 位字母和数字。")


class DoorForm(CourtForm):
    """Code and identity of the other side."""

    code = CodeField(label="查看码", max_length=20, help_text="在法院的短信或者通知书上，10 位字母和数字。")
    name = NameField(label="您的姓名或者单位全称", help_text="与通知书上写的一致。")
    identity = CodeField(
        label="证件号码或者手机号的后 6 位",
        max_length=40,
        help_text="个人填身份证号码或者手机号的后 6 位；单位填统一社会信用代码。",
    )


class AddressForm(CourtForm):
    """送达地址确认书 of the respondent."""

    recipient_name = NameField(label="收件人")
    postal = forms.CharField(
        label="送达地址", max_length=200, help_text="文书会寄到这里；写错了、搬走了没有告诉法院，退回也算送达。"
    )
    phone = PhoneField(label="手机号码")
    e_consent = ChoiceRadios(
        label="是否同意电子送达",
        choices=[("yes", "同意，在本平台和手机上接收"), ("no", "不同意，寄纸质文书")],
        help_text="同意后，文书到达当天就算送达；以后可以改主意。判决书、裁定书、调解书随时可以要纸质的。",
    )


class AnswerForm(OnceForm):
    """答辩, in one's own words; element questions are added from the form's data."""

    text = LongText(
        label="您的意见",
        max_length=10000,
        rows=10,
        required=False,
        help_text="同意哪些、不同意哪些、为什么、有什么证据。",
    )
    files = FileField(  # type: ignore[assignment]  # Django's own name; the field stays in `fields`
        label="上传答辩状或者证据", types=EVIDENCE, max_files=10, required=False
    )

    def __init__(self, *args: Any, sections: Sequence[Section] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: list[tuple[str, list[str]]] = []
        for section in sections:
            names = []
            for each in section.fields:
                if each.type == "table":
                    continue
                name = question_id(section.key, each.key)
                self.fields[name] = field_for(each)
                speak_chinese(self.fields[name])
                names.append(name)
            self.groups.append((section.title, names))

    def answers(self) -> dict[str, Any]:
        names = [name for _, names in self.groups for name in names]
        return {name: plain(self.cleaned_data[name]) for name in names if not blank(plain(self.cleaned_data[name]))}

    def bound_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.groups]
