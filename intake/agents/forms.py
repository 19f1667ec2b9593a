"""Naming an agent, and the clerk's look at the papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from common.cases.models import Party
from common.cases.states import Authority
from common.fields import choices_of
from common.people.models import User
from common.web.fields import Agree, Checkboxes, ChoiceRadios, FileField, LongText, NameField, PhoneField
from common.web.forms import CourtForm, OnceForm
from common.web.uploads import PAPERS
from intake.mandates.rules import POWERS
from intake.mandates.states import Relation


class AgentForm(OnceForm):
    """授权委托书 and what the agent must show (民诉法第六十二条; 民诉解释第八十八条)."""

    name = NameField(label="代理人姓名")
    phone = PhoneField(label="代理人手机号", help_text="代理人用这个号码注册并实名认证后，登录就能看到本案。")
    relation = ChoiceRadios(
        label="代理人是",
        choices=choices_of(Relation),
        hints={each.value: f"要交：{each.proof}" for each in Relation},
    )
    unit = forms.CharField(label="代理人的单位", max_length=120, required=False, help_text="例如律师事务所的名称。")
    authority = ChoiceRadios(
        label="代理权限",
        choices=choices_of(Authority),
        hints={
            "general": "代为立案、举证、开庭等，不能替您和解、撤诉、承认对方的请求。",
            "special": "可以替您办理下面勾选的事项。",
        },
    )
    powers = Checkboxes(
        label="特别授权的事项",
        choices=[(each, each) for each in POWERS],
        required=False,
        help_text="选“特别授权”才填，要和授权委托书上写的一致。",
    )
    mandate = FileField(
        label="授权委托书", types=PAPERS, max_files=1, help_text="要写明委托事项和权限，由委托人签名或者盖章。"
    )
    proof = FileField(label="代理人的身份和关系证明", types=PAPERS, max_files=1, help_text="几份合成一个文件上传。")

    def __init__(self, *args: Any, own: User | None = None, parties: Sequence[Party] = (), **kwargs: Any) -> None:
        """`own`: the agent itself hands it in, for those of `parties` whose papers it has."""
        super().__init__(*args, **kwargs)
        if own is None:
            return
        del self.fields["name"], self.fields["phone"]
        choices = [(str(each.pk), each.name) for each in parties]
        ticked = Checkboxes(label="代理谁", choices=choices, help_text="每个人都要出具委托书；写在一份上的，一起勾选。")
        self.fields = {"once": self.fields.pop("once"), "parties": ticked, **self.fields}


class RecordForm(AgentForm):
    """The same, where the clerk has the originals before them."""

    seen = Agree(
        label="已核对授权委托书原件和代理人身份证件",
        error_messages={"required": "请先核对原件。"},
    )


class RefuseMandateForm(CourtForm):
    words = LongText(label="缺少什么", max_length=300, rows=3, help_text="会告诉当事人，补齐后可以重新提交。")

    def __init__(self, *args: Any, mandate: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"m{mandate}", **kwargs)
