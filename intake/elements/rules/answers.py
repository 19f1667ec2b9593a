"""Reading a draft's answers: people of a repeated section, what is done and missing, and how a value reads.

Answers come as {question id: value} in plain values: money is fen, days are ISO text, a table is a list of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from common.cases.states import PartyKind
from common.law.claims import Nature, nature
from common.law.money import yuan
from common.law.numbers import mask
from intake.elements.rules.checks import Check, broken
from intake.elements.rules.forms import (
    LONGEST,
    Answers,
    ClaimRule,
    Column,
    Field,
    FormSpec,
    Section,
    question_id,
    split_id,
)

MASKED = frozenset(
    {"id_number", "phone", "service_phone", "guardian_id_number", "guardian_phone", "operator_id_number"}
)


class Progress(StrEnum):
    DONE = "done"
    DOING = "doing"
    TODO = "todo"
    WRONG = "wrong"


@dataclass(frozen=True)
class Gap:
    """One thing that keeps a draft from being submitted: which question, and what to do about it."""

    question: str
    section: str
    index: int | None
    words: str


def blank(value: Any) -> bool:
    """Nothing was answered: empty text, no choice, or a table whose rows are all empty."""
    if isinstance(value, list):
        return all(blank(list(row.values())) if isinstance(row, Mapping) else blank(row) for row in value)
    return value is None or value == ""


def items(answers: Answers, section: Section) -> list[int]:
    """The numbers of the people entered in a repeated section, ascending; one who was taken out has no answers."""
    found: set[int] = set()
    for question, value in answers.items():
        key, index, _ = split_id(question)
        if key == section.key and index is not None and not blank(value):
            found.add(index)
    return sorted(found)


def of_section(answers: Answers, section: Section, index: int | None = None) -> dict[str, Any]:
    """{field key: value} of a section, or of one of its people."""
    return {each.key: answers.get(question_id(section.key, each.key, index)) for each in section.fields}


def gaps(form: FormSpec, wish: str, answers: Answers, today: date) -> list[Gap]:
    """Everything that is missing or cannot be right, in the order of the form."""
    found: list[Gap] = []
    for section in form.for_wish(wish):
        found += section_gaps(section, wish, answers, today)
    if form.claims and not claims(form, answers) and all(gap.section != "claims" for gap in found):
        key = next(each.key for each in form.sections if each.key == "claims")
        found.append(Gap(f"{key}.", key, None, "请至少写一项请求。"))
    return found


def unread_gaps(form: FormSpec, wish: str, answers: Answers, unread: Mapping[str, str]) -> list[Gap]:
    """What was typed and cannot be read (`unread`: {question id: text}), of the questions this form asks: whoever
    submits must not believe that it was understood."""
    found: list[Gap] = []
    for section in form.for_wish(wish):
        mine = [split_id(".".join(each.split(".")[:2]) if _is_cell(each) else each) for each in unread]
        indexes = sorted({index or 0 for key, index, _ in mine if key == section.key})
        for index in (each or None for each in indexes):
            for each in section.shown(of_section(answers, section, index)):
                place = question_id(section.key, each.key, index)
                if place in unread or any(one.startswith(f"{place}.") for one in unread):
                    long = len(unread.get(place, "")) > LONGEST and each.type == "textarea"
                    why = (
                        f"超过 {LONGEST} 个字，请写要点，全文作为证据上传"
                        if long
                        else "填的内容还读不出来，请改好再提交"
                    )
                    words = f"{of_whom(section, wish, each.label_for(wish))}{why}。"
                    found.append(Gap(place, section.key, index, words))
    return found


def of_whom(section: Section, wish: str, label: str = "", words: str = "") -> str:
    """A question of a repeated section, or what is said at it, with whose it is before it: 原告“姓名”. Not twice, where
    the words begin with it themselves (“代理人姓名”)."""
    who = section.called(wish) if section.repeat else ""
    before = "" if (label or words).startswith(who) else who
    return f"{before}“{label}”{words}" if label else f"{before}{words}"


def _is_cell(question: str) -> bool:
    return question.count(".") == 3


def unlikely(section: Section, index: int | None, answers: Answers, today: date) -> Iterator[tuple[Check, str]]:
    """The checks of a section (or of one of its people) that the answers do not pass, and what each says. Of an answer
    that is refused nothing more is said."""
    given = of_section(answers, section, index)
    asked, refused = {each.key for each in section.shown(given)}, set()
    for check in section.checks:
        if check.question not in asked or check.question in refused:
            continue
        if wrong := broken(check, given, answers, today):
            refused |= {check.question} if check.refuses else set()
            yield check, check.told(wrong)


def notes_of(section: Section, index: int | None, answers: Answers, today: date) -> dict[str, str]:
    """Question -> what is told there of its answer, though it may stay so."""
    given = of_section(answers, section, index)
    shown = {each.key for each in section.shown(given)}
    return {
        question_id(section.key, check.question, index): check.told(wrong)
        for check in section.notes
        if check.question in shown and (wrong := broken(check, given, answers, today))
    }


def asked(section: Section, index: int | None, answers: Answers, today: date) -> list[Field]:
    """The questions that apply, those too that ask why something unlikely is so."""
    shown = {each.key for each in section.shown(of_section(answers, section, index))}
    doubted = {check.code for check, _ in unlikely(section, index, answers, today) if not check.refuses}
    return [each for each in section.fields if each.key in shown or each.asks in doubted]


def why_of(form: FormSpec, questions: Iterable[str]) -> Iterator[str]:
    """The questions that may ask why the answers to these are so."""
    for question in questions:
        key, index, name = split_id(question)
        for check in form.section(key).checks:
            if check.question == name and not check.refuses:
                yield question_id(key, check.why, index)


def section_gaps(section: Section, wish: str, answers: Answers, today: date) -> list[Gap]:
    """What is missing in one section, or cannot be. An optional section that was not begun lacks nothing."""
    if not section.repeat:
        return _gaps(section, None, answers, wish, today)
    people = items(answers, section)
    found: list[Gap] = []
    if len(people) < section.min:
        found.append(Gap(f"{section.key}.", section.key, 1, f"请填写{section.called(wish)}的信息。"))
    for index in people:
        found += _gaps(section, index, answers, wish, today)
    return found


def says(value: Any) -> bool:
    """Whether a reason was given in words: a figure or a full stop explains nothing."""
    return sum(each.isalpha() for each in str(value or "")) >= 2


def half_rows(field: Field, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Column, str]]:
    """The rows of a table that say something and not what a row must say: their place from 0, the column, and the
    words."""
    for place, row in enumerate(rows):
        if blank([row]):
            continue
        for column in field.columns:
            if column.required and blank(row.get(column.key)):
                words = f"第 {place + 1} 项没有填“{column.label}”，请补上；不要这一项的，请把这一项清空。"
                yield place, column, words


def _gaps(section: Section, index: int | None, answers: Answers, wish: str, today: date) -> list[Gap]:
    given = of_section(answers, section, index)
    if section.optional and all(blank(value) for value in given.values()):
        return []
    found = []
    doubts = list(unlikely(section, index, answers, today))
    for each in asked(section, index, answers, today):
        place = question_id(section.key, each.key, index)
        refused = next((words for check, words in doubts if check.refuses and check.question == each.key), "")
        why = next((words for check, words in doubts if each.asks == check.code), "")
        half = next(half_rows(each, given.get(each.key) or []), None) if each.type == "table" else None
        if each.required and blank(given.get(each.key)):
            found.append(Gap(place, section.key, index, f"请填写{of_whom(section, wish, each.label_for(wish))}。"))
        elif half is not None:
            found.append(Gap(place, section.key, index, f"“{each.label_for(wish)}”{half[2]}"))
        elif refused or (why and not says(given.get(each.key))):
            found.append(Gap(place, section.key, index, of_whom(section, wish, words=refused or why)))
    return found


def progress(section: Section, wish: str, answers: Answers, today: date) -> Progress:
    """Not begun, begun, or complete. A section without a required question is done as soon as it was begun."""
    indexes: list[int | None] = [*items(answers, section)] if section.repeat else [None]
    begun = any(not blank(value) for index in indexes for value in of_section(answers, section, index).values())
    if not begun:
        return Progress.TODO
    return Progress.DOING if section_gaps(section, wish, answers, today) else Progress.DONE


def words(field: Field, value: Any) -> str:
    """How a value reads on a page or paper; nothing for an empty one."""
    if blank(value):
        return ""
    if field.type == "money" and isinstance(value, int):
        return f"{yuan(value)} 元"
    if field.type == "percent":
        return f"{value}%"
    if field.type == "date":
        day = date.fromisoformat(str(value))
        return f"{day.year}年{day.month}月{day.day}日"
    if field.type == "document":
        return "已上传"
    if field.type == "table":
        return "\n".join(row_words(field, row) for row in value if not blank([row]))
    chosen = value if isinstance(value, list) else [value]
    return "、".join(field.worded(str(each)) for each in chosen)


def rows(fields: Iterable[Field], given: Answers, wish: str = "sue") -> list[dict[str, str]]:
    """[{label, value}] of what was answered of these questions, as a paper lists it."""
    return [
        {"label": each.label_for(wish), "value": words(each, given.get(each.key))}
        for each in fields
        if not blank(given.get(each.key))
    ]


def row_words(field: Field, row: Mapping[str, Any]) -> str:
    cells = []
    for column in field.columns:
        cell = Field(column.key, column.label, column.type, options=column.options)
        text = words(cell, row.get(column.key))
        if text:
            cells.append(text)
    return "，".join(cells)


def shown_words(field: Field, value: Any, *, masked: bool) -> str:
    """`words`, with numbers that identify a person starred where a page is open to more than their owner."""
    return mask(str(value)) if masked and field.key in MASKED and value else words(field, value)


@dataclass(frozen=True)
class ClaimDraft:
    """A claim as it will be written down: its words, its amount in fen (None: no sum is named), and whether it asks for
    money and nothing else (None: nobody said; `asks_money` reads its words)."""

    text: str
    amount: int | None
    money: bool | None = None
    source: str = field(default="", compare=False)  # which answer it comes from: a question's key, `key#row` of a table

    @property
    def asks_money(self) -> bool:
        """Interest that runs until payment names no sum and is money all the same (民诉法165; 解释274)."""
        if self.money is not None:
            return self.money
        return nature(self.text, self.amount) in (Nature.SUM, Nature.RUNNING)


def claims(form: FormSpec, answers: Answers, wish: str = "sue") -> list[ClaimDraft]:
    """The claims that the answers amount to, in the order of the form, in the words of a suit or of a request for
    mediation; what people wrote themselves stays as they wrote it."""
    section = form.section("claims")
    given = of_section(answers, section)
    found: list[ClaimDraft] = []
    for rule in form.claims:
        if rule.each:
            for place, row in enumerate(given.get(rule.each) or []):
                if not blank([row]) and row.get("text"):
                    text, source = _sentence(str(row["text"])), f"{rule.each}#{place}"
                    # 0 beside what is not money says that it is none.
                    found.append(ClaimDraft(text, row.get(rule.amount) or None, rule.money, source))
        elif text := _claimed(rule, section, answers, form, wish):
            amount = given.get(rule.amount) if rule.amount else None
            found.append(ClaimDraft(_sentence(text), amount, rule.money, rule.when.field if rule.when else ""))
    if wish == "mediate":  # no costs to bear where nobody sues
        return [each for each in found if nature(each.text, each.amount) is not Nature.COSTS]
    return found


def _claimed(rule: ClaimRule, section: Section, answers: Answers, form: FormSpec, wish: str = "sue") -> str:
    """The words of the claim that this rule makes of the answers; nothing where it makes none."""
    given = of_section(answers, section)
    if rule.when is not None and not rule.when.holds(given):
        return ""
    if rule.amount and given.get(rule.amount) == 0:  # nothing is owed of it
        return ""
    return _filled(rule.text, section, given, answers, form, wish)


def said_in_claims(form: FormSpec, answers: Answers) -> frozenset[str]:
    """The questions about the claims whose answers the claims say, with those that lead to them."""
    section = form.section("claims")
    found: set[str] = set()
    for rule in form.claims:
        if rule.each:
            found.add(rule.each)
        elif _claimed(rule, section, answers, form):
            named = {each.key for each in section.fields if "{" + each.key + "}" in rule.text}
            found |= named | ({rule.when.field} if rule.when else set()) | ({rule.amount} if rule.amount else set())
    leads = [section.field(key) for key in found]
    while leads:
        condition = leads.pop().condition
        if condition is not None and condition.field not in found:
            found.add(condition.field)
            leads.append(section.field(condition.field))
    return frozenset(found)


def total(drafted: Iterable[ClaimDraft]) -> int | None:
    """The amount in dispute in fen: the sum of the claims that have one; None when none has."""
    amounts = [each.amount for each in drafted if each.amount is not None]
    return sum(amounts) if amounts else None


def money_only(drafted: Sequence[ClaimDraft]) -> bool:
    """Whether nothing but money is asked for (民诉法165): who bears the costs of the suit is no claim of its own."""
    others = [each for each in drafted if not each.asks_money and nature(each.text, each.amount) is not Nature.COSTS]
    return not others and any(each.amount is not None for each in drafted)


def _sentence(text: str) -> str:
    return text.strip().rstrip("。；;") + "。"


def _filled(template: str, section: Section, given: Answers, answers: Answers, form: FormSpec, wish: str) -> str:
    values = {each.key: _bare(each, given.get(each.key)) for each in section.fields}
    other = "被申请人" if wish == "mediate" else "被告"
    many = len(items(answers, form.section("respondent"))) > 1
    values["respondents"] = f"各{other}" if many else other
    # Where nobody sues nothing is ordered.
    text = template.replace("请求判令", "请求").replace("判令", "请求") if wish == "mediate" else template
    for key, value in values.items():
        text = text.replace("{" + key + "}", value)
    return text.replace("（算至）", "").strip()


def _bare(field: Field, value: Any) -> str:
    text = words(field, value)
    return text.removesuffix(" 元") if field.type == "money" else text


UNITS = frozenset({PartyKind.LEGAL, PartyKind.OTHER, PartyKind.SOLE_TRADER})


def is_unit(person: Answers) -> bool:
    """Whether one of a repeated section is a unit and no natural person; a 个体工商户 under its trade name is one
    (解释59)."""
    return person.get("party_type") in UNITS


def head_of(person: Answers) -> str:
    """Who acts for a unit: the operator of a 个体工商户, else the legal representative or head. Empty for a person."""
    if not is_unit(person):
        return ""
    trader = person.get("party_type") == PartyKind.SOLE_TRADER
    return str(person.get("operator_name" if trader else "legal_representative") or "").strip()


def has_guardian(person: Answers) -> bool:
    """Whether this person cannot sue alone (民诉法60), as the answers say."""
    return not is_unit(person) and person.get("guardian_needed") in ("minor", "incapable")


def guardian_of(person: Answers) -> str:
    """The name of the guardian; empty where none is needed or known."""
    return str(person.get("guardian_name") or "").strip() if has_guardian(person) else ""


def name_of(person: Answers) -> str:
    """The name of one of a repeated section; empty while it is not known."""
    return str(person.get("org_name" if is_unit(person) else "name") or "").strip()


def names(form: FormSpec, answers: Answers, section_key: str) -> list[str]:
    """The names of the people of a repeated section, in order."""
    section = form.section(section_key)
    found = [name_of(of_section(answers, section, index)) for index in items(answers, section)]
    return [name for name in found if name]


def numbered(answers: Answers, section_key: str) -> dict[str, str]:
    """{number: name} of the people of a repeated section who have a name, in order: what `claimants` is answered by."""
    people: dict[int, dict[str, Any]] = {}
    for question, value in answers.items():
        key, index, name = split_id(question)
        if key == section_key and index is not None:
            people.setdefault(index, {})[name] = value
    return {str(index): name_of(one) for index, one in sorted(people.items()) if name_of(one)}


# What the clerk writes where somebody has no telephone: an answer, but no number.
NO_PHONE = "没有"
