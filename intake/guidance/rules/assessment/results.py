"""What the answers come to: remarks, the gravest first; days to remember; which court; the fee; what to bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.law.articles import Finding, sure
from common.law.jurisdiction import Candidate
from common.law.terms import said
from intake.guidance.rules.assessment import conditions, sums
from intake.guidance.rules.assessment.shape import Assessment, Ground, Risk, Severity

OPEN = 4  # so many of the gravest stand open on the page; the rest is folded, by group
PRESSING = 15  # a term that runs out within so many days comes before everything else
GRAVEST = list(Severity)


def cited(grounds: Iterable[Ground]) -> str:
    """The grounds as they are read by whoever asks: what is not confirmed is named to nobody as law."""
    return "；".join(each.words for each in grounds if each.confirmed)


@dataclass(frozen=True)
class Day:
    """The last day of a term, in words, and how far off it is; `note` where the calendar is not yet settled."""

    words: str
    day: date
    over: bool
    left: str
    note: str
    grounds: tuple[Ground, ...]

    @property
    def cited(self) -> str:
        return cited(self.grounds)


@dataclass(frozen=True)
class Remark:
    """One remark as shown: why, what applies here, what to do, the days reckoned, and the grounds."""

    id: str
    title: str
    severity: Severity
    group: str
    cause: str
    advice: str
    points: tuple[str, ...]
    days: tuple[Day, ...]
    grounds: tuple[Ground, ...]

    @property
    def cited(self) -> str:
        return cited(self.grounds)


@dataclass(frozen=True)
class CourtLine:
    """A court that may hear it: its name where it is one of the city's, and why."""

    name: str
    reasons: tuple[str, ...]
    local: bool


@dataclass(frozen=True)
class Result:
    """The page of results. `first` stand open; `groups` are folded."""

    first: tuple[Remark, ...]
    groups: tuple[tuple[str, tuple[Remark, ...]], ...]
    count: int
    days: tuple[Day, ...]
    courts: tuple[CourtLine, ...]
    court_finding: Finding[tuple[Candidate, ...]] | None
    fee: sums.Fee | None
    bring: tuple[str, ...]
    more: tuple[str, ...]
    unsure: tuple[str, ...]
    answered: int


def remarks(data: Assessment, kind: str, role: str, answers: Mapping[str, Any], today: date) -> list[Remark]:
    """The remarks for these answers, the gravest first. Only what this kind and side were asked counts."""
    given = conditions.counted(data, kind, role, answers)
    figures = sums.words(data, given, today)
    return [_remark(data, risk, given, today, figures) for risk in _raised(data, given, today)]


def _raised(data: Assessment, given: Mapping[str, Any], today: date) -> list[Risk]:
    found = [
        each
        for each in data.risks
        if each.role in ("", given["role"]) and conditions.holds(data, each.when, given, today)
    ]
    return sorted(found, key=lambda each: (not _pressing(data, each, given, today), GRAVEST.index(each.severity)))


def _pressing(data: Assessment, risk: Risk, given: Mapping[str, Any], today: date) -> bool:
    ends = [last.value for key in risk.spans if (last := conditions.last_day(data, key, given, today)) is not None]
    return any(0 <= (each - today).days <= PRESSING for each in ends)


def _remark(data: Assessment, risk: Risk, given: Mapping[str, Any], today: date, figures: Mapping[str, str]) -> Remark:
    points = [each for each in risk.points if conditions.holds(data, each.when, given, today)]
    days = [_day(data, key, given, today) for key in risk.spans]
    return Remark(
        id=risk.id,
        title=said(risk.title, today),
        severity=risk.severity,
        group=risk.group,
        cause=said(risk.cause, today),
        advice=said(_filled(risk.advice, figures), today),
        points=tuple(said(_filled(each.text, figures), today) for each in points),
        days=tuple(each for each in days if each is not None),
        grounds=data.cite([*risk.grounds, *(ground for each in points for ground in each.grounds)]),
    )


def _filled(text: str, figures: Mapping[str, str]) -> str:
    for name, value in figures.items():
        text = text.replace("{" + name + "}", value)
    return text


def _day(data: Assessment, key: str, given: Mapping[str, Any], today: date) -> Day | None:
    last = conditions.last_day(data, key, given, today)
    if last is None:
        return None
    span, away = data.spans[key], (last.value - today).days
    left = "已经过了" if away < 0 else "就是今天" if away == 0 else f"还有 {away} 天" if away <= 90 else ""
    return Day(said(span.words, today), last.value, away < 0, left, sure(last.note), data.cite(span.grounds))


def result(data: Assessment, kind: str, role: str, answers: Mapping[str, Any], today: date) -> Result:
    """Everything the page of results shows."""
    given = conditions.counted(data, kind, role, answers)
    found = remarks(data, kind, role, answers, today)
    # Few remarks stand open all; of many only the gravest, the rest folded by what they are about.
    first = found if len(found) <= OPEN else found[:OPEN]
    rest = [each for each in found if each not in first]
    groups = [(title, tuple(each for each in rest if each.group == key)) for key, title in data.groups]
    days = [each for key in data.spans if (each := _day(data, key, given, today)) is not None and not each.over]
    place = sums.courts(data, given)
    raised = _raised(data, given, today)
    bring = [
        each.words
        for each in data.prepare
        if each.role in ("", role)
        and (not each.kinds or kind in each.kinds)
        and (each.when is None or conditions.holds(data, each.when, given, today))
    ]
    more = [words for each in raised for words in each.prepare]
    return Result(
        first=tuple(first),
        groups=tuple((title, rows) for title, rows in groups if rows),
        count=len(found),
        days=tuple(sorted(days, key=lambda each: each.day)),
        courts=_courts(data, place),
        court_finding=place,
        fee=sums.fee(data, given, today),
        bring=tuple(bring),
        more=tuple(each for each in dict.fromkeys(more) if each not in bring),
        unsure=tuple(conditions.unsure(data, given)),
        answered=len(given) - 2,
    )


def _courts(data: Assessment, found: Finding[tuple[Candidate, ...]] | None) -> tuple[CourtLine, ...]:
    if found is None:
        return ()
    by_place: dict[str, list[str]] = {}
    for each in found.value:
        if each.place is not None:
            by_place.setdefault(each.place, []).append(each.reason)
    return tuple(
        CourtLine(data.counties.get(place, "云浮以外的法院"), tuple(dict.fromkeys(reasons)), place in data.counties)
        for place, reasons in by_place.items()
    )
