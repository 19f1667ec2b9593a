"""Help for the tests of `./court`: a portal of one's own, and the processes that belong to it."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 240.0  # of a machine that is busy with other tests; a quiet one needs twenty
LEFT_OUT = (".git", ".venv", "var", "docs", "design", "static-collected", "__pycache__", ".*_cache", ".hypothesis")
T = TypeVar("T")


def eventually(question: Callable[[], T], what: str | Callable[[], str], seconds: float = PATIENCE) -> T:
    """Ask until the answer is true, and return it; fail with `what` when it never is."""
    deadline = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what if isinstance(what, str) else what()}"
        time.sleep(0.05)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def copy_of_the_house(target: Path) -> Path:
    """The checkout as a newcomer would have it somewhere else, with the packages already installed."""
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (target / ".venv").symlink_to((ROOT / ".venv").resolve())
    return target


class Portal:
    """`./court` in one directory. Every process it starts carries a mark in its environment, however deep."""

    def __init__(self, root: Path, var: Path | None = None) -> None:
        self.root = root
        self.var = var or root / "var"
        self.port = free_port()
        self.mark = uuid.uuid4().hex
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST", "COURT_", "DJANGO_"))
            and name not in {"DATABASE_URL", "REDIS_URL", "FAIL_INVALID_TEMPLATE_VARS"}
        }
        self.environment = clean | {"PORT": str(self.port), "COURT_DEMO": "0", "COURT_TEST_MARK": self.mark}
        if var is not None:
            self.environment["COURT_VAR"] = str(var)
        self.output = root.parent / f"{self.mark}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def call(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """`./court ...` to its end."""
        return subprocess.run(
            [str(self.root / "court"), *arguments],
            env=self.environment | variables,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """`./court ...` without waiting."""
        return subprocess.Popen(
            [str(self.root / "court"), *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self) -> None:
        """`./court run`, in the background."""
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [str(self.root / "court"), "run"], env=self.environment, stdout=output, stderr=subprocess.STDOUT
            )

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def answers(self) -> bool:
        """Whether a page comes back that is not a server error."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.said()
        return f"http://127.0.0.1:{self.port}/" in self.said()

    def living(self) -> dict[int, str]:
        """pid -> command line of everything that carries our mark and is not a zombie."""
        found = {}
        for directory in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark.encode() in (directory / "environ").read_bytes():
                    command = (directory / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                    found[int(directory.name)] = command
            except OSError:
                continue
        return found

    def one(self, *words: str) -> int:
        """The oldest process whose command line holds all the words."""
        return min(pid for pid, command in self.living().items() if all(word in command for word in words))

    def end(self) -> None:
        """Whatever happened: leave nothing behind."""
        for pid in self.living():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait(10)


@contextlib.contextmanager
def portal(root: Path, var: Path | None = None) -> Iterator[Portal]:
    """A portal that is gone afterwards."""
    made = Portal(root, var)
    try:
        yield made
    finally:
        made.end()
