"""docs/security.md is true: every file and every test it names is there, and every chapter says how things stand."""

from __future__ import annotations

import re

from tests.setup.portals import ROOT

PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ") and "`" in line]
CHAPTERS = re.split(r"(?m)^## ", PAGE)[1:]


def test_every_row_says_what_where_and_by_which_test() -> None:
    assert len(ROWS) > 40
    for row in ROWS:
        assert len(row) == 3, row
        assert re.search(r"`[\w/.-]+\.\w+`", row[1]), row
        assert re.search(r"`tests/[\w/]+\.py::test_\w+`", row[2]), row


def test_every_file_is_there() -> None:
    named = {path for row in ROWS for path in re.findall(r"`([\w.-]+(?:/[\w.-]+)*\.\w+)`", row[1])}
    assert {path for path in named if not (ROOT / path).is_file()} == set()


def test_every_test_is_there() -> None:
    named = {tuple(test.split("::")) for row in ROWS for test in re.findall(r"`(tests/[\w/]+\.py::\w+)`", row[2])}
    assert len(named) > 50
    lost = [
        f"{path}::{name}"
        for path, name in sorted(named)
        if not (ROOT / path).is_file()
        or not re.search(rf"(?m)^\s*def {name}\(", (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert lost == []


def test_every_chapter_of_the_standard_is_answered() -> None:
    assert [chapter.split(" ", 1)[0] for chapter in CHAPTERS] == [f"V{number}" for number in range(1, 18)]
    for chapter in CHAPTERS:
        assert len([line for line in chapter.splitlines()[1:] if line.strip()]) >= 1, chapter
