"""The counter's last page for somebody who files orally: read back, then signed."""

from __future__ import annotations

from typing import Any

from django import forms

from common.fields import choices_of
from common.web.fields import Agree, ChoiceRadios, FileField, NameField, Signature, SignatureField, SignatureWidget
from intake.filing.forms.submitting import SubmitForm
from intake.filing.states import SigningWay


class PadWidget(SignatureWidget):
    """The pad alone: before a clerk nobody signs by typing."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets[0].attrs["only"] = True


class PadField(SignatureField):
    """-> Signature that was drawn, or None. What was typed is no signature here."""

    widget = PadWidget
    default_error_messages = {"required": "请当事人在签名框内签名。"}

    def clean(self, value: Any) -> Signature | None:
        return super().clean([(value or [None])[0], None, None])


# By which ways of signing each of these is needed.
NEEDED: dict[str, tuple[str, ...]] = {
    "signature": (SigningWay.DRAWN,),
    "scan": (SigningWay.PAPER, SigningWay.PRINTED),
    "witness": (SigningWay.PRINTED,),
}


class OralForm(SubmitForm):
    """Who signs, how, and before whom. Without a script the sheet signed on paper is the way."""

    read = forms.CharField(widget=forms.HiddenInput)
    signer = NameField(label="签名人姓名", max_length=80, help_text="代理人、单位负责人签名的，写他们的姓名。")
    way = ChoiceRadios(
        label="怎样签名",
        choices=choices_of(SigningWay),
        initial=SigningWay.DRAWN.value,
        hints={
            SigningWay.PAPER.value: "先打印笔录，签名后扫描上传。",
            SigningWay.PRINTED.value: "不能写字的，打印笔录后按指印，扫描上传，并写明见证人。",
        },
    )
    signature = PadField(label="当事人签名", help_text="没有签名框的，请选择在纸质笔录上签名。")
    scan = FileField(
        label="签名或者捺印的笔录扫描件",
        error_messages={"required": "请上传签名或者捺印的笔录扫描件。"},
    )
    witness = NameField(
        label="见证人姓名",
        max_length=60,
        required=False,
        help_text="在场的陪同人或者其他工作人员。捺印的必须写。",
        error_messages={"required": "捺印的，请写明见证人。"},
    )
    seen = Agree(label="已核对身份证件，已逐项宣读，当事人核对无误后当面签名或者捺印")
    field_order = ("once", "read", "signer", "way", "signature", "scan", "witness", "seen", "truthful")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["truthful"].label = "当事人保证以上内容真实，知道虚假诉讼要承担法律责任"

    def full_clean(self) -> None:
        """What the chosen way needs is asked for, and nothing of the other ways."""
        way = self.data.get("way") if self.is_bound else ""
        for name, ways in NEEDED.items():
            self.fields[name].required = way in ways
        super().full_clean()
        for name in ("signature", "scan"):
            self.fields[name].required = True  # shown with its way only, and not as something one may leave out
