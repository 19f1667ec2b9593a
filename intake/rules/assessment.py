"""The self-assessment: hints with their grounds. Never a gate, never odds (登记立案规定第二条: everybody may sue).

Triggers are structured conditions, evaluated here; nothing in the data is ever executed. What was not answered, or
answered 不清楚, triggers nothing. Hints about limitation are for the claimant only: the court may neither apply nor
explain limitation of its own motion (民法典第一百九十三条).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from common.law import calendar

from .forms import Condition, Field

ROLES = (("claimant", "我想起诉或者申请调解"), ("respondent", "别人起诉了我"))


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    type: str
    kinds: tuple[str, ...]
    options: tuple[str, ...] = ()
    role: str = ""
    condition: Condition | None = None

    def as_field(self) -> Field:
        return Field(self.key, self.text, self.type, options=self.options, condition=self.condition)


@dataclass(frozen=True)
class Risk:
    id: str
    title: str
    severity: str
    advice: str
    grounds: tuple[str, ...]
    role: str
    when: Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    key: str
    label: str
    form: str


@dataclass(frozen=True)
class Assessment:
    kinds: tuple[Kind, ...]
    questions: tuple[Question, ...]
    risks: tuple[Risk, ...]

    def kind(self, key: str) -> Kind:
        """KeyError when there is no such kind of dispute."""
        for each in self.kinds:
            if each.key == key:
                return each
        raise KeyError(key)

    def asked(self, kind: str, role: str) -> list[Question]:
        """The questions for this kind of dispute and this side, in order."""
        return [each for each in self.questions if kind in each.kinds and each.role in ("", role)]


@dataclass(frozen=True)
class Remark:
    """One hint as shown: severity in words (高 中 低), what to do, and the grounds."""

    id: str
    title: str
    severity: str
    advice: str
    grounds: tuple[str, ...]

    @property
    def severity_words(self) -> str:
        return {"高": "请特别留意", "中": "请留意", "低": "供参考"}[self.severity]


@cache
def load() -> Assessment:
    """The questions and hints, read once."""
    raw = json.loads(resources.files("intake").joinpath("data", "assessment.json").read_text(encoding="utf-8"))
    return Assessment(
        kinds=tuple(Kind(**each) for each in raw["kinds"]),
        questions=tuple(
            Question(
                key=each["key"],
                text=each["text"],
                type=each["type"],
                kinds=tuple(each["kinds"]),
                options=tuple(each.get("options", ())),
                role=each.get("role", ""),
                condition=_condition(each.get("condition")),
            )
            for each in raw["questions"]
        ),
        risks=tuple(
            Risk(
                id=each["id"],
                title=each["title"],
                severity=each["severity"],
                advice=each["advice"],
                grounds=tuple(each["grounds"]),
                role=each["role"],
                when=each["when"],
            )
            for each in raw["risks"]
        ),
    )


def _condition(raw: Mapping[str, Any] | None) -> Condition | None:
    if raw is None:
        return None
    value = raw["value"]
    return Condition(raw["field"], tuple(value) if isinstance(value, list) else (value,))


def remarks(kind: str, role: str, answers: Mapping[str, Any], today: date) -> list[Remark]:
    """The hints for these answers, the gravest first. Only what this kind and side were asked counts."""
    data = load()
    asked = {each.key for each in data.asked(kind, role)}
    given = {key: value for key, value in answers.items() if key in asked and value not in (None, "", [])}
    found = [
        Remark(risk.id, risk.title, risk.severity, risk.advice, risk.grounds)
        for risk in data.risks
        if risk.role in ("", role) and holds(risk.when, given, today)
    ]
    return sorted(found, key=lambda each: "高中低".index(each.severity))


def holds(when: Mapping[str, Any], given: Mapping[str, Any], today: date) -> bool:
    """Evaluate one condition: is, in, has, blank, passed, any, all, not. ValueError on anything else."""
    ((word, rest),) = when.items()
    if word == "any":
        return any(holds(each, given, today) for each in rest)
    if word == "all":
        return all(holds(each, given, today) for each in rest)
    if word == "not":
        return not holds(rest, given, today)
    if word == "is":
        return bool(given.get(rest[0]) == rest[1])
    if word == "in":
        return given.get(rest[0]) in rest[1]
    if word == "has":
        return rest[1] in (given.get(rest[0]) or [])
    if word == "blank":
        return rest not in given
    if word == "passed":
        return _passed(rest, given, today)
    raise ValueError(f"unknown condition {word!r}")


def _passed(rest: Mapping[str, Any], given: Mapping[str, Any], today: date) -> bool:
    """Has the span since the latest of these days run out? Unknown days count as not run out."""
    days = [
        date.fromisoformat(str(given[each["key"]]))
        for each in rest["latest"]
        if each["key"] in given and ("if" not in each or holds(each["if"], given, today))
    ]
    if not days:
        return False
    start = max(days)
    months = int(rest.get("months", 0)) + 12 * int(rest.get("years", 0))
    days_given = int(rest.get("days", 0))
    if months:
        return today > calendar.due_months(start, months).value
    return today > (calendar.due(start, days_given).value if days_given else start)
