"""Who gets a case: the team with the least open weighted load; ties go to whoever has waited longest."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from common.law.articles import Article, Finding, art
from common.law.procedures import Procedure

CONFLICT_ARTICLE: Article = art("民诉法", 47)

# Weights are whole numbers, small claims = 2: number alone is not load (实施意见 item 19: 数量、难易和程序).
_WEIGHTS: dict[Procedure, int] = {
    Procedure.SMALL: 2,
    Procedure.SUMMARY: 3,
    Procedure.ORDINARY_SINGLE: 5,
    Procedure.ORDINARY_PANEL: 8,
}


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """A team that could take a case. `last` orders the teams by their newest assignment (None: never had one)."""

    team_id: int
    load: int
    last: int | None
    people: frozenset[int]


def weight_of(procedure: Procedure, *, parties: int = 2, appraisal: bool = False) -> Finding[int]:
    """How heavy a case is: by its procedure, one more for every three parties beyond two, two for an appraisal."""
    extra = max(0, parties - 2 + 2) // 3 if parties > 2 else 0
    return Finding(_WEIGHTS[procedure] + extra + (2 if appraisal else 0), (art("实施意见", 19),))


def pick(teams: Iterable[TeamLoad], excluded: Collection[int] = ()) -> Finding[int | None]:
    """The team's id, or None when nobody is left. `excluded`: people who must stand aside (回避, 民诉法47).

    Least open load first; then the one whose last assignment lies furthest back (never: first of all); then the lower
    id, so that the same facts always give the same team.
    """
    barred = frozenset(excluded)
    open_to = [team for team in teams if not team.people & barred]
    if not open_to:
        return Finding(None, (CONFLICT_ARTICLE,), "没有可以承办的团队")
    chosen = min(open_to, key=lambda team: (team.load, -1 if team.last is None else team.last, team.team_id))
    return Finding(chosen.team_id, (art("实施意见", 10),))
