"""Papers for those who come next are true: the entity diagram, the settings reference, the tree."""

from __future__ import annotations

import re
from pathlib import Path

from yunfu_court.management.commands.entities import drawn, packages

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r"\benviron(?:\.get\(|\[)\"([A-Z_]+)\"")


def test_the_entity_diagram_is_of_today() -> None:
    assert (ROOT / "docs/entities.md").read_text(encoding="utf-8") == drawn(), "./court manage entities"


def test_it_draws_every_package_that_keeps_rows() -> None:
    assert {"common.cases", "intake", "petitions", "yunfu_court.targets"} <= {each.name for each in packages()}


def test_every_variable_the_house_reads_stands_in_the_settings_reference() -> None:
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.M))
    sources = [*(ROOT / "yunfu_court").rglob("*.py"), *(ROOT / "fees").rglob("*.py"), *(ROOT / "common").rglob("*.py")]
    read = {name for path in sources for name in READ.findall(path.read_text(encoding="utf-8"))}
    given = {"CONTENT_LENGTH", "HTTP_HOST", "PATH_INFO", "REQUEST_METHOD", "PYTEST_XDIST_WORKER"}  # given, not set
    assert read - given == told


def test_what_an_installation_must_fill_in_is_in_its_example() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+):\?", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    example = (ROOT / "deploy/env.example").read_text(encoding="utf-8")
    assert {name for name in asked if not re.search(rf"^{name}=", example, re.M)} == set()
