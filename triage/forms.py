"""What triage asks. Forms clean; they never save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from common.courts.models import choices_of
from common.law.procedures import Procedure, Track
from common.web.fields import Agree, ChoiceRadios, DateField, FileField, LongText, YesNo
from common.web.forms import CourtForm
from triage.rules import FACTS
from triage.states import ClosingWay, DropReason, OverruleReason, RulingKind


class VersionForm(CourtForm):
    """Carries the version the officer looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)


class FactsForm(VersionForm):
    """Every fact, grouped as the officer reads them. Cleans to {key: bool} in `answers`."""

    def __init__(self, *args: Any, facts: dict[str, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, fact in FACTS.items():
            field = YesNo(label=fact.label, help_text=fact.hint)
            self.fields[key] = field
            self.initial.setdefault(key, "yes" if facts.get(key, fact.default) else "no")

    @property
    def answers(self) -> dict[str, bool]:
        return {key: bool(self.cleaned_data[key]) for key in FACTS}

    def groups(self) -> list[tuple[str, list[Any]]]:
        found: dict[str, list[Any]] = {}
        for key, fact in FACTS.items():
            found.setdefault(fact.group, []).append(self[key])
        return list(found.items())


class OverruleForm(VersionForm):
    procedure = ChoiceRadios(label="适用程序", choices=choices_of(Procedure))
    track = ChoiceRadios(label="承办轨道", choices=choices_of(Track), inline=True)
    reason = forms.ChoiceField(label="改定理由", choices=[("", "请选择"), *choices_of(OverruleReason)])
    words = LongText(label="说明", max_length=300, rows=3, required=False)


class DeclineForm(CourtForm):
    """不予签发: the reasons that fit the kind of ruling."""

    reason = ChoiceRadios(label="不予签发的理由", choices=choices_of(DropReason))
    words = LongText(label="说明", max_length=300, rows=3, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fits = {
            RulingKind.INADMISSIBLE: (DropReason.ADMISSIBLE, DropReason.OTHER),
            RulingKind.WITHDRAWAL: (DropReason.NOT_PERMITTED, DropReason.WITHDREW, DropReason.OTHER),
            RulingKind.DEEMED_WITHDRAWAL: (DropReason.PAID_LATE, DropReason.RELIEF, DropReason.OTHER),
        }.get(RulingKind(kind), (DropReason.GROUND_GONE, DropReason.OTHER))
        field = self.fields["reason"]
        if isinstance(field, ChoiceRadios):
            field.choices = [(each.value, each.label) for each in fits]


class CloseForm(CourtForm):
    """结案: way, day, and the paper where one is needed."""

    way = ChoiceRadios(
        label="结案方式", choices=[(each.value, each.label) for each in ClosingWay if each.is_act_of_judge]
    )
    document = FileField(label="判决书（PDF）", types=("pdf",), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("way") == ClosingWay.JUDGMENT and not values.get("document") and "document" not in self.errors:
            self.add_error("document", "以判决方式结案的，请上传判决书。")
        return values


class WithdrawForm(CourtForm):
    agreed = Agree(label="我确认申请撤诉。法院裁定准许后，本案即告结束；以后仍可以依法再次起诉。")


class ObjectionForm(CourtForm):
    ground = LongText(label="认为不应适用小额诉讼程序的理由", max_length=500, rows=5)


class DecideObjectionForm(CourtForm):
    outcome = ChoiceRadios(
        label="审查结果",
        choices=[
            ("summary", "异议成立，适用简易程序的其他规定审理"),
            ("ordinary_single", "异议成立，裁定转为普通程序（独任）"),
            ("rejected", "异议不成立，裁定驳回（口头裁定，记入笔录）"),
        ],
    )


class ConvertForm(CourtForm):
    to = ChoiceRadios(label="转为", choices=choices_of(Procedure))


class RecuseForm(CourtForm):
    user = forms.ChoiceField(label="回避的人员")
    ground = LongText(label="事由", max_length=200, rows=3)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择"), *people]


class AdoptForm(CourtForm):
    since = DateField(label="自何日起施行")
    adopted_by = forms.CharField(label="批准人", max_length=60)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["since"]
        if isinstance(field, DateField):
            field.earliest = today
