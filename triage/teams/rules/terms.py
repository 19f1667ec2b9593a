"""What the trial term (审限) leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from common.law.articles import Finding, art
from common.law.regimes import ROUTES, Route


def days_outside(route: str, spans: Iterable[tuple[date, date | None, date | None]]) -> Finding[int]:
    """How many days of mediation do not count towards the trial term: those its granted extensions really took.

    A span is (the day the first period ended, the extended last day, the day the mediation ended). An extension that
    was not needed, because the mediation ended within its first period, took none (在线调解24第1款; 2025意见3).
    """
    if not route or not ROUTES[Route(route)].extension_outside_trial_term:
        return Finding(0)
    total = 0
    for first, due, ended in spans:
        last = min(day for day in (due, ended) if day is not None) if due or ended else first
        total += max(0, (last - first).days)
    if not total:
        return Finding(0)
    return Finding(
        total, (art("在线调解", 24, 1), art("2025意见", 3)), f"调解经各方同意延长 {total} 日，不计入审理期限"
    )
