"""What a claim asks for: it decides on which ground its fee is counted (解释201; 办法29)."""

from __future__ import annotations

from datetime import date

from common.law.claims import Nature, counted, nature
from fees.charging.rules import fee_of
from tests.tables import rows


@rows(
    ("text", "amount", "kind"),
    [
        ("判令被告偿还借款本金100000元。", 10_000_000, Nature.SUM),
        ("判令被告以尚欠本金为基数，继续支付利息至实际清偿之日。", None, Nature.RUNNING),
        ("判令被告支付违约金（按日万分之五计至付清之日）。", None, Nature.RUNNING),
        ("被告支付利息并承担诉讼费。", None, Nature.RUNNING),
        ("房屋占用费按每月2000元计算至实际腾退之日。", None, Nature.RUNNING),
        ("诉讼费由被告承担。", None, Nature.COSTS),
        ("本案诉讼费用由各被告负担。", None, Nature.COSTS),
        ("案件受理费、保全费由被告承担。", None, Nature.COSTS),
        ("判令解除合同，诉讼费由被告承担。", None, Nature.OTHER),
        ("判令解除借款合同。", None, Nature.OTHER),
        ("判令被告赔礼道歉。", None, Nature.OTHER),
        ("被告支付律师费，诉讼费由被告承担。", None, Nature.OTHER),
        ("主张担保权利：对抵押房屋优先受偿。", None, Nature.OTHER),
    ],
)
def test_the_words_tell(text: str, amount: int | None, kind: Nature) -> None:
    assert nature(text, amount) is kind


def test_a_loan_with_running_interest_is_money_and_nothing_else() -> None:
    claims = counted(
        [
            ("判令被告偿还借款本金100000元。", 10_000_000),
            ("判令被告支付利息28600.50元。", 2_860_050),
            ("判令被告以尚欠本金为基数，继续支付利息至实际清偿之日。", None),
            ("本案诉讼费用由被告负担。", None),
        ]
    )
    assert claims == [10_000_000, 2_860_050, 0]
    found = fee_of(cause="108.3", amount=12_860_050, claims=claims, procedure="", day=date(2026, 3, 2))
    words = "".join(step.text for step in found.value.steps)
    assert "非财产性" not in words
    assert "合并计算" in words


def test_a_claim_that_is_not_about_money_is_still_said() -> None:
    claims = counted([("判令被告偿还借款本金100000元。", 10_000_000), ("判令解除借款合同。", None)])
    found = fee_of(cause="108.3", amount=10_000_000, claims=claims, procedure="", day=date(2026, 3, 2))
    assert any("既有财产性诉讼请求，又有非财产性诉讼请求" in step.text for step in found.value.steps)
