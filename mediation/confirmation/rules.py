"""When a judge can rule on a confirmation."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.articles import Finding, art


def may_decide(
    *, both_present: bool, checks: Mapping[str, bool], refuse: bool, ground: str, record: str
) -> Finding[str]:
    """Why a judge cannot rule on a confirmation yet; empty when they can.

    Both parties are called to be present (解释356). To confirm, each of the grounds of 解释358 must have been looked at
    and found absent; to refuse, one must be named.
    """
    articles = (art("民诉解释", 356), art("民诉解释", 358))
    if not record.strip():
        return Finding("请写明审查情况。", articles)
    if refuse:
        return Finding("" if ground else "请选择不予确认的情形。", articles)
    if not both_present:
        return Finding("应当通知双方当事人共同到场核实，尚未记录双方到场。", (art("民诉解释", 356),))
    if not checks or not all(checks.values()):
        return Finding("请逐项核对，确认不存在应当驳回的情形；存在的，请选择驳回。", articles)
    return Finding("", articles)
