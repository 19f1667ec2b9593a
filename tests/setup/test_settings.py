"""Settings as data: addresses, secrets, and what production refuses."""

import base64
import os
import secrets
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as active

from tests.runner import arguments
from tests.setup.portals import ROOT
from yunfu_court import checks
from yunfu_court.embedded import addresses, environment
from yunfu_court.settings import base, servers, strength


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def _production(**changed: str | None) -> subprocess.CompletedProcess[str]:
    wanted: dict[str, str | None] = {
        "PATH": os.environ["PATH"],
        "ALLOWED_HOSTS": "court.example.cn",
        "DATABASE_URL": "postgresql://a:b@db/c",
        "REDIS_URL": "redis://redis:6379",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_ENCRYPTION_KEYS": _key(),
        "FIELD_HMAC_KEY": _key(),
        "PUBLIC_URL": "https://court.example.cn",
        "CASHIER_URL": "https://cashier.example.cn",
        "CASHIER_PUBLIC_KEY": "/data/cashier/public.pem",
        "SMS_GATEWAY": "a.court.writes.its.Own",
        "EMAIL_HOST": "mail.example.cn",
        "DEFAULT_FROM_EMAIL": "court@example.cn",
        **changed,
    }
    return subprocess.run(
        [sys.executable, "-c", "import yunfu_court.settings.production"],
        cwd=ROOT,
        env={name: value for name, value in wanted.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_secrets_of_its_own() -> None:
    assert _production().returncode == 0


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"SECRET_KEY": base.DEVELOPMENT_SECRET_KEY}, "SECRET_KEY"),
        ({"SECRET_KEY": None}, "SECRET_KEY must be set"),
        ({"FIELD_ENCRYPTION_KEYS": base.DEVELOPMENT_FIELD_ENCRYPTION_KEYS[0]}, "FIELD_ENCRYPTION_KEYS"),
        ({"FIELD_HMAC_KEY": base.DEVELOPMENT_FIELD_HMAC_KEY}, "FIELD_HMAC_KEY"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DATABASE_URL": None}, "DATABASE_URL must be set"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"CASHIER_SIMULATOR": "1"}, "CASHIER_SIMULATOR"),
        ({"CASHIER_URL": ""}, "CASHIER_URL must be set"),
        ({"CASHIER_URL": "http://cashier.example.cn"}, "CASHIER_URL must be an address with https"),
        ({"CASHIER_PUBLIC_KEY": ""}, "CASHIER_PUBLIC_KEY must be set"),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL must be set"),
        ({"PUBLIC_URL": "https://elsewhere.cn"}, "PUBLIC_URL must lead to one of ALLOWED_HOSTS"),
        ({"SMS_GATEWAY": ""}, "SMS_GATEWAY must be set"),
        ({"EMAIL_HOST": ""}, "EMAIL_HOST must be set"),
        ({"DEFAULT_FROM_EMAIL": ""}, "DEFAULT_FROM_EMAIL must be set"),
        ({"SECRET_KEY": "a" * 64}, "SECRET_KEY must be a random secret"),
        ({"FIELD_ENCRYPTION_KEYS": f"{_key()},c2hvcnQ="}, "FIELD_ENCRYPTION_KEYS has 5 bytes"),
        ({"FIELD_ENCRYPTION_KEYS": "not a key"}, "FIELD_ENCRYPTION_KEYS is not base64"),
        ({"FIELD_HMAC_KEY": base64.b64encode(b"a key that somebody has typed in").decode()}, "not random"),
        ({"BACKUP_KEY": base64.b64encode(bytes(32)).decode()}, "BACKUP_KEY is not random"),
        (dict.fromkeys(("FIELD_ENCRYPTION_KEYS", "FIELD_HMAC_KEY"), _key()), "one secret stands in two places"),
    ],
)
def test_production_refuses_what_was_made_for_development(changed: dict[str, str | None], complaint: str) -> None:
    done = _production(**changed)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured: production refuses to start" in last
    assert complaint in last


def test_secrets_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    environment.keep_secrets(tmp_path)
    kept = tmp_path / "secrets.json"
    first = kept.read_bytes()
    environment.keep_secrets(tmp_path)
    assert kept.read_bytes() == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.json"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p%40ss@db:5433/name", ("name", "u", "p@ss", "db", "5433")),
        ("postgresql://court@/court?host=/var/my%20court/run", ("court", "court", "", "/var/my court/run", "")),
    ],
)
def test_a_database_url_says_where(url: str, expected: tuple[str, ...]) -> None:
    entry = servers.database(url)
    assert tuple(entry[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == expected


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="postgresql"):
        servers.database("mysql://u@h/d")


@pytest.mark.parametrize(
    ("url", "broker", "cache"),
    [
        ("redis://:p@h:6379", "redis://:p@h:6379/0", "redis://:p@h:6379/1"),
        ("redis://h:6379/5", "redis://h:6379/0", "redis://h:6379/1"),
        (
            "unix:///my%20court/v.sock",
            "redis+socket:///my%20court/v.sock?virtual_host=0",
            "unix:///my%20court/v.sock?db=1",
        ),
    ],
)
def test_broker_and_cache_never_share_a_database(url: str, broker: str, cache: str) -> None:
    assert servers.broker(url) == broker
    assert servers.redis_database(url, 1) == cache


def test_a_deep_checkout_gets_a_short_socket_directory() -> None:
    deep = Path("/home") / ("很深" * 20)
    assert len(str(addresses.socket_directory(deep))) < addresses.LONGEST_SOCKET_DIRECTORY
    assert addresses.socket_directory(deep) == addresses.socket_directory(deep)
    assert addresses.socket_directory(Path("/srv/court/var")) == Path("/srv/court/var/run")


def test_importing_settings_starts_nothing_and_writes_nothing(tmp_path: Path) -> None:
    clean = {"PATH": os.environ["PATH"], "COURT_VAR": str(tmp_path / "var")}
    done = subprocess.run(
        [sys.executable, "-c", "import yunfu_court.settings.local"],
        cwd=ROOT,
        env=clean,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_checks_name_the_remedy() -> None:
    assert checks.driver_messages(installed=False) == []
    assert checks.driver_messages(installed=True)[0].hint == "pip uninstall psycopg"
    assert checks.pango_messages([], production=True) == []
    assert "apt-get install" in str(checks.pango_messages(["pango-1.0"], production=False)[0].hint)
    assert checks.pango_messages(["pango-1.0"], production=True)[0].is_serious()
    assert not checks.pango_messages(["pango-1.0"], production=False)[0].is_serious()


def test_deploy_check_finds_each_thing_made_for_development() -> None:
    good: dict[str, Any] = {"debug": False, "hosts": ["court.cn"], "secrets": [_key()], "simulator": False}
    bad: dict[str, Any] = {"debug": True, "hosts": ["*"], "secrets": [active.DEVELOPMENT_SECRET_KEY], "simulator": True}
    assert checks.development_messages(**good) == []
    found = {name: checks.development_messages(**(good | {name: value})) for name, value in bad.items()}
    assert {name: [each.id for each in messages] for name, messages in found.items()} == {
        "debug": ["yunfu_court.E010"],
        "hosts": ["yunfu_court.E011"],
        "secrets": ["yunfu_court.E012"],
        "simulator": ["yunfu_court.E013"],
    }


def test_a_key_that_was_drawn_is_never_called_weak() -> None:
    assert [key for key in (_key() for _ in range(2000)) if strength.weakness(key)] == []


def test_deploy_check_finds_who_may_do_everything() -> None:
    assert checks.role_messages(False, False) == []
    assert [each.id for each in checks.role_messages(True, True)] == ["yunfu_court.E015"]
    assert [each.id for each in checks.role_messages(False, True)] == ["yunfu_court.E016"]


@pytest.mark.parametrize(
    ("given", "parallel"),
    [
        ([], True),
        (["tests/fees"], True),
        (["-k", "word"], True),
        (["-n0"], False),
        (["-n", "4"], False),
        (["--pdb"], False),
        (["tests/a.py::test_one"], False),
    ],
)
def test_pytest_runs_on_two_processes_unless_told_otherwise(given: list[str], parallel: bool) -> None:
    made = arguments(given)
    assert made[len(made) - len(given) :] == given
    assert ("worksteal" in made) is parallel


def test_what_runs_on_signs_in_as_the_lesser_role(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL")
    given = environment.for_children(tmp_path)
    assert given["DATABASE_URL"] == addresses.database_url(tmp_path, addresses.OWNER_ROLE)
    assert given["RUNTIME_ROLE"] == addresses.RUNTIME_ROLE != addresses.OWNER_ROLE
    lesser = environment.at_runtime(tmp_path, given)
    assert lesser["DATABASE_URL"] == addresses.database_url(tmp_path, addresses.RUNTIME_ROLE)
    # A database of one's own has the roles its keeper made.
    monkeypatch.setenv("DATABASE_URL", "postgresql://mine@db/court")
    own = environment.for_children(tmp_path)
    assert environment.at_runtime(tmp_path, own)["DATABASE_URL"] == "postgresql://mine@db/court"
