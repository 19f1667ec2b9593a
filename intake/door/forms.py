"""What the other side fills in, and the window before it gives a code."""

from __future__ import annotations

from typing import Any

from django import forms

from common.delivery.forms import KeptForm
from common.web.fields import Agree, ChoiceRadios, CodeField, FileField, LongText, NameField, PhoneField
from common.web.forms import CourtForm, OnceForm, speak_chinese
from common.web.uploads import EVIDENCE
from intake.door.rules import unreasoned
from intake.elements.forms.fields import field_for, plain
from intake.elements.rules.answers import blank
from intake.elements.rules.forms import FormSpec, question_id


class DoorForm(CourtForm):
    """Code and identity of the other side."""

    code = CodeField(label="案件码", max_length=20, help_text="在法院的短信或者通知书上，10 位字母和数字。")
    name = NameField(label="您的姓名或者单位全称", help_text="与通知书上写的一致。个体工商户也可以写经营者的姓名。")
    identity = CodeField(
        label="证件号码或者手机号的后 6 位",
        max_length=40,
        help_text="个人和个体工商户的经营者填身份证号码或者手机号的后 6 位；单位填统一社会信用代码或者后 6 位。",
    )


class AddressForm(KeptForm):
    """送达地址确认书 of a party, whichever its side."""

    recipient_name = NameField(label="收件人")
    postal = forms.CharField(
        label="送达地址", max_length=200, help_text="文书会寄到这里；写错了、搬走了没有告诉法院，退回也算送达。"
    )
    phone = PhoneField(label="手机号")
    e_consent = ChoiceRadios(
        label="是否同意电子送达",
        choices=[("yes", "同意，在云浮法院诉讼服务网和手机上接收"), ("no", "不同意，或者不会用手机、电脑：寄纸质文书")],
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

    def __init__(self, *args: Any, spec: FormSpec | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec = spec
        self.groups: list[tuple[str, list[str]]] = []
        for section in spec.sections if spec else ():
            names = []
            for each in section.fields:
                if each.type == "table":
                    continue
                name = question_id(section.key, each.key)
                self.fields[name] = field_for(each)
                speak_chinese(self.fields[name])
                names.append(name)
            self.groups.append((section.title, names))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("text") and not said.get("files") and "files" not in self.errors:
            for name, words in unreasoned(self.spec, self.answers()).items():
                self.add_error(name, words)
        return said

    def answers(self) -> dict[str, Any]:
        names = [name for _, names in self.groups for name in names]
        found = {name: plain(self.cleaned_data.get(name)) for name in names}
        return {name: value for name, value in found.items() if not blank(value)}

    def bound_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.groups]


class GiveCodeForm(CourtForm):
    """For a unit: who came with its licence and a letter. That person's account alone is let in by the code."""

    name = NameField(label="来办理的人的姓名")
    number = forms.CharField(
        label="来办理的人的证件号码", max_length=20, help_text="这个人用同一证件实名认证后，才能凭案件码进入。"
    )
    checked = Agree(
        label="已核对本人身份证件原件",
        error_messages={"required": "请先核对身份证件原件。"},
    )

    def __init__(self, *args: Any, party: int = 0, unit: bool = False, guardian: str = "", **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"p{party}", **kwargs)
        if unit:
            words = "已核对营业执照、来人的身份证件、法定代表人身份证明或者单位的授权手续"
            self.fields["checked"].label = words
        elif guardian:
            self.fields["checked"].label = f"已核对法定代理人{guardian}的身份证件原件和监护关系证明"
        if not unit:
            del self.fields["name"], self.fields["number"]
