"""CONTRIBUTING, "A form's new version": one file, and from its day on it is what a new draft asks. Older ones keep
theirs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from common.people.models import User
from intake.elements.rules.forms import newest, versions
from intake.filing.actions import start_draft
from intake.filing.models import Draft
from tests.factories import UserFactory
from tests.factories.forms import asked, lay_down
from tests.factories.intake import by_user

OLD, NEW = date(2026, 12, 31), date(2027, 1, 1)  # the day before the new version is asked, and its first


def says_more(raw: dict[str, Any]) -> None:
    question = asked(raw, "arbitration", "arb_state")
    question["label"] = "仲裁走到哪一步了"
    question["options"].append({"code": "settled", "label": "仲裁调解书已生效"})


@pytest.fixture(autouse=True)
def labour_of_2027(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lay_down(monkeypatch, tmp_path, {("forms/labour", "2027-01"): says_more})


def begun(user: User, today: date) -> Draft:
    return start_draft(by=by_user(user), today=today, form="labour", wish="sue", owner_id=user.pk)


def test_it_is_asked_from_its_day_on() -> None:
    assert versions("labour")[-1] == "2027-01"
    assert [newest("labour", day).version == "2027-01" for day in (OLD, NEW)] == [False, True]
    assert newest("general", NEW).version == newest("general", OLD).version


@pytest.mark.django_db
def test_a_draft_goes_on_with_the_one_it_was_begun_under() -> None:
    user = UserFactory()
    labels = [
        draft.spec.section("arbitration").field("arb_state").label for draft in (begun(user, OLD), begun(user, NEW))
    ]
    assert labels == ["申请过劳动仲裁吗", "仲裁走到哪一步了"]
