"""What a file of intake/data/assessment holds: kinds, pages, questions, terms, remarks, what to bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from common.law.articles import LAWS, Mark, art
from common.law.labelled import LabelledEnum
from common.law.numerals import chinese_numeral
from intake.elements.rules import versions as dated
from intake.elements.rules.forms import Condition, Field, Option, options_of

ROLES = (("claimant", "我想起诉或者申请调解"), ("respondent", "别人起诉了我"))
UNSURE = "unsure"  # 不清楚, by whatever words
When = Mapping[str, Any]


class Severity(LabelledEnum):
    """How grave a remark is, the gravest first."""

    HIGH = "high", "高"
    MIDDLE = "middle", "中"
    LOW = "low", "低"


@dataclass(frozen=True)
class Ground:
    """The articles of one law as they are shown; unconfirmed where the law is not held here or only recalled."""

    words: str
    confirmed: bool


@dataclass(frozen=True)
class Carry:
    """Where an answer goes in a draft: as it is, `fixed`, or through `values` (what they do not name stays behind)."""

    to: str
    values: Mapping[str, str] | None = None
    fixed: str = ""


@dataclass(frozen=True)
class Question:
    key: str
    page: str
    text: str
    type: str
    kinds: tuple[str, ...]
    options: tuple[Option, ...] = ()
    role: str = ""
    help: str = ""
    condition: Condition | None = None
    carry: Mapping[str, tuple[Carry, ...]] | None = None

    def as_field(self) -> Field:
        return Field(self.key, self.text, self.type, help=self.help, options=self.options, condition=self.condition)


@dataclass(frozen=True)
class AssessmentPage:
    """One page of related questions; those shown depend on the kind, the side and the answers so far."""

    key: str
    title: str
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Span:
    """A term that runs from a day the person gave: a statutory one of common.law.terms, or a length of its own.

    `latest`: the questions whose latest day counts, each with a condition of its own. `days` 0: the day itself.
    """

    key: str
    words: str
    latest: tuple[tuple[str, When | None], ...]
    when: When | None
    role: str
    grounds: tuple[str, ...]
    term: str = ""
    days: int = 0
    months: int = 0


@dataclass(frozen=True)
class Point:
    """One line under a remark, shown only where it applies, with grounds of its own."""

    when: When
    text: str
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Risk:
    id: str
    core: bool
    title: str
    severity: Severity
    group: str
    role: str
    cause: str
    advice: str
    grounds: tuple[str, ...]
    when: When
    points: tuple[Point, ...] = ()
    spans: tuple[str, ...] = ()
    prepare: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bring:
    """One thing to prepare; for everybody, or where kind, side and condition say so."""

    words: str
    role: str = ""
    kinds: tuple[str, ...] = ()
    when: When | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of dispute; `cause` is what fee, procedure and court are reckoned from until a closer one is chosen."""

    key: str
    label: str
    form: str
    cause: str


@dataclass(frozen=True)
class Assessment:
    """The self-assessment as it is asked under one version."""

    version: str
    kinds: tuple[Kind, ...]
    pages: tuple[AssessmentPage, ...]
    groups: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    spans: Mapping[str, Span]
    risks: tuple[Risk, ...]
    prepare: tuple[Bring, ...]
    sorts: Mapping[str, Mapping[str, str]]
    counties: Mapping[str, str]
    laws: Mapping[str, str]
    lpr: tuple[tuple[str, str], ...]

    def kind(self, key: str) -> Kind:
        """KeyError when there is no such kind of dispute."""
        for each in self.kinds:
            if each.key == key:
                return each
        raise KeyError(key)

    def question(self, key: str) -> Question:
        """KeyError when nothing of this name is asked."""
        for each in self.questions:
            if each.key == key:
                return each
        raise KeyError(key)

    def asked(self, kind: str, role: str) -> list[Question]:
        """The questions for this kind of dispute and this side, in order, whatever their conditions."""
        return [each for each in self.questions if kind in each.kinds and each.role in ("", role)]

    def cite(self, references: Sequence[str]) -> tuple[Ground, ...]:
        """`民诉法:127.1.2` and the like (law:article.paragraph.item) as words, the articles of a law together."""
        by_law: dict[str, list[str]] = {}
        for reference in references:
            law, _, place = reference.partition(":")
            words = self._place(law, place)
            if words not in by_law.setdefault(law, []):
                by_law[law].append(words)
        return tuple(
            Ground(f"{LAWS[law].short if law in LAWS else self.laws[law]}{'、'.join(places)}", self._confirmed(law))
            for law, places in by_law.items()
        )

    def _place(self, law: str, place: str) -> str:
        number, *rest = (int(each) for each in place.split("."))
        if law in LAWS:
            return art(law, number, *rest).place
        return f"第{chinese_numeral(number)}条"

    def _confirmed(self, law: str) -> bool:
        return law in LAWS and LAWS[law].mark != Mark.RECALLED


def newest(today: date) -> Assessment:
    """The self-assessment as somebody who begins today is asked it."""
    return load(dated.newest(dated.stored("assessment"), today))


def load(version: str) -> Assessment:
    """The self-assessment as it stood at this version, read once."""
    return _load(dated.FOLDER, dated.as_of(dated.stored("assessment"), version))


@cache
def _load(folder: Path, version: str) -> Assessment:
    raw = dated.read(folder, "assessment", version)
    return Assessment(
        version=version,
        kinds=tuple(Kind(**each) for each in raw["kinds"]),
        pages=tuple(AssessmentPage(**each) for each in raw["pages"]),
        groups=tuple((each["key"], each["title"]) for each in raw["groups"]),
        questions=tuple(_question(each) for each in raw["questions"]),
        spans={each["key"]: _span(each) for each in raw["spans"]},
        risks=tuple(_risk(each) for each in raw["risks"]),
        prepare=tuple(Bring(**{**each, "kinds": tuple(each.get("kinds", ()))}) for each in raw["prepare"]),
        sorts=raw["sorts"],
        counties=raw["counties"],
        laws=raw["laws"],
        lpr=tuple((each["since"], each["rate"]) for each in raw["lpr"]),
    )


def _question(raw: Mapping[str, Any]) -> Question:
    condition = raw.get("condition")
    carry = {form: tuple(Carry(**each) for each in rows) for form, rows in raw.get("carry", {}).items()}
    values = condition["value"] if condition else ()
    return Question(
        key=raw["key"],
        page=raw["page"],
        text=raw["text"],
        type=raw["type"],
        kinds=tuple(raw["kinds"]),
        options=options_of(raw),
        role=raw.get("role", ""),
        help=raw.get("help", ""),
        condition=Condition(condition["field"], (values,) if isinstance(values, str) else tuple(values))
        if condition
        else None,
        carry=carry or None,
    )


def _span(raw: Mapping[str, Any]) -> Span:
    return Span(
        key=raw["key"],
        words=raw["words"],
        latest=tuple((each["key"], each.get("if")) for each in raw["latest"]),
        when=raw.get("when"),
        role=raw.get("role", ""),
        grounds=tuple(raw["grounds"]),
        term=raw.get("term", ""),
        days=int(raw.get("days", 0)),
        months=int(raw.get("months", 0)) + 12 * int(raw.get("years", 0)),
    )


def _risk(raw: Mapping[str, Any]) -> Risk:
    lists = {key: tuple(raw.get(key, ())) for key in ("grounds", "spans", "prepare")}
    points = tuple(Point(each["when"], each["text"], tuple(each.get("grounds", ()))) for each in raw.get("points", ()))
    return Risk(**{**raw, **lists, "points": points, "severity": Severity(raw["severity"])})
