"""What a child process is told: server addresses, the settings to use, and this checkout's own secrets."""

import base64
import errno
import json
import os
import secrets
from pathlib import Path

from yunfu_court.embedded import addresses

SETTINGS = "yunfu_court.settings.local"


def keep_secrets(base: Path) -> None:
    """Make this checkout's secrets on its first run: var/secrets.json, readable by its owner alone.

    Settings read the file; they never write it. A second process that comes at the same moment keeps the first's.
    """
    path = base / "secrets.json"
    if path.exists():
        return
    base.mkdir(parents=True, exist_ok=True)
    made = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_ENCRYPTION_KEYS": [base64.b64encode(secrets.token_bytes(32)).decode("ascii")],
        "FIELD_HMAC_KEY": base64.b64encode(secrets.token_bytes(32)).decode("ascii"),
        "BACKUP_KEY": base64.b64encode(secrets.token_bytes(32)).decode("ascii"),
    }
    draft = base / f".secrets-{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(made, file)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # fails where the name exists, unlike rename
    except OSError as error:
        if error.errno != errno.EEXIST and not path.exists():
            draft.replace(path)
            return
    draft.unlink()


def for_children(base: Path) -> dict[str, str]:
    """The environment of every Django process of this checkout; what the caller has set is kept."""
    environment = dict(os.environ)
    environment.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    environment["COURT_VAR"] = str(base)
    environment["DATABASE_URL"] = os.environ.get("DATABASE_URL") or addresses.database_url(base)
    if not os.environ.get("DATABASE_URL"):
        environment["RUNTIME_ROLE"] = addresses.RUNTIME_ROLE
    environment["REDIS_URL"] = os.environ.get("REDIS_URL") or addresses.redis_url(base)
    return environment


def at_runtime(base: Path, variables: dict[str, str]) -> dict[str, str]:
    """The environment of what answers and works (web, worker, beat): the runtime role in place of the owner."""
    if os.environ.get("DATABASE_URL"):
        return variables
    return variables | {"DATABASE_URL": addresses.database_url(base, addresses.RUNTIME_ROLE)}
