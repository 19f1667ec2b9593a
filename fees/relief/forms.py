"""What is asked about relief. Forms clean; they never save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from common.fields import choices_of
from common.web.fields import ChoiceRadios, DateField, FileField, LongText, choices_with_empty
from common.web.forms import CourtForm, OnceForm
from fees.relief.states import RefusalReason, ReliefGround, ReliefKind


class ReliefForm(OnceForm):
    """缓交、减交、免交: what, why, and the proof (办法44-48)."""

    kind_asked = ChoiceRadios(
        label="您要申请哪一种？",
        choices=choices_of(ReliefKind),
        hints={
            "exempt": "不用交。只适用于自然人。",
            "reduce": "少交一部分，至少减 30%。",
            "defer": "先不交，以后再交。",
        },
    )
    ground = ChoiceRadios(label="您属于哪种情形？", choices=choices_of(ReliefGround))
    words = LongText(label="请简单说明您的困难", max_length=1000, rows=5, required=False)
    news = LongText(
        label="和上次申请相比，有什么新情况？", max_length=1000, rows=4, help_text="没有新情况的，法院不再审查。"
    )
    proof = FileField(label="证明材料", max_files=5)

    def __init__(self, *args: Any, natural: bool, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["news"]
        kinds = [each for each in ReliefKind if natural or each != ReliefKind.EXEMPT]
        grounds = [each for each in ReliefGround if each.fits(natural=natural)]
        for name, choices in (("kind_asked", kinds), ("ground", grounds)):
            self.offer(name, [(each.value, _words(each)) for each in choices])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind, ground = values.get("kind_asked"), values.get("ground")
        if kind and ground and ReliefGround(ground).kind != kind:
            self.add_error(
                "ground", f"这种情形可以申请{ReliefGround(ground).kind.label}，请重新选择情形或者申请的种类。"
            )
        return values


def _words(each: Any) -> str:
    return f"{each.label}（可申请{each.kind.label}）" if isinstance(each, ReliefGround) else str(each.label)


class DecideForm(CourtForm):
    """The head's decision: grant one of three, or refuse with a coded reason."""

    grant = ChoiceRadios(label="决定")
    percent = forms.IntegerField(
        label="减交比例（%）", required=False, min_value=30, max_value=99, help_text="不得低于 30%"
    )
    until = DateField(label="缓交至", required=False)
    refusal = forms.ChoiceField(
        label="不予批准的理由", required=False, choices=choices_with_empty(choices_of(RefusalReason))
    )
    reason = LongText(label="理由（写入决定书）", max_length=500, rows=3, required=False)

    def __init__(self, *args: Any, natural: bool, today: date, ended: bool = False, **kwargs: Any) -> None:
        """`ended`: the case is over, so that nothing is left to put off."""
        super().__init__(*args, **kwargs)
        kinds = [each for each in ReliefKind if natural or each != ReliefKind.EXEMPT]
        if ended:
            kinds.remove(ReliefKind.DEFER)
            del self.fields["until"]
        self.offer("grant", [*((each.value, f"准予{each.label}") for each in kinds), ("refuse", "不予批准")])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("grant") == "reduce" and values.get("percent") is None and "percent" not in self.errors:
            self.add_error("percent", "请填写减交比例，不得低于 30%。")
        if values.get("grant") == "refuse":
            self.need("refusal", "请选择不予批准的理由。")
        return values
