"""Who bears the final fee, and who owes whom for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from common.law.articles import Finding, art
from common.law.money import spread

COURT = 0  # to whom a loser owes what no winner had prepaid
Matrix = Mapping[int, Mapping[int, int]]  # who owes -> whom (a winner, or COURT) -> fen

# Ways that say by themselves who bears the fee; of the others somebody has to say it.
_OF_LAW: Mapping[str, Finding[bool]] = {
    "withdrawal": Finding(True, (art("收费办法", 34, 1),)),
    # 办法34 speaks of an application to withdraw; 解释213 treats a default as one.
    "deemed_withdrawal": Finding(True, (art("收费办法", 34, 1), art("民诉解释", 213)), "比照撤诉", False),
    "other": Finding(True, (art("收费办法", 28), art("收费办法", 31)), "没有另外约定的，由预交的一方负担", False),
    "transfer": Finding(True, (art("收费办法", 24),)),
    "dismissal": Finding(True, (art("收费办法", 8, 1, 2), art("收费办法", 27, 2))),
    "inadmissible": Finding(True, (art("收费办法", 8, 1, 2), art("收费办法", 27, 2))),
}


def borne_by_law(way: str) -> Finding[bool]:
    """Whether the fee stays, without anybody's decision, with those who brought the case. A judgment lays it on who
    lost (办法29); after a mediation the parties agree on it, or the court decides (办法31)."""
    return _OF_LAW.get(way, Finding(False, (art("收费办法", 31 if way == "mediation" else 29),)))


def payables(shares: Mapping[int, int], *, off: int, helped: Collection[int]) -> dict[int, int]:
    """What each pays of its share of a fee of which relief took `off` fen: relief is for who asked for it, on the part
    it bears itself. Where the other side lost, that side bears the fee (办法50)."""
    taken = spread(min(off, sum(shares.values())), shares)
    return {key: share - taken[key] if key in helped else share for key, share in shares.items()}


def debts(lacks: Mapping[int, int], backs: Mapping[int, int]) -> Matrix:
    """Who has to pay what was prepaid by whom: each loser owes every winner its part, and COURT what nobody prepaid.

    `lacks`: loser -> fen it bears and has not paid; `backs`: winner -> fen it prepaid and does not bear. A loser's
    parts are together what it lacks.
    """
    open_ = {**backs, COURT: max(0, sum(lacks.values()) - sum(backs.values()))}
    found: dict[int, dict[int, int]] = {}
    for loser, fen in lacks.items():
        found[loser] = {key: part for key, part in spread(fen, open_).items() if part}
        open_ = {key: left - found[loser].get(key, 0) for key, left in open_.items()}
    return found
