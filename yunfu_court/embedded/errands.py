"""`./court manage X`: a Django command against the servers that run, or against servers kept up for the call.

The servers of a call belong to a *keeper*, a process of its own: a second call that arrives meanwhile uses them too,
and they stop when the last user has gone, whoever started them. Standard output belongs to X.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from yunfu_court.embedded import addresses, environment, state
from yunfu_court.embedded.processes import dies_with_parent
from yunfu_court.embedded.servers import Server, ServerError
from yunfu_court.embedded.supervisor import own_servers, prepare, remember_servers

READY_SECONDS = 120
LINGER_SECONDS = 20


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def keep(base: Path) -> int:
    """Run the embedded servers, migrated and with reference data, until nobody holds the users' lock."""
    owner = state.Lock(base, "owner")
    if not owner.alone():
        return 0  # somebody was quicker: the caller finds them
    state.end_leftovers(base)
    stopping = False

    def on_signal(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    environment.keep_secrets(base)
    variables = environment.for_children(base)
    current = state.State(os.getpid(), state.started(os.getpid()), "manage")
    current.database_url, current.redis_url = variables["DATABASE_URL"], variables["REDIS_URL"]
    state.write(base, current)
    servers: list[Server] = []
    users = state.Lock(base, "users")
    try:
        for server in own_servers(base):
            servers.append(server)
            server.start()
            remember_servers(current, servers)
            state.write(base, current)
        if not os.environ.get("DATABASE_URL"):
            try:
                prepare(variables, people=False)
            except ServerError as error:  # the call may be the very one that mends it: makemigrations --merge
                _tell(str(error))
        current.phase = "prepared"
        state.write(base, current)
        while not stopping and not users.alone():
            time.sleep(0.05)
    finally:
        for server in reversed(servers):
            server.stop()
        state.clear(base)
    return 0


def _usable(base: Path, variables: dict[str, str]) -> bool:
    """Whether a living owner has its servers up and migrated; refuses when it uses other servers than this call."""
    found = state.read(base)
    if found is None or found.phase == "starting":
        return False
    if (found.database_url, found.redis_url) != (variables["DATABASE_URL"], variables["REDIS_URL"]):
        raise ServerError(
            "正在运行的门户使用另外的 DATABASE_URL / REDIS_URL，请用同样的值调用。"
            "The running portal uses another DATABASE_URL / REDIS_URL: call with the same ones."
        )
    return True


def _reach_servers(base: Path, variables: dict[str, str]) -> subprocess.Popen[bytes] | None:
    """Return once usable servers are there; the keeper, when this call had to start it."""
    keeper: subprocess.Popen[bytes] | None = None
    owner = state.Lock(base, "owner")
    deadline = time.monotonic() + READY_SECONDS
    while not _usable(base, variables):
        if owner.alone():  # nobody runs the servers
            owner.release()
            if keeper is not None and keeper.poll() not in {None, 0}:
                raise ServerError(
                    "内置服务器未能启动，原因见上。The embedded servers did not start: the reason is above."
                )
            if keeper is None or keeper.poll() is not None:
                _tell("启动内置数据库 · starting the embedded servers for this call")
                keeper = subprocess.Popen(
                    [sys.executable, "-m", "yunfu_court.embedded", "keep"],
                    cwd=addresses.ROOT,
                    env=dict(os.environ, COURT_VAR=str(base)),
                    stdin=subprocess.DEVNULL,
                    stdout=sys.stderr,
                    start_new_session=True,
                )
        if time.monotonic() > deadline:
            raise ServerError("等不到内置服务器。The embedded servers did not become ready in time.")
        time.sleep(0.05)
    return keeper


def _call(arguments: list[str], variables: dict[str, str], users: state.Lock | None) -> int:
    """Run manage.py; its exit status, 128 + n when signal n ended it. It holds the users' lock itself, too."""
    kept = () if users is None else (users.descriptor,)
    process = subprocess.Popen(
        [sys.executable, str(addresses.ROOT / "manage.py"), *arguments],
        env=variables,
        pass_fds=kept,
        preexec_fn=dies_with_parent(signal.SIGTERM),
    )

    def forward(number: int, frame: FrameType | None) -> None:
        # Ctrl-C in a terminal reaches the command by itself, it shares our process group.
        if number != signal.SIGINT or not sys.stdin.isatty():
            process.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    status = process.wait()
    return 128 - status if status < 0 else status


def manage(base: Path, arguments: list[str]) -> int:
    """Run one Django command and return its exit status."""
    variables = environment.for_children(base)
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        environment.keep_secrets(base)
        return _call(arguments, variables, None)
    users = state.Lock(base, "users")
    users.wait_shared()  # a keeper that is stopping holds it alone until it has gone
    keeper = _reach_servers(base, variables)
    status = _call(arguments, variables, users)
    users.release()
    if keeper is not None:
        _see_off(keeper, users)
    return status


def _see_off(keeper: subprocess.Popen[bytes], users: state.Lock) -> None:
    """Wait until the servers we asked for have stopped, unless another call uses them now."""
    deadline = time.monotonic() + LINGER_SECONDS
    while keeper.poll() is None and time.monotonic() < deadline:
        if not users.alone() and users.shared():  # somebody shares it: the keeper is theirs
            users.release()
            return
        users.release()
        time.sleep(0.03)
