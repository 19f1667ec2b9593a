"""`./court run` as a newcomer meets it: in a path with spaces, beside another one, broken and mended, stopped."""

import json
import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.setup.portals import ROOT, Portal, copy_of_the_house, eventually, portal
from yunfu_court.embedded import addresses, state


@pytest.fixture
def spaced(tmp_path: Path) -> Iterator[Portal]:
    """A checkout in a directory with spaces and Chinese."""
    # Not in pytest's long directory: the sockets themselves shall lie in the path with spaces.
    short = Path(tempfile.mkdtemp(prefix="c", dir="/tmp"))
    with portal(copy_of_the_house(short / "my court 云浮")) as made:
        made.output = tmp_path / "spaced.log"
        yield made
    shutil.rmtree(short)


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Portal]:
    """This checkout, with its data elsewhere."""
    with portal(ROOT, tmp_path / "data") as made:
        made.output = tmp_path / "beside.log"
        yield made


def connects(url: str) -> bool:
    """Whether the database there takes a connection."""
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True


def test_two_portals_run_fall_and_stop(spaced: Portal, beside: Portal) -> None:
    spaced.run()
    beside.run()
    eventually(spaced.is_ready, "the portal in a path with spaces")
    eventually(beside.is_ready, "the portal beside it")
    assert spaced.said().splitlines()[0] == "installed"
    assert stat.S_IMODE((spaced.var / "secrets.json").stat().st_mode) == 0o600

    # The same checkout twice, or the same port: one line that says what to do.
    again = spaced.call("run")
    assert again.returncode == 1
    assert "COURT_VAR" in again.stderr
    assert len(again.stderr.splitlines()) == 1
    busy = spaced.call("run", COURT_VAR=str(spaced.var.parent / "other"))
    assert busy.returncode == 1
    assert f"PORT={spaced.port + 1} ./court run" in busy.stderr
    assert len(busy.stderr.splitlines()) == 1

    # A command uses the servers that run: theirs is the address, and nothing is written beside its own words.
    asked = spaced.call(
        "manage", "shell", "-v0", "-c", "from django.db import connection as c; print(c.settings_dict['HOST'])"
    )
    assert (asked.returncode, asked.stdout) == (0, f"{spaced.var / 'run'}\n"), asked.stderr

    # What falls is started again: the web server, and the database under it.
    web = beside.one("granian")
    os.kill(web, signal.SIGKILL)
    eventually(lambda: web not in beside.living() and beside.answers(), "the web server again")
    database = beside.one("postgres", "-D")
    os.kill(database, signal.SIGQUIT)
    eventually(lambda: database not in beside.living() and "PostgreSQL ended" in beside.said(), "the database's fall")
    eventually(lambda: connects(addresses.database_url(beside.var)), "the database again")

    # Killed outright, the supervisor takes everything with it: web workers and pool processes are its grandchildren.
    assert spaced.process is not None
    eventually(lambda: sum(" worker " in command for command in spaced.living().values()) >= 3, "the worker's pool")
    spaced.process.kill()
    spaced.process.wait()
    eventually(lambda: not spaced.living(), lambda: f"no survivors: {spaced.living()}", 20)

    # Asked to stop, it stops clean.
    assert beside.process is not None
    beside.process.send_signal(signal.SIGINT)
    assert beside.process.wait(40) == 0, beside.said()
    assert not beside.living()
    assert beside.said().splitlines()[-1].endswith("stopped")
    assert not (beside.var / "run" / "court.json").exists()


def test_a_state_file_of_a_dead_owner_is_not_believed(tmp_path: Path) -> None:
    kept = state.State(os.getpid(), "1", "run", "answering")  # our pid, but not our start time
    state.write(tmp_path, kept)
    assert state.read(tmp_path) is None
    kept.started = state.started(os.getpid())
    state.write(tmp_path, kept)
    assert state.read(tmp_path) == kept
    (tmp_path / "run" / "court.json").write_text(json.dumps({"pid": 1}), encoding="utf-8")
    assert state.read(tmp_path) is None


def test_without_python_one_line_says_what_to_install(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    (bare / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "court", bare)
    shutil.copy(ROOT / "requirements" / "dev.lock", bare / "requirements")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "cksum", "cat", "mkdir", "dirname", "rm", "grep", "id"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    with portal(bare) as made:
        made.environment["PATH"] = str(tools)
        done = made.call("run")
        assert done.returncode == 1
        assert "apt-get install python3" in done.stderr.splitlines()[-1]
        # A python3 without its venv module, as Debian ships it.
        (tools / "python3").write_text(
            '#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "ensurepip is not available"; exit 1\n'
        )
        (tools / "python3").chmod(0o755)
        done = made.call("run")
        assert done.returncode == 1
        assert "apt-get install python3-venv" in done.stderr.splitlines()[-1]
        assert not (bare / ".venv").exists()
