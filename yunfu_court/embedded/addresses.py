"""Where the embedded servers live: paths and URLs only, so that settings may ask without starting anything."""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASE = "court"
OWNER_ROLE = "court"  # migrates; of the embedded server also its superuser, whom only its socket's owner reaches
RUNTIME_ROLE = "court_runtime"  # whom web, worker and beat sign in as
# A unix socket's path may have 107 bytes (sun_path); PostgreSQL appends /.s.PGSQL.5432.lock to the directory.
LONGEST_SOCKET_DIRECTORY = 80


def var() -> Path:
    """The directory of everything this checkout writes: COURT_VAR, or `var` beside the code."""
    return Path(os.environ.get("COURT_VAR") or ROOT / "var").absolute()


def socket_directory(base: Path) -> Path:
    """The directory of the unix sockets under `base`; a short one in /tmp when the path would be too long.

    /tmp is written out because TMPDIR may differ between two shells that must meet at one address.
    """
    directory = base / "run"
    if len(os.fsencode(directory)) <= LONGEST_SOCKET_DIRECTORY:
        return directory
    return Path("/tmp") / f"yunfu-court-{os.geteuid()}-{hashlib.sha256(os.fsencode(base)).hexdigest()[:12]}"


def database_url(base: Path, role: str = OWNER_ROLE) -> str:
    """The embedded PostgreSQL's URL for one of its two roles, whether or not it is running."""
    return f"postgresql://{role}@/{DATABASE}?host={quote(str(socket_directory(base)), safe='/')}"


def redis_url(base: Path) -> str:
    """The embedded Valkey's URL without a database number, whether or not it is running."""
    return f"unix://{quote(str(socket_directory(base) / 'valkey.sock'), safe='/')}"
