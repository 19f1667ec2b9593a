"""A newer version of something asked, as the file a colleague would lay beside the last one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from intake.elements.rules import versions


def lay_down(
    monkeypatch: pytest.MonkeyPatch, at: Path, changes: Mapping[tuple[str, str], Callable[[dict[str, Any]], None]]
) -> None:
    """For this test the house reads its data from a copy in `at`, with one file more for each of `changes`, the copy
    of the newest one changed: {(folder, version): change}."""
    folder = at / "data"
    shutil.copytree(versions.FOLDER, folder)
    for (kind, version), change in changes.items():
        raw = versions.read(folder, kind, versions.stored(kind)[-1])
        change(raw)
        (folder / kind / f"{version}.json").write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setattr(versions, "FOLDER", folder)


def asked(raw: dict[str, Any], section: str, key: str) -> dict[str, Any]:
    """One question of a form's file."""
    found = next(each for each in raw["sections"] if each.get("key") == section)
    question: dict[str, Any] = next(each for each in found["fields"] if each["key"] == key)
    return question
