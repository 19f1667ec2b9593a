"""What the ground calls upstairs by a dotted name is there, in every setting that holds one."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from yunfu_court import checks

ROOT = Path(__file__).parents[2]
ROOMS = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
# What Django and allauth resolve themselves.
THEIRS = {
    *("INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES", "ROOT_URLCONF", "WSGI_APPLICATION", "SETTINGS_MODULE"),
    *("ACCOUNT_ADAPTER", "ACCOUNT_FORMS", "MFA_ADAPTER", "SESSION_SERIALIZER", "STORAGES"),
}


def dotted(value: Any) -> bool:
    if isinstance(value, dict):
        return any(dotted(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(dotted(each) for each in value)
    return isinstance(value, str) and bool(re.fullmatch(rf"(?:{'|'.join(ROOMS)})(?:\.\w+)+", value))


def test_every_setting_that_names_a_function_of_the_house_is_checked() -> None:
    found = {name for name in dir(settings) if name.isupper() and dotted(getattr(settings, name))}
    assert found - THEIRS == set(checks.DOTTED)


def test_the_house_as_it_stands_passes() -> None:
    assert checks.dotted_settings(None) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NOTICE_HANDLERS", ["common.delivery.actions.nobody"]),
        ("CENTRE_COVERAGE", "mediation.roster.queries.nobody"),
        ("DOORS", {"staff": "common.nowhere.door"}),
        ("EVENT_HANDLERS", ["yunfu_court.rooms.ROOMS"]),
    ],
)
def test_a_wrong_name_is_an_error_at_start(name: str, value: Any, settings: Any) -> None:
    setattr(settings, name, value)
    assert [each.id for each in checks.dotted_settings(None)] == ["yunfu_court.E003"]


def test_nobody_reads_a_setting_of_handlers_that_is_nowhere() -> None:
    read = {
        name
        for top in ROOMS
        for path in (ROOT / top).rglob("*.py")
        for name in re.findall(r"settings\.([A-Z_]+_HANDLERS)\b", path.read_text(encoding="utf-8"))
    }
    assert {name for name in read if not hasattr(settings, name)} == set()


@pytest.mark.parametrize("room", ROOMS)
def test_the_rooms_named_here_are_there(room: str) -> None:
    assert find_spec(room)
