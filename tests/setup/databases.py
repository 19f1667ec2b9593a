"""A database as a court has it: made by deploy/roles.sh, migrated by its owner, used by the runtime role."""

from __future__ import annotations

import base64
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg2

from tests.setup.portals import ROOT
from yunfu_court.embedded.servers import postgres_programs


def key() -> str:
    """32 bytes in base64, as deploy/env.example makes them."""
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


@dataclass
class Served:
    """One database of the tests' server, with two roles of its own and a folder of its own."""

    name: str
    host: str
    superuser: str
    var: Path
    secrets: dict[str, str]
    empty: str = ""  # what `tables.filled` said once it was prepared
    played: str = ""  # what the runtime role said of the city it played

    @property
    def owner(self) -> str:
        return f"{self.name}_owner"

    @property
    def runtime(self) -> str:
        return f"{self.name}_runtime"

    def url(self, role: str) -> str:
        return f"postgresql://{role}:secret@/{self.name}?host={self.host}"

    def manage(self, role: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """One command of manage.py as that role, to its end."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COURT_"))},
                **self.secrets,
                "DJANGO_SETTINGS_MODULE": "yunfu_court.settings.local",
                "DATABASE_URL": self.url(role),
                "RUNTIME_ROLE": self.runtime,
                "COURT_VAR": str(self.var),
                **variables,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, role: str, code: str) -> str:
        """What a few lines of Python print there."""
        done = self.manage(role, "shell", "-v0", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def connect(self, role: str) -> psycopg2.extensions.connection:
        connection = psycopg2.connect(self.url(role))
        connection.autocommit = True
        return connection


def _as_superuser(served: Served, *statements: str) -> None:
    connection = psycopg2.connect(f"postgresql://{served.superuser}@/postgres?host={served.host}")
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


@contextmanager
def served(var: Path) -> Iterator[Served]:
    """Made by the script that docker-compose.yml runs, and gone afterwards. Not migrated yet."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"court_{secrets.token_hex(4)}"
    host = parse_qs(parts.query)["host"][0]
    made = Served(
        name=name,
        host=host,
        superuser=parts.username or "court",
        var=var,
        secrets={
            "SECRET_KEY": secrets.token_urlsafe(64),
            "FIELD_ENCRYPTION_KEYS": key(),
            "FIELD_HMAC_KEY": key(),
            "BACKUP_KEY": key(),
        },
    )
    subprocess.run(
        ["sh", "deploy/roles.sh"],
        cwd=ROOT,
        env={
            "PATH": f"{postgres_programs()}:{os.environ['PATH']}",
            "PGHOST": host,
            "POSTGRES_USER": made.superuser,
            "COURT_DATABASE": name,
            "OWNER_ROLE": made.owner,
            "RUNTIME_ROLE": made.runtime,
            "OWNER_PASSWORD": "secret",
            "RUNTIME_PASSWORD": "secret",
        },
        check=True,
    )
    try:
        yield made
    finally:
        _as_superuser(
            made,
            f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
            f'DROP ROLE "{made.owner}"',
            f'DROP ROLE "{made.runtime}"',
        )
