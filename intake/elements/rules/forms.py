"""Element forms as data: sections of questions, their conditions, and which answers become which claims.

The files stand in intake/data/forms, a folder for each form and `common` for the sections they share. An option is a
code and a label: answers, conditions and rules hold the code, people read the label. Use of an element form is
voluntary (法〔2025〕82号): `general` is always offered, and nothing here is ever a condition of filing beyond what
民诉法第一百二十四条 asks a complaint to contain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from intake.elements.rules import versions as dated
from intake.elements.rules.checks import Check, Then, check_from

FORM_KEYS = ("private_lending", "labour", "general")
# The forms whose complaint is answered by a form of its own (答辩状).
ANSWERED = ("private_lending", "labour")
Answers = Mapping[str, Any]
LONGEST = 5000  # characters of an answer in one's own words


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from: what is kept, what people read, and a line beneath it."""

    code: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Condition:
    """Shown only when `field` of the same section (or item) has one of `values`; no values: when it is answered."""

    field: str
    values: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        given = answers.get(self.field)
        if not self.values:
            return given not in (None, "", [])
        if isinstance(given, list):
            return any(value in given for value in self.values)
        return given in self.values


@dataclass(frozen=True)
class Column:
    """One cell of a table's rows. A row that says anything says what is `required`: without it the rest is lost."""

    key: str
    label: str
    type: str
    options: tuple[Option, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Field:
    """One question. `sealed` answers (numbers, phones, addresses) are encrypted at rest in the draft. One that `asks`
    why an unlikely answer is so is asked while the check of this code finds it unlikely, and made of the check itself.
    """

    key: str
    label: str
    type: str
    required: bool = False
    help: str = ""
    options: tuple[Option, ...] = ()
    unit: str = ""
    condition: Condition | None = None
    columns: tuple[Column, ...] = ()
    sealed: bool = False
    max: int = 20
    rows: int = 0
    mediate_label: str = ""
    asks: str = ""

    def label_for(self, wish: str) -> str:
        return (wish == "mediate" and self.mediate_label) or self.label

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(each.code for each in self.options)

    def worded(self, code: str) -> str:
        """What people read for this code; the code itself where no option has it."""
        return next((each.label for each in self.options if each.code == code), code)


@dataclass(frozen=True)
class Section:
    """One page of the draft. A repeated section is answered once for each person: `claimant.1.name`."""

    key: str
    title: str
    group: int
    fields: tuple[Field, ...]
    repeat: bool = False
    min: int = 1
    max: int = 1
    optional: bool = False
    special: str = ""
    short: str = ""
    wishes: tuple[str, ...] = ("sue", "mediate")
    mediate_title: str = ""
    checks: tuple[Check, ...] = ()
    notes: tuple[Check, ...] = ()  # what is only told

    def field(self, key: str) -> Field:
        """KeyError when the section asks no such question."""
        for each in self.fields:
            if each.key == key:
                return each
        raise KeyError(key)

    def shown(self, answers: Answers) -> list[Field]:
        """The questions that apply, given the answers of this section (or of this person)."""
        return [each for each in self.fields if not each.asks and self.applies(each, answers)]

    def applies(self, field: Field, answers: Answers) -> bool:
        """Whether its condition holds, and that of the question the condition is about: who turned out to be a unit
        has no guardian, whatever was answered before."""
        if field.condition is None:
            return True
        return field.condition.holds(answers) and self.applies(self.field(field.condition.field), answers)

    def title_for(self, wish: str) -> str:
        return (wish == "mediate" and self.mediate_title) or self.title

    def called(self, wish: str) -> str:
        """What the people of a repeated section are called: 原告 in a suit, 申请人 in a mediation."""
        if wish == "mediate":
            return {"claimant": "申请人", "respondent": "对方当事人"}.get(self.key, self.short)
        return self.short


@dataclass(frozen=True)
class ClaimRule:
    """`money`: whether the claim asks for money and nothing else; None where people write it in their own words."""

    text: str
    amount: str = ""
    when: Condition | None = None
    each: str = ""
    money: bool | None = None


@dataclass(frozen=True)
class FormSpec:
    """A form as it is asked under one version."""

    key: str
    version: str
    title: str
    label: str
    causes: tuple[str, ...]
    default_cause: str
    note: str
    sections: tuple[Section, ...]
    claims: tuple[ClaimRule, ...] = field(default=())

    def section(self, key: str) -> Section:
        """KeyError when the form has no such section."""
        for each in self.sections:
            if each.key == key:
                return each
        raise KeyError(key)

    def for_wish(self, wish: str) -> tuple[Section, ...]:
        """The sections asked of a person who sues, or who only asks for mediation."""
        return tuple(each for each in self.sections if wish in each.wishes)


def question_id(section: str, field_key: str, index: int | None = None) -> str:
    """`claims.principal_owed`, or `claimant.1.name` for the first person of a repeated section (counted from 1)."""
    return f"{section}.{field_key}" if index is None else f"{section}.{index}.{field_key}"


def split_id(question: str) -> tuple[str, int | None, str]:
    """The inverse of `question_id`. ValueError on anything else."""
    parts = question.split(".")
    if len(parts) == 2 and all(parts):
        return parts[0], None, parts[1]
    if len(parts) == 3 and parts[1].isascii() and parts[1].isdigit():
        return parts[0], int(parts[1]), parts[2]
    raise ValueError(f"not a question: {question!r}")


def versions(key: str) -> tuple[str, ...]:
    """The versions of this form, oldest first: since its first file, whenever the form itself or a section that all
    forms share was laid down anew. KeyError when there is no such form."""
    own = dated.stored(f"forms/{key}")
    shared = [each for each in dated.stored("forms/common") if each > own[0]]
    return tuple(sorted({*own, *shared}))


def newest(key: str, today: date) -> FormSpec:
    """The form as somebody who begins today is asked it. KeyError when there is none."""
    return load(key, dated.newest(versions(key), today))


def load(key: str, version: str) -> FormSpec:
    """The form as it stood at this version, read once. KeyError when there is none."""
    return _load(dated.FOLDER, key, dated.as_of(versions(key), version))


@cache
def _load(folder: Path, key: str, version: str) -> FormSpec:
    raw, common = (
        dated.read(folder, kind, dated.as_of(dated.stored(kind), version)) for kind in (f"forms/{key}", "forms/common")
    )
    shared, checks = common["sections"], common["checks"]
    sections = tuple(_section(shared[each["use"]] if "use" in each else each, checks) for each in raw["sections"])
    claims = tuple(
        ClaimRule(
            text=each["text"],
            amount=each.get("amount", ""),
            when=_condition(each.get("when")),
            each=each.get("each", ""),
            money=each.get("money"),
        )
        for each in raw["claims"]
    )
    return FormSpec(
        key=raw["key"],
        version=version,
        title=raw["title"],
        label=raw["label"],
        causes=tuple(raw["causes"]),
        default_cause=raw["default_cause"],
        note=raw["note"],
        sections=sections,
        claims=claims,
    )


def answer_form(complaint: FormSpec) -> FormSpec | None:
    """The element form of the answer (答辩状) to a complaint, if there is one: of the complaint's own version, for it
    asks about the claims one by one."""
    return load(f"{complaint.key}_answer", complaint.version) if complaint.key in ANSWERED else None


def form_for_cause(code: str, today: date) -> str:
    """The key of the form made for this cause; `general` for all others."""
    for key in FORM_KEYS:
        if code and code in newest(key, today).causes:
            return key
    return "general"


def options_of(raw: Mapping[str, Any]) -> tuple[Option, ...]:
    """The options of a question or column as the file has them."""
    return tuple(Option(each["code"], each["label"], each.get("hint", "")) for each in raw.get("options", ()))


def _condition(raw: Mapping[str, Any] | None) -> Condition | None:
    if raw is None:
        return None
    value = raw.get("value")
    values = () if value is None else tuple(value) if isinstance(value, list) else (str(value),)
    return Condition(raw["field"], values)


def _field(raw: Mapping[str, Any]) -> Field:
    return Field(
        key=raw["key"],
        label=raw["label"],
        type=raw["type"],
        required=bool(raw.get("required")),
        help=raw.get("help", ""),
        options=options_of(raw),
        unit=raw.get("unit", ""),
        condition=_condition(raw.get("condition")),
        columns=tuple(
            Column(each["key"], each["label"], each["type"], options_of(each), bool(each.get("required")))
            for each in raw.get("columns", ())
        ),
        sealed=bool(raw.get("sealed")),
        max=int(raw.get("max", 20)),
        rows=int(raw.get("rows", 0)),
        mediate_label=raw.get("mediate_label", ""),
    )


def _section(raw: Mapping[str, Any], shared: Mapping[str, Any]) -> Section:
    """`shared` are the checks that several sections name."""
    found = [
        check_from(row) for each in raw.get("checks", ()) for row in (shared[each] if isinstance(each, str) else [each])
    ]
    checks = tuple(each for each in found if each.then is not Then.TELL)
    return Section(
        key=raw["key"],
        title=raw["title"],
        group=raw["group"],
        fields=tuple(_with_why(raw["fields"], checks)),
        repeat=bool(raw.get("repeat")),
        min=raw.get("min", 1),
        max=raw.get("max", 1),
        optional=bool(raw.get("optional")),
        special=raw.get("special", ""),
        short=raw.get("short", ""),
        wishes=tuple(raw.get("wishes", ("sue", "mediate"))),
        mediate_title=raw.get("mediate_title", ""),
        checks=checks,
        notes=tuple(each for each in found if each.then is Then.TELL),
    )


def _with_why(raw: Iterable[Mapping[str, Any]], checks: Sequence[Check]) -> Iterator[Field]:
    """The questions, each followed by those that ask why it was answered so."""
    for each in raw:
        made = _field(each)
        yield made
        for check in checks:
            if check.question == made.key and not check.refuses:
                yield Field(check.why, f"“{made.label}”的说明", "text", sealed=True, asks=check.code)
