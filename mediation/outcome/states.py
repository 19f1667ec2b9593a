"""How a party goes back on an agreement."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class Regret(LabelledEnum):
    """How a party shows that it does not stand by an agreement before the 调解书 has reached everybody (解释133)."""

    REFUSED = "refused", "拒绝签收调解书"
    REGRETTED = "regretted", "签收前表示反悔"
    # No way that the law allows for it brought it there, and nobody knows whether the party stands by it (民诉法102).
    UNREACHED = "unreached", "没有签收调解书"
