"""A page of a draft, made from the element forms' data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from common.law.money import plain_yuan
from common.web.forms import CourtForm, speak_chinese, uniform
from intake.elements.forms.fields import field_for, plain
from intake.elements.rules.answers import blank, half_rows, notes_of, numbered, of_section, says, unlikely
from intake.elements.rules.checks import Check, broken
from intake.elements.rules.forms import Field, Section, question_id

KEPT = 200_000  # characters of what was typed and cannot be read: far above what any answer may hold


def mark_of(value: Any) -> str:
    """A short mark of an answer, to tell one that was touched from one that was only shown.

    It is made of the answer as it is stored: a cleaned value and the stored one have the same mark, and so has nothing
    in whatever form it comes.
    """
    stored = plain(value)
    text = json.dumps(None if blank(stored) else stored, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


class SectionForm(CourtForm):
    """One page of a draft. Field names are question ids; table cells are `section.field.row.column`. Files
    (`documents`) are the view's to keep: their answer is the file's uid.

    `seen` carries the version and mark of each answer as this page was drawn. With `strict` what is required is
    asked for; without it only what cannot be read is wrong. What cannot be, by the checks of the form, is said at its
    field and kept all the same: it can be read. `on` is the day of filing.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        section: Section,
        wish: str,
        given: Mapping[str, Any],
        kept: Mapping[str, Mapping[str, Any]],
        index: int | None = None,
        townships: Sequence[tuple[str, Any]] = (),
        strict: bool = False,
        more: int = 0,
        only: Iterable[str] | None = None,
        on: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.section, self.wish, self.index = section, wish, index
        self.tables: list[tuple[Field, list[list[str]]]] = []
        self.given, self.kept, self.strict, self.on = given, kept, strict, on
        self.refused: set[str] = set()
        self.documents: dict[str, Field] = {}
        people = numbered(given, "claimant")
        self.must: set[str] = set()
        self.when: dict[str, tuple[str, tuple[str, ...]]] = {}
        wanted = None if only is None else set(only)
        for each in section.fields:
            question = question_id(section.key, each.key, index)
            if each.asks or (wanted is not None and question not in wanted):
                continue
            if each.type == "claimants" and len(people) < 2:
                continue  # whoever sues alone is the one
            if each.type == "table":
                self._table(each, question, _cells(each, question, given, kept), more)
                continue
            field = field_for(
                each,
                label=each.label_for(wish),
                townships=townships,
                claimants=list(people.items()),
                required=each.required,
                on=on,
            )
            self.fields[question] = field
            if each.type == "document":
                self.documents[question] = each
                if given.get(question):
                    field.help_text = f"已上传。重新选择的，换掉原来的。{field.help_text}"
            if strict and each.required and (each.condition is None or self._holds(each)):
                self.must.add(question)
            if each.condition is not None:
                self.when[question] = (question_id(section.key, each.condition.field, index), each.condition.values)
            value = given.get(question)
            self.initial.setdefault(question, _typed(kept, question, value))
        self.wanted = wanted
        for question, words in notes_of(section, index, given, on).items() if on else ():
            if question in self.fields:
                self.fields[question].help_text = words
        self._ask_why(self._doubted(given))
        self.typed = {name: str(kept[name]["raw"]) for name in self.fields if kept.get(name, {}).get("raw")}
        self._seen()
        for field in self.fields.values():
            speak_chinese(field)

    def _doubted(self, given: Mapping[str, Any]) -> set[str]:
        """The codes of the checks by which something is unlikely, whoever said why or not."""
        if self.on is None:
            return set()
        found = unlikely(self.section, self.index, given, self.on)
        return {check.code for check, _ in found if not check.refuses}

    def _ask_why(self, codes: set[str]) -> None:
        """Ask why it is so, beneath the question it is about; what was said of it once stays on the page."""
        fields = list(self.fields.items())
        for check in self.section.checks:
            name = question_id(self.section.key, check.why, self.index)
            about = question_id(self.section.key, check.question, self.index)
            known = self.wanted is None or bool(self.wanted & {name, about})
            if check.refuses or name in self.fields or not known or not (check.code in codes or name in self.data):
                continue
            places = [place for place, (each, _) in enumerate(fields) if each == about or each.startswith(f"{about}.")]
            made = field_for(self.section.field(check.why), required=True, on=self.on)
            made.help_text = "确实如此的，写一句原因。"
            speak_chinese(made)
            fields.insert(max(places, default=len(fields) - 1) + 1, (name, made))
            if about in self.when:
                self.when[name] = self.when[about]
            self.initial.setdefault(name, self.given.get(name))
        self.fields = dict(fields)

    def _table(self, each: Field, question: str, cells: Mapping[str, Any], more: int) -> None:
        """`cells`: {name: value to show} of what is not empty. A row keeps its place though one before it was emptied:
        its answers are stored by it."""
        names = [name.removeprefix(f"{question}.").split(".") for name in [*cells, *(self.data or ())]]
        places = [int(parts[0]) for parts in names if len(parts) == 2 and parts[0].isascii() and parts[0].isdigit()]
        rows = max(places, default=0) + 1
        count = min(each.max, rows + more)
        lines = []
        for place in range(count):
            names = []
            for column in each.columns:
                name = f"{question}.{place}.{column.key}"
                field = field_for(column)
                self.fields[name] = field
                if name in cells:
                    self.initial.setdefault(name, cells[name])
                names.append(name)
            lines.append(names)
        self.tables.append((each, lines))

    def full_clean(self) -> None:
        """What is optional says so on the page; what is required is insisted on only where `must` says so. A page that
        is only opened says again what of it cannot be read, until that is mended."""
        shown = {name: field.required for name, field in self.fields.items()}
        for name, field in self.fields.items():
            field.required = name in self.must
        super().full_clean()
        for name, field in self.fields.items():
            field.required = shown[name]
        if not self.is_bound:
            self._say_unread()
        if self.on is not None:
            self._judge(self.on)

    def _judge(self, today: date) -> None:
        """Say what cannot be, and what hardly can, of what stands on the page now; other pages as they were saved."""
        now = dict(self.given)
        if self.is_bound:
            sent = self.answers().items()
            now |= {name: value for name, value in sent if name not in self.errors and name not in self.documents}
        self._ask_why(self._doubted(now))
        for name in set(self.fields) - set(self.marks) - {"seen"}:
            # Asked for the first time on this page: it is shown as it was saved, and counts as seen.
            self._mark(name)
            if self.is_bound and name not in self.data:
                posted: Any = self.data
                posted = posted.copy()
                posted[name] = self.initial.get(name) or ""
                self.data = posted
        if self.is_bound and not self.strict:
            return
        self._say_rows(now)
        for check, words in unlikely(self.section, self.index, now, today):
            why = question_id(self.section.key, check.why, self.index)
            if not check.refuses and says(now.get(why)):
                continue
            name = self._place(check, now, today) if check.refuses else why
            if name in self.fields and name not in self.errors:
                self.refused.add(name)
                self.errors[name] = self.error_class([words], renderer=self.renderer)

    def _say_rows(self, now: Mapping[str, Any]) -> None:
        """Say at its cell what a row of a table lacks, and at the first cell that a table is asked for at all."""
        shown = {each.key for each in self.section.shown(of_section(now, self.section, self.index))}
        for each, lines in self.tables:
            question = question_id(self.section.key, each.key, self.index)
            given = [{name.rpartition(".")[2]: self._value(name) for name in names} for names in lines]
            if each.key not in shown or any(name in self.errors for names in lines for name in names):
                continue
            wrong = {f"{question}.{place}.{column.key}": words for place, column, words in half_rows(each, given)}
            if self.is_bound and each.required and blank(given):
                wrong = {lines[0][0]: f"请填写“{each.label_for(self.wish)}”。"}
            for name, words in wrong.items():
                if name in self.fields:
                    self.refused.add(name)
                    self.errors[name] = self.error_class([words], renderer=self.renderer)

    def _place(self, check: Check, now: Mapping[str, Any], today: date) -> str:
        """The field at which it is said: of a table the first cell that does not pass."""
        question = question_id(self.section.key, check.question, self.index)
        _, _, column = check.field.partition(".")
        given = of_section(now, self.section, self.index)
        cells = [name for name in self.fields if name.startswith(f"{question}.") and name.endswith(f".{column}")]
        values = {name: self._value(name) for name in cells}
        wrong = (name for name, value in values.items() if not blank(value) and broken(check, given, now, today, value))
        return next(wrong, question)

    def _value(self, name: str) -> Any:
        return plain(self.cleaned_data.get(name) if self.is_bound else self.initial.get(name))

    def _say_unread(self) -> None:
        for name, text in self.typed.items():
            field = self.fields[name]
            try:
                field.clean(uniform(field, text))
            except forms.ValidationError as wrong:
                self.errors[name] = self.error_class(wrong.messages, renderer=self.renderer)

    def _holds(self, each: Field) -> bool:
        condition = each.condition
        if condition is None:
            return True
        name = question_id(self.section.key, condition.field, self.index)
        data = self.data
        value = data.getlist(name) if hasattr(data, "getlist") else data.get(name)
        flat = value if isinstance(value, list) else [value]
        holds = condition.holds({condition.field: [one for one in flat if one]})
        return holds and self._holds(self.section.field(condition.field))

    def _seen(self) -> None:
        self.marks: dict[str, tuple[int, str]] = {}
        self.versions: dict[str, int] = {}
        for name in self.fields:
            if name != "seen":
                self._mark(name)

    def _mark(self, name: str) -> None:
        self.versions[name] = int(self.kept.get(name, {}).get("version", 0))
        self.marks[name] = (self.versions[name], mark_of(self.initial.get(name)))
        self.initial["seen"] = json.dumps(self.marks, separators=(",", ":"))

    def posted_marks(self) -> dict[str, tuple[int, str]]:
        """What the page had shown: {question: (version, mark)}; nothing readable counts as nothing seen."""
        try:
            raw = json.loads(self.data.get("seen", "") or "{}")
            return {str(name): (int(mark[0]), str(mark[1])) for name, mark in raw.items()}
        except (ValueError, TypeError, AttributeError, IndexError):
            return {}

    def page_fields(self) -> list[tuple[forms.BoundField, str, str]]:
        """The fields that are no cells of a table, in order, each with the question it depends on and its values."""
        cells = {name for _, lines in self.tables for names in lines for name in names}
        return [
            (self[name], self.when.get(name, ("", ()))[0], "|".join(self.when.get(name, ("", ()))[1]))
            for name in self.fields
            if name != "seen" and name not in cells
        ]

    def table_rows(self) -> list[tuple[Field, list[tuple[int, list[forms.BoundField]]]]]:
        """Each table with its rows of bound fields, numbered from 1."""
        return [
            (each, [(place + 1, [self[name] for name in names]) for place, names in enumerate(lines)])
            for each, lines in self.tables
        ]

    def touched(self) -> dict[str, Any]:
        """{question: cleaned value} of what the person changed on this page; unreadable ones are in `unread`."""
        marks = self.posted_marks()
        found = {}
        for name, value in self.cleaned_data.items():
            if name == "seen" or name in self.documents or (name in self.errors and name not in self.refused):
                continue
            stored = plain(value)
            if blank(stored):
                stored = None
            if name in marks and mark_of(stored) == marks[name][1]:
                continue
            found[name] = stored
        return found

    def worded(self, name: str, value: Any) -> str:
        """How a value reads beside its field: the label of what was chosen, an amount in yuan."""
        field = self.fields.get(name)
        if isinstance(value, int):
            return f"{plain_yuan(value)} 元"
        labels = _labels(field.choices) if isinstance(field, forms.ChoiceField) else {}
        chosen = value if isinstance(value, list) else [value]
        return "、".join(labels.get(str(each), str(each)) for each in chosen if each is not None) or "（空）"

    def answers(self) -> dict[str, Any]:
        """{question: stored value} of everything on the page, tables as their rows; for pages that have no draft."""
        found: dict[str, Any] = {}
        cells: set[str] = set()
        for each, lines in self.tables:
            rows = []
            for names in lines:
                cells |= set(names)
                row = {name.rpartition(".")[2]: plain(self.cleaned_data.get(name)) for name in names}
                if any(not blank(value) for value in row.values()):
                    rows.append(row)
            found[question_id(self.section.key, each.key, self.index)] = rows
        for name, value in self.cleaned_data.items():
            if name != "seen" and name not in cells:
                found[name] = None if blank(plain(value)) else plain(value)
        return found

    def unread(self) -> dict[str, str]:
        """{question: text as typed} of what cannot be read: kept and shown again."""
        found = {}
        for name in set(self.errors) - self.refused:
            text = str(self.data.get(name, "") or "")
            if name in self.fields and text and not isinstance(self.fields[name], forms.MultipleChoiceField):
                found[name] = text[:KEPT]
        return found


def _cells(
    each: Field, question: str, given: Mapping[str, Any], kept: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """{name: value} of a table's cells that hold something: of a draft as they are kept, else of the rows given."""
    found = {name: _typed(kept, name, one["value"]) for name, one in kept.items() if name.startswith(f"{question}.")}
    if not found:
        for place, row in enumerate(given.get(question) or []):
            found |= {f"{question}.{place}.{column.key}": row.get(column.key) for column in each.columns}
    return {name: value for name, value in found.items() if not blank(value)}


def _labels(choices: Any) -> dict[str, str]:
    """{code: label} of a field's choices, those in groups too."""
    found: dict[str, str] = {}
    for code, label in choices:
        found |= _labels(label) if isinstance(label, list | tuple) else {str(code): str(label)}
    return found


def _typed(kept: Mapping[str, Mapping[str, Any]], question: str, value: Any) -> Any:
    raw = kept.get(question, {}).get("raw")
    return raw if isinstance(raw, str) else value
