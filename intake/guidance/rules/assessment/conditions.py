"""Which questions apply, which answers count, when a term ends, and whether a condition holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from common.law import calendar, terms
from common.law.articles import Finding
from intake.guidance.rules.assessment import sums
from intake.guidance.rules.assessment.shape import UNSURE, Assessment, AssessmentPage, Question, When

Given = Mapping[str, Any]


def visible(data: Assessment, kind: str, role: str, answers: Given) -> list[AssessmentPage]:
    """The pages for this kind and side, given the answers so far, each with its questions; empty pages are left out.

    A question that hangs on another of the same page stays in (the page itself hides it); one that hangs on an
    earlier page is there only when that answer calls for it.
    """
    asked = data.asked(kind, role)
    shown = {each.key for each in _applying(asked, answers)}
    found = []
    for page in data.pages:
        here = tuple(each for each in asked if each.page == page.key and _belongs(data, each, shown, answers))
        if here:
            found.append(AssessmentPage(page.key, page.title, here))
    return found


def _belongs(data: Assessment, question: Question, shown: set[str], answers: Given) -> bool:
    """Follow the chain of conditions to its first question: on this page it may still change, before it may not."""
    each = question
    while each.condition is not None:
        parent = data.question(each.condition.field)
        if parent.page != question.page:
            return parent.key in shown and each.condition.holds(answers)
        each = parent
    return True


def _applying(asked: list[Question], answers: Given) -> list[Question]:
    """The questions whose condition holds, all the way up. A condition names only an earlier question."""
    found: dict[str, Question] = {}
    for each in asked:
        if each.condition is None or (each.condition.field in found and each.condition.holds(answers)):
            found[each.key] = each
    return list(found.values())


def counted(data: Assessment, kind: str, role: str, answers: Given) -> dict[str, Any]:
    """The answers that count: asked of this kind and side, not blank, their conditions holding; and role and kind."""
    known = {each.key for each in _applying(data.asked(kind, role), answers)}
    given = {key: value for key, value in answers.items() if key in known and value not in (None, "", [])}
    return {**given, "role": role, "kind": kind}


def unsure(data: Assessment, given: Given) -> list[str]:
    """The questions answered 不清楚, in words, in order."""
    return [each.text for each in data.questions if UNSURE in _flat(given.get(each.key))]


def _flat(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def holds(data: Assessment, when: When, given: Given, today: date) -> bool:
    """Evaluate one condition; ValueError on a word that is not known.

    is, in, has, blank, less; passed (a span is over), near (over, or within so many days); computed (see sums);
    any, all, not.
    """
    ((word, rest),) = when.items()
    if word == "any":
        return any(holds(data, each, given, today) for each in rest)
    if word == "all":
        return all(holds(data, each, given, today) for each in rest)
    if word == "not":
        return not holds(data, rest, given, today)
    if word == "is":
        return bool(given.get(rest[0]) == rest[1])
    if word == "in":
        return given.get(rest[0]) in rest[1]
    if word == "has":
        return rest[1] in (given.get(rest[0]) or [])
    if word == "blank":
        return rest not in given
    if word == "less":
        return all(isinstance(given.get(key), int) for key in rest) and given[rest[0]] < given[rest[1]]
    if word == "computed":
        return sums.CHECKS[rest](data, given, today)
    if word in ("passed", "near"):
        key, margin = (rest, 0) if word == "passed" else rest
        last = last_day(data, key, given, today)
        return last is not None and today > last.value - timedelta(days=margin)
    raise ValueError(f"unknown condition {word!r}")


def last_day(data: Assessment, key: str, given: Given, today: date) -> Finding[date] | None:
    """When this span ends; None while it does not apply, its day is not known, or it lies beyond the calendar."""
    span = data.spans[key]
    if span.role not in ("", given.get("role", span.role)):
        return None
    if span.when is not None and not holds(data, span.when, given, today):
        return None
    days = [
        date.fromisoformat(str(given[name]))
        for name, only in span.latest
        if name in given and (only is None or holds(data, only, given, today))
    ]
    if not days:
        return None
    start = max(days)
    try:
        if span.term:
            found = terms.deadline(span.term, start)
            return Finding(found.value.day or start, found.articles, found.note, found.confirmed)
        if span.months:
            return calendar.due_months(start, span.months)
        return calendar.due(start, span.days) if span.days else Finding(start)
    except ValueError:
        return None
