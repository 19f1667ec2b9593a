"""How a party goes back on an agreement."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class Regret(LabelledEnum):
    """How a party shows that it does not stand by an agreement before the 调解书 has reached everybody (解释133)."""

    REFUSED = "refused", "拒绝签收调解书"
    REGRETTED = "regretted", "签收前表示反悔"
