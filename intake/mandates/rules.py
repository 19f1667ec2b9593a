"""委托代理人: how many, with which authority, what is missing (民诉法61, 62; 民诉解释88, 89)."""

from __future__ import annotations

from collections.abc import Collection

from common.cases.states import Authority, Power
from common.law.articles import Article, Finding, art

MOST = 2
# What an agent may do in the party's stead only where the mandate names it.
POWERS = tuple(power.label for power in Power)


def mandate_articles() -> tuple[Article, ...]:
    return (art("民诉法", 61), art("民诉法", 62), art("民诉解释", 88), art("民诉解释", 89))


def release_articles() -> tuple[Article, ...]:
    return (art("民诉法", 63),)


def may_name(*, speaking: int, authority: str, powers: Collection[str]) -> Finding[str]:
    """Which field stands in the way of one more agent: "name", "powers", or "" for none; the note says why.

    `speaking` counts the party's agents and the mandates still to be checked. 全权代理 without the things it covers is
    no special authority.
    """
    if speaking >= MOST:
        return Finding("name", (art("民诉法", 61),), "一方当事人最多委托两名代理人，请先解除一名")
    if authority == Authority.SPECIAL and not powers:
        return Finding("powers", (art("民诉解释", 89),), "特别授权要逐项写明；只写“全权代理”不算特别授权")
    return Finding("", mandate_articles())
