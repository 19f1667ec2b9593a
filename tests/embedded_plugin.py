"""An early pytest plugin (`-p tests.embedded_plugin`): the servers first, since pytest-django reads settings early.

The controller starts one PostgreSQL and one Valkey in a directory of their own; xdist workers find the addresses in the
environment they inherit, and pytest-django gives each its own database. A server named by DATABASE_URL / REDIS_URL
is used as it is.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from yunfu_court.embedded.servers import Postgres, Server, Valkey

os.environ["DJANGO_SETTINGS_MODULE"] = "yunfu_court.settings.test"


def _start() -> None:
    # Short and in /tmp: socket paths are limited to 107 bytes.
    base = Path(tempfile.mkdtemp(prefix="court-test-", dir="/tmp"))
    started: list[Server] = []

    def stop() -> None:
        for server in reversed(started):
            server.stop()
        shutil.rmtree(base, ignore_errors=True)

    atexit.register(stop)
    os.environ["COURT_VAR"] = str(base)
    if not os.environ.get("DATABASE_URL"):
        postgres = Postgres(base, durable=False)
        postgres.start()
        started.append(postgres)
        os.environ["DATABASE_URL"] = postgres.url
    if not os.environ.get("REDIS_URL"):
        valkey = Valkey(base, durable=False)
        valkey.start()
        started.append(valkey)
        os.environ["REDIS_URL"] = valkey.url


if not os.environ.get("PYTEST_XDIST_WORKER"):
    _start()
