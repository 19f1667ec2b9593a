"""Who runs the servers of this checkout: two locks and a small file under var/run.

`owner.lock`  held exclusively by the one process that runs the servers: the supervisor, or the keeper of a `manage`.
`users.lock`  shared by every `./court manage` call; the keeper stops when it can have it alone.

Locks are the kernel's (flock): they vanish with the process that held them, however it ended. The file only says what
the holder is doing; a reader believes it while the process it names is alive.
"""

import fcntl
import json
import os
import signal
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

LEAVE_SECONDS = 20


@dataclass
class State:
    """What the owner of the servers says of itself. `phase`: starting, prepared (migrated), answering."""

    pid: int
    started: str
    role: str  # "run" or "manage"
    phase: str = "starting"
    address: str = ""
    database_url: str = ""  # of the servers it uses, embedded or not
    redis_url: str = ""
    children: dict[str, tuple[int, str]] = field(default_factory=dict)  # name -> pid, start time


def started(pid: int) -> str:
    """The start time of a process in clock ticks, "" when there is none (or no /proc): pids are used again."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]  # state is field 3, starttime field 22


def is_alive(pid: int, start: str) -> bool:
    """Whether that very process still runs."""
    return bool(start) and started(pid) == start


def _directory(base: Path) -> Path:
    directory = base / "run"
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def write(base: Path, state: State) -> None:
    """Replace the file in one step, so that a reader never sees half of it."""
    path = _directory(base) / "court.json"
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(asdict(state)), encoding="utf-8")
    draft.replace(path)


def read(base: Path) -> State | None:
    """The owner's state, or None when nobody who is alive has written one."""
    kept = read_leftover(base)
    return kept if kept and is_alive(kept.pid, kept.started) else None


def read_leftover(base: Path) -> State | None:
    """The file as it lies there, whoever wrote it."""
    try:
        raw = json.loads((base / "run" / "court.json").read_text(encoding="utf-8"))
        raw["children"] = {name: (pid, start) for name, (pid, start) in raw["children"].items()}
        return State(**raw)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def clear(base: Path) -> None:
    (base / "run" / "court.json").unlink(missing_ok=True)


def end_leftovers(base: Path) -> None:
    """Wait for (and then end) children of an owner that was killed; call it holding the owner's lock.

    The kernel has already asked them to leave; a start that overlapped with their end would find the port taken.
    """
    kept = read_leftover(base)
    if kept is None:
        return
    deadline = time.monotonic() + LEAVE_SECONDS
    while any(is_alive(pid, start) for pid, start in kept.children.values()):
        if time.monotonic() > deadline:
            for pid, start in kept.children.values():
                if is_alive(pid, start):
                    os.kill(pid, signal.SIGKILL)
            break
        time.sleep(0.05)
    clear(base)


class Lock:
    """An flock on a file of var/run, held until `release` or the end of every process that has its descriptor."""

    def __init__(self, base: Path, name: str) -> None:
        self.descriptor = os.open(_directory(base) / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def _take(self, how: int) -> bool:
        try:
            fcntl.flock(self.descriptor, how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def alone(self) -> bool:
        """Try to hold it exclusively."""
        return self._take(fcntl.LOCK_EX)

    def shared(self) -> bool:
        """Try to hold it beside others who share it."""
        return self._take(fcntl.LOCK_SH)

    def wait_shared(self) -> None:
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)

    def release(self) -> None:
        fcntl.flock(self.descriptor, fcntl.LOCK_UN)
