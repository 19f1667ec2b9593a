"""One row of a file of terms: a key, a start and what happened to it, in plain text; the day and the grounds back."""

from __future__ import annotations

import json
from datetime import date, datetime

from common.law import clock
from common.law.articles import Finding, joined
from common.law.calendar import BUILT_IN, Calendar
from common.law.terms.counting import Course, Span, deadline
from common.law.terms.shapes import CourseError, Due, TermError, Unit
from common.law.terms.table import term

_FACTS = ("at", "extended", "excluded", "no_domicile", "received")


def term_row(key: str, start: str, facts_json: str, calendar: Calendar = BUILT_IN) -> tuple[str, str]:
    """("mediation_a", "2026-03-07", "{}") -> ("2026-04-07", the grounds). CourseError in Chinese.

    Facts: ``at`` the moment of a term of hours; ``extended`` keys in order; ``excluded`` [[first, last], …], both days
    not counted; ``no_domicile``: the party has none in China; ``received`` false: not served, so no day yet.
    """
    facts = _facts(facts_json)
    try:
        if not _flag(facts, "received", default=True):
            found = deadline(key.strip(), None, calendar)
            return "", found.grounds
        began = _start(key.strip(), start, facts)
        course = Course(no_domicile=_flag(facts, "no_domicile"), extended=_extended(facts), excluded=_excluded(facts))
        found = deadline(key.strip(), began, calendar, course=course)
    except TermError as error:
        raise CourseError(str(error)) from error
    except OverflowError as error:
        raise CourseError("期间过长，无法计算。") from error
    due = found.value
    text = due.at.strftime("%Y-%m-%dT%H:%M") if due.at else due.day.isoformat() if due.day else ""
    return text, _grounds(found, course)


def _facts(text: str) -> dict[str, object]:
    if not text.strip():
        return {}
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CourseError('事实应为 JSON 对象，例如 {"no_domicile": true}。') from error
    if not isinstance(facts, dict):
        raise CourseError('事实应为 JSON 对象，例如 {"no_domicile": true}。')
    for name in facts:
        if name not in _FACTS:
            raise CourseError(f"不认识的事实“{name}”。可以写：{'、'.join(_FACTS)}。")
    return facts


def _flag(facts: dict[str, object], name: str, *, default: bool = False) -> bool:
    value = facts.get(name, default)
    if not isinstance(value, bool):
        raise CourseError(f"{name} 应为 true 或者 false。")
    return value


def _start(key: str, start: str, facts: dict[str, object]) -> date | datetime:
    day = _day(start.strip())
    if "at" not in facts:
        return day
    try:
        moment = clock.moment(datetime.fromisoformat(str(facts["at"])))
    except ValueError as error:
        raise CourseError(f"时刻应为 2026-03-06T10:20 这样的写法：{facts['at']}") from error
    if moment.date() != day:
        raise CourseError(f"起算日{day.isoformat()}与时刻{facts['at']}不是同一天。")
    return moment if term(key, day).unit is Unit.HOURS else day


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CourseError(f"日期应为 2026-09-28 这样的写法：{text}") from error


def _extended(facts: dict[str, object]) -> tuple[str, ...]:
    keys = facts.get("extended", [])
    if not isinstance(keys, list) or not all(isinstance(each, str) for each in keys):
        raise CourseError('extended 应为期限名的列表，例如 ["trial_ordinary_extension"]。')
    return tuple(keys)


def _excluded(facts: dict[str, object]) -> tuple[Span, ...]:
    spans = facts.get("excluded", [])
    if not isinstance(spans, list):
        raise CourseError('excluded 应为起止日的列表，例如 [["2026-03-02", "2026-03-20"]]。')
    return tuple(_span(each) for each in spans)


def _span(pair: object) -> Span:
    if not isinstance(pair, list) or len(pair) != 2:
        raise CourseError('excluded 应为起止日的列表，例如 [["2026-03-02", "2026-03-20"]]。')
    first, last = _day(str(pair[0])), _day(str(pair[1]))
    if first > last:
        raise CourseError(f"扣除的期间先后颠倒：{pair[0]}至{pair[1]}。")
    return first, last


def _grounds(found: Finding[Due], course: Course) -> str:
    due = found.value
    cites = "、".join(article.short for article in found.articles)
    if not due.bound:
        return f"{cites}：{found.note}"
    length = due.term.abroad if course.no_domicile and due.term.abroad else due.term.length
    moved = ""
    if due.counted is not None and due.day is not None and due.counted != due.day:
        moved = f"届满日{due.counted.isoformat()}是法定休假日，顺延至其后第一个工作日"
    reasons = joined(
        f"{length}，自{due.term.counts_from}起{'倒算' if due.term.backward else '算'}",
        "从次时起算，不因休假日顺延" if due.at else "开始之日不计算在内",
        f"在中国领域内没有住所，适用{due.term.abroad}" if course.no_domicile and due.term.abroad else "",
        *(_extension(each, due) for each in dict.fromkeys(course.extended)),
        f"扣除{due.left_out}日" if due.left_out else "",
        moved,
        due.term.doubt,
        found.note,
    )
    return f"{cites}：{reasons}"


def _extension(key: str, due: Due) -> str:
    step = term(key, due.start or date.max)
    return f"{step.name}{step.length}"
