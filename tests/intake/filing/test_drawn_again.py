"""A page of a draft is drawn again whatever it holds: made from the element forms' data, every section, every type.

Each section is filled with a valid value in every field; then one is wrong, rows are asked for, or another window was
quicker. What the page shows again is sent again, as a browser would send it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from common.web.fields import DateField, MoneyField, NameField, PhoneField, UsccField
from intake.elements.forms import SectionForm
from intake.elements.forms.fields import NumberText, plain
from intake.elements.rules.forms import FORM_KEYS, Section, newest
from intake.filing import queries
from intake.filing.models import Draft
from tests.factories.intake import TODAY, make_draft

pytestmark = pytest.mark.django_db

Answers = dict[str, list[str]]


def pages() -> Iterator[Any]:
    """Each section of each form; one that forms share to the letter is drawn once, but for the two ways with their
    quote."""
    drawn: list[Section] = []
    for form in FORM_KEYS:
        for section in newest(form, TODAY).sections:
            if section.fields and (section.special or section not in drawn):
                drawn.append(section)
                yield pytest.param(form, section.key, id=f"{form}-{section.key}")


every_page = pytest.mark.parametrize(("form", "key"), list(pages()))

# Two values that can be read and one that cannot, by the field's type: the first that fits.
TYPED: list[tuple[type[forms.Field], list[str], str]] = [
    (MoneyField, ["80000.50", "0"], "8万元左右"),
    (DateField, ["2025-01-01", "2024-02-29"], "2025-13-40"),
    (NumberText, ["3.85", "12"], "不知道"),
    (PhoneField, ["13800000003", "13800000004"], "12"),
    (UsccField, ["91445381MA4T0A0011", "91445321MA5T0B002L"], "91"),
    (NameField, ["王五", "赵六"], "★"),
    (forms.EmailField, ["wang@example.com", "zhao@example.com"], "wang"),
]
TOO_LONG = 5001


def two_values(field: forms.Field) -> tuple[list[str], list[str]]:
    """What can be answered, twice and differently; a list of one option leaves nothing but no answer."""
    if isinstance(field, forms.MultipleChoiceField):
        options = options_of(field)
        return options[:2], options[1:2]
    if isinstance(field, forms.ChoiceField):
        options = options_of(field)
        return options[:1], options[1:2]
    for kind, (one, other), _ in TYPED:
        if isinstance(field, kind):
            return [one], [other]
    return ["先写的话"], ["后写的话"]


def unreadable(field: forms.Field) -> list[str]:
    for kind, _, wrong in TYPED:
        if isinstance(field, kind):
            return [wrong]
    return ["没有这一项"] if isinstance(field, forms.ChoiceField) else ["长" * TOO_LONG]


def options_of(field: forms.ChoiceField) -> list[str]:
    flat = []
    for value, label in field.choices:
        flat += [each for each, _ in label] if isinstance(label, list | tuple) else [value]
    return [str(each) for each in flat if each]


def page_form(draft: Draft, section: Section) -> SectionForm:
    index = 1 if section.repeat else None
    return SectionForm(
        section=section, wish=draft.wish, given={}, kept={}, index=index, townships=queries.township_choices()
    )


@pytest.fixture(autouse=True)
def _nothing_is_unlikely(monkeypatch: pytest.MonkeyPatch) -> None:
    """What answers say beside each other has tests of its own (test_checks); here any may stand beside any."""
    monkeypatch.setattr("intake.elements.forms.sections.unlikely", lambda *_: [])


class Sent(HTMLParser):
    """What a browser would send of the form as it is drawn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.data: Answers = {}
        self.name = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, kind = told.get("name") or "", told.get("type")
        if tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in told):
            self.data.setdefault(name, []).append(told.get("value") or "")
        elif tag == "textarea":
            self.name, self.data[name] = name, [""]
        elif tag == "select":
            self.name, self.data[name] = name, []
        elif tag == "option" and self.name and "selected" in told:
            self.data[self.name] = [told.get("value") or ""]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self.name = ""

    def handle_data(self, text: str) -> None:
        if self.name and self.data[self.name] and self.lasttag == "textarea":
            self.data[self.name] = [self.data[self.name][0] + text.removeprefix("\n")]


class Window:
    """One window on one page of the draft: what it shows is what it sends."""

    def __init__(self, client: Client, draft: Draft, section: Section) -> None:
        self.client, self.draft = client, draft
        name = "resolution" if section.special else "person" if section.repeat else "section"
        more = [] if section.special else [section.key, 1] if section.repeat else [section.key]
        self.url = reverse(f"intake:{name}", args=[draft.uid, *more])
        self.read(client.get(self.url))

    def read(self, response: Any) -> None:
        assert response.status_code == 200
        self.page = response.content.decode()
        self.shown = Sent(self.page).data

    def send(self, go: str = "continue", **answers: list[str]) -> Any:
        kept = {name: value for name, value in self.shown.items() if name != "csrfmiddlewaretoken"}
        response = self.client.post(self.url, {**kept, **answers, "go": [go]})
        if response.status_code != 302:
            self.read(response)
        return response

    def stored(self) -> dict[str, Any]:
        self.draft.refresh_from_db()
        return {question: each["value"] for question, each in self.draft.answers.items()}

    def versions(self) -> dict[str, int]:
        self.draft.refresh_from_db()
        return {question: each["version"] for question, each in self.draft.answers.items()}


@pytest.fixture
def draft(client, luoding, zhang, form) -> Draft:
    client.force_login(zhang)
    cause = newest(form, TODAY).default_cause or "88"
    return make_draft(user=zhang, court=luoding, form=form, cause=cause, answers={})


@pytest.fixture
def section(form, key) -> Section:
    return newest(form, TODAY).section(key)


@pytest.fixture
def fields(draft, section) -> dict[str, forms.Field]:
    """Files are not among them: a browser sends what was chosen once, and what was kept stays (test_mandates)."""
    form = page_form(draft, section)
    return {name: field for name, field in form.fields.items() if name != "seen" and name not in form.documents}


def filled(fields: dict[str, forms.Field], which: int = 0) -> Answers:
    return {name: two_values(field)[which] for name, field in fields.items()}


def one_of_each_type(fields: dict[str, forms.Field]) -> Iterator[tuple[str, forms.Field]]:
    yield from {type(field): (name, field) for name, field in fields.items()}.values()


def same(shown: Answers, sent: Answers, fields: dict[str, forms.Field]) -> bool:
    """Money and days are drawn in their own form; what they mean is the same."""
    return all(clean(fields[name], shown.get(name, [])) == clean(fields[name], value) for name, value in sent.items())


def clean(field: forms.Field, value: list[str]) -> Any:
    if isinstance(field, forms.MultipleChoiceField):
        return value
    field.required = False
    return plain(field.clean(value[0] if value else ""))


@every_page
def test_one_wrong_answer_spoils_no_other(client, draft, section, fields):
    window = Window(client, draft, section)
    first, second = filled(fields), filled(fields, 1)
    for name, field in one_of_each_type(fields):
        wrong = unreadable(field)
        assert window.send(**first | {name: wrong}).status_code == 200, name
        others = {each: value for each, value in first.items() if each != name}
        assert same(window.shown, others, fields), name
        before = window.versions()
        if not isinstance(field, forms.ChoiceField):
            assert window.shown[name] == wrong
            assert Window(client, draft, section).shown[name] == [wrong[0]]
            # What was wrong may be taken back as well as put right: neither is lost, and nothing else is written.
            window.send("save", **{name: [""]})
            assert window.draft.refresh_from_db() is None
            assert "raw" not in window.draft.answers[name], name
            window = Window(client, draft, section)
        assert window.send(**{name: second[name] or first[name]}).status_code == 302
        after = window.versions()
        assert {each for each in after if after[each] != before.get(each)} <= {name}
        assert window.stored()[name] is not None
        window = Window(client, draft, section)


@every_page
def test_more_rows_keep_what_was_typed(client, draft, section, fields):
    window = Window(client, draft, section)
    for which in (0, 1):
        assert window.send("more", **filled(fields, which)).status_code == 200
        assert same(window.shown, filled(fields, which), fields)
    before = window.versions()
    assert window.send().status_code == 302
    assert window.versions() == before


@pytest.mark.parametrize(
    ("form", "key"),
    [
        page.values
        for page in pages()
        if any(each.type == "table" for each in newest(page.values[0], TODAY).section(page.values[1]).fields)
    ],
)
def test_a_row_keeps_its_place_though_one_before_it_was_emptied(client, draft, section, fields):
    cells = {name: value for name, value in filled(fields).items() if ".0." in name}
    later = {name.replace(".0.", ".1."): value for name, value in cells.items()}
    window = Window(client, draft, section)
    assert window.send(**filled(fields) | later).status_code == 302
    window = Window(client, draft, section)
    assert window.send(**{name: [""] for name in cells}).status_code == 302
    window = Window(client, draft, section)
    name, value = next(iter(later.items()))
    assert window.shown[name] == value
    assert window.send(**{name: filled(fields, 1)[name.replace(".1.", ".0.")]}).status_code == 302
    draft.refresh_from_db()
    (table,) = (each.key for each in section.fields if each.type == "table")
    assert len(draft.given()[f"{section.key}.{table}"]) == 1


@every_page
def test_what_another_window_saved_is_never_overwritten_unseen(client, draft, section, fields):
    first, second = filled(fields), filled(fields, 1)
    mine, theirs = Window(client, draft, section), Window(client, draft, section)
    assert theirs.send(**first).status_code == 302
    stored = theirs.stored()
    assert mine.send(**second).status_code == 200
    assert "另一个窗口也改过" in mine.page
    assert mine.stored() == stored
    assert same(mine.shown, second, fields)
    assert mine.send().status_code == 302
    assert mine.stored() != stored


@every_page
def test_what_only_another_window_touched_stays_though_this_page_is_drawn_again(client, draft, section, fields):
    (name, field), *others = one_of_each_type(fields)
    first, second = filled(fields), filled(fields, 1)
    Window(client, draft, section).send(**first)
    mine, theirs = Window(client, draft, section), Window(client, draft, section)
    changed = {each: second[each] for each, _ in others if second[each]}
    assert theirs.send(**changed).status_code == 302
    stored = theirs.stored()
    assert mine.send("more", **{name: unreadable(field)}).status_code == 200
    assert mine.send(**{name: first[name]}).status_code == 302
    assert {each: mine.stored()[each] for each in changed} == {each: stored[each] for each in changed}


@every_page
def test_saving_by_itself_answers_for_every_type(client, draft, section, fields):
    url = reverse("intake:answer", args=[draft.uid])
    first, second = filled(fields), filled(fields, 1)
    window = Window(client, draft, section)

    def save(name: str, value: list[str], version: int) -> Any:
        return client.post(url, {"question": name, "value": value, "version": str(version)})

    for name, field in fields.items():
        assert save(name, first[name], 0).json()["errors"] == [], name
        stale = save(name, second[name], 0)
        assert stale.status_code == 409, name
        assert clean(field, [stale.json()["theirs"]]) == clean(field, first[name]) or isinstance(
            field, forms.MultipleChoiceField
        )
        assert save(name, unreadable(field), 1).json()["errors"], name
        assert save(name, first[name], 2).json()["version"] == 3, name
    # The page itself knows nothing of what its script saved, and is sent all the same, whole and with a mistake.
    before = window.versions()
    name, field = next(one_of_each_type(fields))
    assert window.send(**first | {name: unreadable(field)}).status_code == 200
    assert {each: v for each, v in window.versions().items() if each != name} == {
        each: v for each, v in before.items() if each != name
    }
    assert set(json.loads(window.shown["seen"][0])) >= set(fields)
    assert window.send(**{name: first[name]}).status_code == 302
