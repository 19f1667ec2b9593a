"""The processes the supervisor looks after: how each is started, and when one that died is started again."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from yunfu_court.embedded import addresses
from yunfu_court.embedded.processes import dies_with_parent

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
HEALTHY_SECONDS = 30.0
LOG_BYTES = 10_000_000


@dataclass
class Child:
    """One supervised process. `once`: its ending well is the end of its work (the demo city)."""

    name: str
    command: list[str]
    once: bool = False
    farewell: signal.Signals = signal.SIGTERM  # what the kernel sends it when the supervisor was killed
    process: subprocess.Popen[bytes] | None = None
    done: bool = False
    failures: int = 0
    born: float = 0.0
    due: float = 0.0  # monotonic second of the next start
    log: Path | None = field(default=None, repr=False)

    def start(self, environment: dict[str, str], logs: Path) -> None:
        """Start it in a session of its own: Ctrl-C in the terminal is for the supervisor, who ends them in order."""
        logs.mkdir(parents=True, exist_ok=True)
        self.log = logs / f"{self.name}.log"
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                env={**environment, "COURT_SUPERVISED": "1"},
                cwd=addresses.ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=dies_with_parent(self.farewell),
            )
        self.born = time.monotonic()

    def fallen(self) -> int | None:
        """The exit status, when it has ended and should not have."""
        if self.process is None or self.done:
            return None
        status = self.process.poll()
        if status is None:
            return None
        if self.once and status == 0:
            self.done = True
            return None
        return status

    def plan_restart(self) -> float:
        """Note the fall and say in how many seconds to try again: 0.5, 1, 2 ... 30; a healthy life forgives."""
        now = time.monotonic()
        if now - self.born > HEALTHY_SECONDS:
            self.failures = 0
        delay: float = min(FIRST_DELAY * 2**self.failures, LONGEST_DELAY)
        self.failures += 1
        self.due = now + delay
        self.sweep()
        self.process = None
        return delay

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, seconds: float) -> None:
        """Wait for it that long, then take it and whatever it left in its session."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self.sweep()
        self.process.wait()

    def sweep(self) -> None:
        """Kill what is left of its process group: a web worker must not keep the port of a master that died."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def last_words(self) -> str:
        """The last line of its log."""
        if self.log is None or not self.log.exists():
            return ""
        lines = self.log.read_bytes()[-2000:].decode("utf-8", "replace").strip().splitlines()
        return lines[-1].strip() if lines else ""


def has_module(name: str) -> bool:
    """Whether a module is there, without running it."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def permanent(base: Path, host: str, port: int) -> list[Child]:
    """The portal's processes in the reverse order of their ending: web is last, and ends first."""
    python = sys.executable
    web = [python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", "2", "--blocking-threads", "2", "--respawn-failed-workers", "--workers-kill-timeout", "10"]
    web += ["--log-level", "warning", "--no-ws", "yunfu_court.wsgi:application"]
    celery = [python, "-m", "celery", "-A", "yunfu_court"]
    worker = [*celery, "worker", "-c", "2", "-l", "warning", "--without-gossip", "--without-mingle", "-n", "main@%h"]
    beat = [*celery, "beat", "-l", "warning", "-s", str(base / "beat"), "--pidfile", ""]
    # A worker that shuts down by itself waits for its tasks and for a broker that is gone; unacknowledged tasks return.
    found = [Child("worker", worker, farewell=signal.SIGKILL), Child("beat", beat), Child("web", web)]
    if has_module("fees.simulator") and os.environ.get("CASHIER_SIMULATOR") != "0":
        found.insert(0, Child("cashier", [python, "-m", "fees.simulator"]))
    if "UPLOAD_SCANNER_ADDRESS" not in os.environ:
        found.insert(0, Child("scanner", [python, "-m", "common.documents.adapters.scanner_simulator"]))
    return found


def demo_city() -> Child | None:
    """The process that fills the embedded database with a living city, where the command is installed."""
    if not has_module("yunfu_court.management.commands.demo_city"):
        return None
    command = [sys.executable, "manage.py", "demo_city", "--cases", "300", "--seed", "1", "--if-empty"]
    return Child("demo", command, once=True)
