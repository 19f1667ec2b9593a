"""What a judge is asked: accepting a confirmation, and the checklist of 解释358."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from common.cases.models import Party
from common.fields import choices_of
from common.law.articles import art
from common.web.fields import Agree, DateField, LongText, YesNo, choices_with_empty
from common.web.forms import CourtForm
from mediation.confirmation.states import NotAcceptedGround, RejectedGround
from mediation.course.forms import MomentField


class AcceptForm(CourtForm):
    accepts = YesNo(label="是否受理？", yes="受理", no="裁定不予受理")
    ground = forms.ChoiceField(
        label="不予受理的情形",
        required=False,
        choices=choices_with_empty(choices_of(NotAcceptedGround)),
        help_text=art("民诉解释", 355).short,
    )
    record = LongText(label="理由", required=False, max_length=2000, rows=3)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("accepts") is False:
            self.need("ground", "不予受理的，请选择情形。")
        return data


class CallForm(CourtForm):
    meets_at = MomentField(label="什么时间？")
    place = forms.CharField(label="在哪里？", max_length=120, help_text="例如罗定市法院诉讼服务中心 2 号调解室。")


class RuleForm(CourtForm):
    """The checklist of 解释358: each ground looked at and absent, with its article beside it."""

    examined_on = DateField(label="哪一天审查的？")
    record = LongText(label="审查情况", max_length=4000, rows=5)
    confirm = YesNo(label="怎样裁定？", yes="确认调解协议有效", no="驳回申请", inline=False)
    ground = forms.ChoiceField(
        label="驳回的情形",
        required=False,
        choices=choices_with_empty([*choices_of(RejectedGround), *choices_of(NotAcceptedGround)]),
    )

    def __init__(self, *args: Any, latest: date, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = [party.pk for party in parties]
        for party in parties:
            self.fields[f"present_{party.pk}"] = forms.CharField(
                label=f"{party.name}一方到场的人",
                required=False,
                max_length=60,
                help_text=f"没有到场的，不填（{art('民诉解释', 356).short}）。",
            )
        for ground in RejectedGround:
            self.fields[f"check_{ground.value}"] = Agree(
                label=f"不存在：{ground.label}",
                required=False,
                help_text=art("民诉解释", 358, None, ground.item).short,
            )
        checks = [f"check_{g.value}" for g in RejectedGround]
        came = [f"present_{pk}" for pk in self.parties]
        self.order_fields(["examined_on", *came, *checks, "record", "confirm", "ground"])

    def present(self) -> dict[int, str]:
        """Who came for each party; the empty word where nobody did."""
        return {pk: str(self.cleaned_data.get(f"present_{pk}") or "") for pk in self.parties}

    def checks(self) -> dict[str, bool]:
        return {g.value: bool(self.cleaned_data.get(f"check_{g.value}")) for g in RejectedGround}

    def chosen(self) -> RejectedGround | NotAcceptedGround | None:
        value = self.cleaned_data.get("ground") or ""
        if value in set(RejectedGround):
            return RejectedGround(value)
        return NotAcceptedGround(value) if value else None
