"""Who stands at the window; and the paper they signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from common.cases.models import Party
from common.fields import choices_of
from common.web.fields import Agree, ChoiceRadios, CodeField, NameField
from common.web.forms import CourtForm
from yunfu_court.counter.states import Came, Shown


class BeginForm(CourtForm):
    party = ChoiceRadios(label="为哪一位当事人办理")
    came = ChoiceRadios(label="来窗口的是", choices=choices_of(Came))
    name = NameField(label="来人姓名")
    number = CodeField(
        label="来人证件号码",
        max_length=30,
        required=False,
        help_text="与本案其他人同名时要填，用来分清是不是同一个人；不保存。",
    )
    shown = ChoiceRadios(label="核对了什么证件", choices=choices_of(Shown))
    checked = Agree(label="我已当面核对证件原件，人证一致")

    def __init__(self, *args: Any, parties: Sequence[tuple[Party, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("party", [(str(party.pk), f"{called} {party.name}") for party, called in parties])


class EndForm(CourtForm):
    scan = forms.FileField(label="当事人当面签名的材料", required=False)

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scan"].required = needed
        self.fields["scan"].help_text = "打印本页由当事人核对后签名（不能签名的捺印），拍照或扫描上传；您是在场见证人。"
