"""The button to pay, and the calculator. Forms clean; they never save."""

from __future__ import annotations

from common.web.fields import ChoiceRadios, MoneyField
from common.web.forms import CourtForm, OnceForm


class PayForm(OnceForm):
    """Nothing to fill in: the sum is the notice's."""


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
