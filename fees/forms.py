"""What the fee office asks. Forms clean; they never save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from common.web.fields import ChoiceRadios, DateField, FileField, LongText, MoneyField
from common.web.forms import CourtForm, OnceForm
from fees.states import CounterMethod, RefusalReason, ReliefGround, ReliefKind, ReviewSubject


class PayForm(OnceForm):
    """Nothing to fill in: the sum is the notice's."""


class ReliefForm(OnceForm):
    """缓交、减交、免交: what, why, and the proof (办法44-48)."""

    kind_asked = ChoiceRadios(
        label="您要申请哪一种？",
        choices=[(each.value, each.label) for each in ReliefKind],
        hints={
            "exempt": "不用交。只适用于自然人。",
            "reduce": "少交一部分，至少减 30%。",
            "defer": "先不交，以后再交。",
        },
    )
    ground = ChoiceRadios(label="您属于哪种情形？", choices=[(each.value, each.label) for each in ReliefGround])
    words = LongText(label="请简单说明您的困难", max_length=1000, rows=5, required=False)
    proof = FileField(label="证明材料", max_files=5)

    def __init__(self, *args: Any, natural: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [each for each in ReliefKind if natural or each != ReliefKind.EXEMPT]
        grounds = [each for each in ReliefGround if each.kind in kinds]
        for name, choices in (("kind_asked", kinds), ("ground", grounds)):
            field = self.fields[name]
            if isinstance(field, ChoiceRadios):
                field.choices = [(each.value, _words(each)) for each in choices]

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
        label="不予批准的理由", required=False, choices=[("", "请选择"), *((r.value, r.label) for r in RefusalReason)]
    )
    reason = LongText(label="理由（写入决定书）", max_length=500, rows=3, required=False)

    def __init__(self, *args: Any, natural: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["grant"]
        if isinstance(field, ChoiceRadios):
            kinds = [each for each in ReliefKind if natural or each != ReliefKind.EXEMPT]
            field.choices = [*((each.value, f"准予{each.label}") for each in kinds), ("refuse", "不予批准")]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("grant") == "reduce" and values.get("percent") is None and "percent" not in self.errors:
            self.add_error("percent", "请填写减交比例，不得低于 30%。")
        if values.get("grant") == "refuse" and not values.get("refusal"):
            self.add_error("refusal", "请选择不予批准的理由。")
        return values


class ReviewForm(OnceForm):
    """复核: against which decision, and why (办法43)."""

    subject = ChoiceRadios(label="您对什么有异议？")
    words = LongText(label="您为什么认为不对", max_length=2000, rows=6)

    def __init__(self, *args: Any, subjects: list[ReviewSubject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["subject"]
        if isinstance(field, ChoiceRadios):
            field.choices = [(each.value, each.label) for each in subjects]


class DecideReviewForm(CourtForm):
    """The president's decision; the right sum only where the calculation was wrong."""

    outcome = ChoiceRadios(label="复核决定", choices=[("upheld", "维持原决定"), ("corrected", "予以更正")])
    amount = MoneyField(label="更正后的案件受理费", required=False, help_text="对计算的异议成立时填写。")
    reason = LongText(label="理由（写入决定书）", max_length=1000, rows=4)

    def __init__(self, *args: Any, sum_asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sum_asked:
            del self.fields["amount"]


class CounterForm(OnceForm):
    amount = MoneyField(label="收到金额", min_fen=1)
    method = ChoiceRadios(label="方式", choices=[(each.value, each.label) for each in CounterMethod])
    ticket = forms.CharField(label="财政票据号", max_length=40)


class RefundForm(CourtForm):
    voucher = forms.CharField(label="退款凭证号", max_length=40)


class ApportionForm(CourtForm):
    """Who bears how much: a field a party."""

    def __init__(self, *args: Any, parties: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"share_{pk}": pk for pk, _ in parties}
        for pk, name in parties:
            self.fields[f"share_{pk}"] = MoneyField(label=f"{name}负担")

    @property
    def shares(self) -> dict[int, int]:
        return {pk: self.cleaned_data[name] for name, pk in self.names.items()}


# The kinds people ask about; the rest of the tariff is for the court's own use.
ASKED: tuple[tuple[str, str], ...] = (
    ("property", "要钱、要物（借款、买卖、赔偿等）"),
    ("labour", "劳动争议"),
    ("divorce", "离婚"),
    ("personality", "姓名、肖像、名誉等人格权"),
    ("ip", "知识产权"),
    ("other_nonproperty", "其他不涉及金额的"),
    ("admin", "告行政机关"),
    ("enforcement", "申请强制执行"),
    ("preservation", "申请财产保全"),
    ("payment_order", "申请支付令"),
    ("judicial_confirmation", "申请司法确认调解协议"),
)


class CalculatorForm(CourtForm):
    """The kind, the sum, and how the case might end."""

    kind = ChoiceRadios(label="是什么事？", choices=ASKED)
    amount = MoneyField(label="涉及多少钱", required=False, help_text="不涉及金额的可以不填。离婚填财产总额。")
    procedure = ChoiceRadios(
        label="适用什么程序？",
        choices=[("ordinary", "不清楚，或者普通程序"), ("summary", "简易程序"), ("small", "小额诉讼")],
        required=False,
        initial="ordinary",
    )
    closing = ChoiceRadios(
        label="怎样结束？",
        choices=[("judgment", "判决"), ("mediation", "调解"), ("withdrawal", "撤诉")],
        required=False,
        initial="judgment",
    )

    def options(self) -> dict[str, str]:
        """Procedure and closing bear on the fee of a suit only (办法15, 16): an application is never halved."""
        if self.cleaned_data["kind"] in ("enforcement", "preservation", "payment_order", "judicial_confirmation"):
            return {}
        given = {name: self.cleaned_data.get(name) or "" for name in ("procedure", "closing")}
        return {name: value for name, value in given.items() if value}
