"""`./court run` as a newcomer meets it: in a path with spaces, beside another one, broken and mended, stopped."""

import json
import os
import shutil
import signal
import socket
import stat
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest

from tests.setup.portals import ROOT, Portal, copy_of_the_house, eventually, free_port, portal
from yunfu_court.embedded import addresses, state
from yunfu_court.embedded.servers import ServerError
from yunfu_court.embedded.supervisor import hold_port


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


def test_a_port_is_one_portals_alone() -> None:
    port = free_port()
    held = hold_port("127.0.0.1", port)
    with pytest.raises(ServerError, match=f"PORT={port + 1}"):
        hold_port("127.0.0.1", port)
    with pytest.raises(ServerError):
        hold_port("0.0.0.0", port)
    # A server of ours shares it, and alone is asked.
    with socket.socket() as web:
        for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
            web.setsockopt(socket.SOL_SOCKET, option, 1)
        web.bind(("127.0.0.1", port))
        web.listen()
        for _ in range(20):
            socket.create_connection(("127.0.0.1", port), 2).close()
            web.accept()[0].close()
        with pytest.raises(ServerError):
            hold_port("127.0.0.1", port)
    with pytest.raises(ServerError):  # it fell and is started again: the port stays ours
        hold_port("127.0.0.1", port)
    held.close()
    hold_port("127.0.0.1", port).close()


def test_of_many_that_ask_together_one_gets_the_port() -> None:
    for _ in range(20):
        port, together = free_port(), threading.Barrier(8)

        def ask(port: int = port, together: threading.Barrier = together) -> socket.socket | None:
            together.wait()
            try:
                return hold_port("127.0.0.1", port)
            except ServerError:
                return None

        with ThreadPoolExecutor(8) as pool:
            held = [each for each in [one.result() for one in [pool.submit(ask) for _ in range(8)]] if each]
        assert len(held) == 1
        held[0].close()


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
