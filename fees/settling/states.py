"""The vocabulary of settling."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class RefundChoice(LabelledEnum):
    """What becomes of what the winner prepaid and does not bear (解释207). Nothing said: the court refunds it."""

    COURT = "court", "由法院退还给我"
    DIRECT = "direct", "由对方直接付给我"
    BEAR = "bear", "我自愿承担"
