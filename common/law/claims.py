"""What a claim asks for, read from its words and its sum: money, money that runs until it is paid, something else.

Who bears the costs of the suit is decided by the court of its own motion (诉讼费用交纳办法第二十九条): 诉讼费由被告承担
is written into every complaint and is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from common.law.labelled import LabelledEnum

# What grows until the day of payment: money, though no sum is named (民诉法165; 民诉法解释第二百七十四条).
_RUNNING = re.compile("利息|违约金|滞纳金|逾期付款损失|占用费|罚息|复利")
_ASKED = re.compile("支付|给付|偿还|清偿|返还|赔偿|计算|计付|计至|承担|偿付")
_COSTS = re.compile("(?:诉讼费|受理费|诉讼成本|保全费|公告费)")
_OTHER_THINGS = re.compile("本金|借款|货款|工资|租金|价款|赔偿|返还|偿还|解除|确认|履行|律师费")


class Nature(LabelledEnum):
    SUM = "sum", "有金额的给付"
    RUNNING = "running", "计算到付清之日的给付"
    OTHER = "other", "其他请求"
    COSTS = "costs", "诉讼费负担"


def nature(text: str, amount_fen: int | None) -> Nature:
    """What the claim is, as far as its words tell. A sum is money whatever is written beside it."""
    if amount_fen is not None:
        return Nature.SUM
    if _RUNNING.search(text) and _ASKED.search(text):
        return Nature.RUNNING
    if _COSTS.search(text) and not _OTHER_THINGS.search(text):
        return Nature.COSTS
    return Nature.OTHER


def counted(claims: Iterable[tuple[str, int | None]]) -> list[int | None]:
    """The claims as the tariff counts them, (words, sum) each: running money adds no sum but is no claim without one,
    and the costs of the suit are left out (民诉法解释第二百零一条)."""
    kinds = [(nature(text, amount), amount) for text, amount in claims]
    return [0 if kind is Nature.RUNNING else amount for kind, amount in kinds if kind is not Nature.COSTS]
