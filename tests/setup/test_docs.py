"""Papers for those who come next are true: the entity diagram, the settings reference, the tree."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

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


def _read_in_production() -> set[str]:
    """Variables that settings.production reads, itself or through what it imports."""
    names = ("settings/base", "settings/accounts", "settings/servers", "settings/production", "embedded/addresses")
    texts = [(ROOT / f"yunfu_court/{name}.py").read_text(encoding="utf-8") for name in names]
    return {name for text in texts for name in READ.findall(text)}


def _composed() -> dict[str, dict[str, str]]:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    return {name: service.get("environment", {}) for name, service in services.items()}


REFUSED = {"DEBUG", "COURT_DEBUG", "COURT_DEMO", "CASHIER_SIMULATOR"}
PORTAL = ("prepare", "web", "worker", "beat")


def test_every_variable_of_production_is_passed_on_and_nothing_else() -> None:
    image = set(re.findall(r"\b([A-Z_]+)=", (ROOT / "Dockerfile").read_text(encoding="utf-8")))
    passed = {name for service in PORTAL for name in _composed()[service]}
    read = _read_in_production()
    assert {"CASHIER_URL", "SECRET_KEY_FALLBACKS", "UPLOAD_SCANNER"} <= read  # the pattern still finds them
    assert read - REFUSED - image == passed
    assert passed <= set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.M)
    )


def test_what_production_refuses_to_miss_stops_the_composition() -> None:
    """An empty variable stops `up` with its name, not the portal a minute later."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    sources = (ROOT / "yunfu_court/settings/production.py").read_text(encoding="utf-8")
    needed = set(re.findall(r'"([A-Z_]+)"', sources[sources.index("NEEDED = (") : sources.index("def _secrets")]))
    assert len(needed) > 8
    for name in needed - {"DATABASE_URL", "REDIS_URL"}:
        assert f"{name}: ${{{name}:?" in text, name


def test_only_what_prepares_signs_in_as_the_owner() -> None:
    owners = {name for name, given in _composed().items() if "OWNER_PASSWORD" in str(given)}
    assert owners == {"prepare", "postgres"}
    assert {name for name, given in _composed().items() if "court_runtime:" in given.get("DATABASE_URL", "")} == {
        "web",
        "worker",
        "beat",
    }
    assert {name for name, given in _composed().items() if "BACKUP_KEY" in given} == {"prepare"}


def test_what_an_installation_fills_in_is_in_its_example() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+):[?-]", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    example = (ROOT / "deploy/env.example").read_text(encoding="utf-8")
    told = set(re.findall(r"^([A-Z_]+)=", example, re.M))
    assert told | {"HTTP_PORT", "HTTPS_PORT"} == asked


def test_what_is_installed_is_locked_by_hash() -> None:
    """The image and `./court` take exactly these bytes: every requirement has a hash, and both ask for it."""
    for name in ("base", "dev", "uv"):
        lock = (ROOT / f"requirements/{name}.lock").read_text(encoding="utf-8")
        packages = re.split(r"(?m)^(?=[a-z0-9][\w.-]*(?:\[[^]]*\])?==)", lock)[1:]
        assert packages
        assert [each.splitlines()[0] for each in packages if "--hash=sha256:" not in each] == []
    for path in ("Dockerfile", "court"):
        text = (ROOT / path).read_text(encoding="utf-8")
        installs = [line for line in text.splitlines() if "pip install" in line and "-r" in line]
        assert installs
        assert all("--require-hashes" in line for line in installs), path
