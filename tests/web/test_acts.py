"""What a page does when an act is refused: the words stand where they belong, and the rest is done."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from django import forms
from django.http import JsonResponse

from common.law.refusal import FILE, ActionRefused
from common.web.acts import attempted, each_tried, scripted
from common.web.fields import FileField
from common.web.forms import CourtForm
from tests.tables import rows

HOUSE = Path(__file__).parents[2]


@dataclass
class Sent:
    name: str


class Papers(CourtForm):
    text = forms.CharField(required=False)
    mandate = FileField(required=False)
    proof = FileField(required=False)


def sent() -> Papers:
    form = Papers({"text": "好"}, {})
    assert form.is_valid()
    return form


def refused(field: str = "") -> None:
    raise ActionRefused("现在不能。", field=field)


@rows(
    ("names", "at", "found"),
    [
        ("text", "", "text"),
        ("elsewhere", "", "__all__"),
        ("elsewhere", "proof", "proof"),
        (FILE, "", "mandate"),
        (FILE, "proof", "proof"),
    ],
)
def test_a_refusal_stands_where_it_belongs(names: str, at: str, found: str) -> None:
    form = sent()
    assert attempted(form, lambda: refused(names), field=at) is None
    assert list(form.errors) == [found]


def test_one_file_that_cannot_be_taken_stops_none_of_the_others() -> None:
    def take(file: Sent) -> str:
        if file.name == "坏.exe":
            refused(FILE)
        return file.name

    form = sent()
    assert each_tried(form, "proof", [Sent("一.pdf"), Sent("坏.exe"), Sent("二.pdf")], take) == ["一.pdf", "二.pdf"]
    assert form.errors["proof"] == ["坏.exe：现在不能。"]


def test_a_script_is_told_in_json() -> None:
    done = scripted(lambda: 3)
    assert not isinstance(done, JsonResponse)
    assert done.value == 3
    answer = scripted(refused)
    assert isinstance(answer, JsonResponse)
    assert (answer.status_code, json.loads(answer.content)) == (410, {"errors": ["现在不能。"]})


def test_no_view_of_intake_catches_a_refusal_by_hand() -> None:
    views = [path for path in (HOUSE / "intake").rglob("*.py") if "views" in (path.stem, path.parent.name)]
    assert len(views) > 10
    caught = re.compile(r"except .*(ActionRefused|DocumentError)")
    assert not [path.name for path in views if caught.search(path.read_text(encoding="utf-8"))]
