"""`./court run`: the servers, the portal's processes and the demo city, started in order, kept alive, ended in order.

One thread only: a child is signalled by the kernel when the *thread* that made it ends (`processes.dies_with_parent`).
"""

import contextlib
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from yunfu_court.embedded import addresses, children, environment, state
from yunfu_court.embedded.children import Child
from yunfu_court.embedded.processes import dies_with_parent
from yunfu_court.embedded.servers import Postgres, Server, ServerError, Valkey

MANAGE_WAIT_SECONDS = 120
PATIENCE_SECONDS = {"worker": 15.0}
DEFAULT_PATIENCE = 8.0
DEMO_FAILURES = 3
REST_SECONDS = 15.0  # worker and beat start when the first page is out, or then at the latest


def say(text: str) -> None:
    """One line for the person at the terminal; nobody may be there any more, and the portal runs on."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


def own_servers(base: Path) -> list[Server]:
    """The embedded servers this environment needs: those whose URL is not set."""
    needed: list[Server] = []
    if not os.environ.get("DATABASE_URL"):
        needed.append(Postgres(base))
    if not os.environ.get("REDIS_URL"):
        needed.append(Valkey(base))
    return needed


def remember_servers(current: state.State, servers: list[Server]) -> None:
    """Note the servers' processes, so that the next start can wait for those of an owner that was killed."""
    for server in servers:
        if server.process is not None:
            current.children[server.name] = (server.process.pid, state.started(server.process.pid))


def prepare(variables: dict[str, str], *, people: bool) -> list[dict[str, str]]:
    """Migrate and load the reference data in one Django process; with `people` make the demo's: their sign-ins."""
    process = _django(["prepare", *(["--people"] if people else [])], variables)
    output, _ = process.communicate()
    if process.returncode != 0:
        raise ServerError(
            "数据库准备失败，原因见上。The database could not be prepared: the reason is above (manage.py prepare)."
        )
    lines = output.decode("utf-8").strip().splitlines()
    found: list[dict[str, str]] = json.loads(lines[-1]) if lines else []
    return found


def _django(arguments: list[str], variables: dict[str, str]) -> subprocess.Popen[bytes]:
    """A Django command of the start, its output kept, its errors shown; it leaves with us."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=addresses.ROOT,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        preexec_fn=dies_with_parent(signal.SIGTERM),
    )


def hold_port(host: str, port: int) -> socket.socket:
    """The port is ours from now on, or one line says that it is not: of two that ask together one gets it.

    Listening decides it. The socket stays bound without listening, so that nobody else may listen there, while a server
    of ours, which shares its port (SO_REUSEPORT), may: the web server does, of the same user.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    held = socket.socket(family, socket.SOCK_STREAM)
    try:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((host, port))
        held.listen(1)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.shutdown(socket.SHUT_RDWR)
    except OSError as error:
        held.close()
        raise ServerError(
            f"端口 {host}:{port} 不可用（{error.strerror}），请换一个：PORT={port + 1} ./court run。"
            f"Port {port} on {host} cannot be used: try PORT={port + 1} ./court run."
        ) from error
    return held


def static_stamp() -> str:
    """Changes when a style sheet or script of ours, or any package, does."""
    digest = hashlib.sha256((addresses.ROOT / "requirements" / "dev.lock").read_bytes())
    for path in sorted(addresses.ROOT.glob("static/**/*")) + sorted(addresses.ROOT.glob("*/static/**/*")):
        found = path.stat()
        digest.update(f"{path.relative_to(addresses.ROOT)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def hold_next_port(host: str, port: int) -> socket.socket:
    """The first port from `port` on that is free, for a simulator: two checkouts can run at once."""
    for candidate in range(port, port + 100):
        with contextlib.suppress(ServerError):
            return hold_port(host, candidate)
    raise ServerError("找不到空闲端口，请设置 CASHIER_PORT。No free port: set CASHIER_PORT.")


class Supervisor:
    """The owner of this checkout's processes, until a signal."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.host = os.environ.get("HOST", "127.0.0.1")
        self.port = int(os.environ.get("PORT", "8000"))
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        self.address = f"http://{shown}:{self.port}/"
        self.variables = environment.for_children(base)
        self.demo = not os.environ.get("DATABASE_URL") and os.environ.get("COURT_DEMO") != "0"
        self.variables["COURT_DEMO"] = "1" if self.demo else "0"
        self.servers: list[Server] = []
        self.held: list[socket.socket] = []  # the ports of this portal, as long as it runs
        self.children: list[Child] = []
        self.stopping = False
        self.hurry = False
        self.state = state.State(os.getpid(), state.started(os.getpid()), "run", address=self.address)
        self.state.database_url = self.variables["DATABASE_URL"]
        self.state.redis_url = self.variables["REDIS_URL"]

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        self.hurry = self.stopping  # a second Ctrl-C does not wait
        self.stopping = True

    def write_state(self, phase: str) -> None:
        self.state.phase = phase
        remember_servers(self.state, self.servers)
        for child in self.children:
            if child.process is not None:
                self.state.children[child.name] = (child.process.pid, state.started(child.process.pid))
        state.write(self.base, self.state)

    def take_ownership(self) -> None:
        """Hold the owner's lock; wait for a `manage` call to end, refuse beside another `run`."""
        self.lock = state.Lock(self.base, "owner")
        told = False
        deadline = time.monotonic() + MANAGE_WAIT_SECONDS
        while not self.lock.alone():
            other = state.read(self.base)
            if (other and other.role == "run") or time.monotonic() > deadline or self.stopping:
                where = other.address if other else str(self.base)
                raise ServerError(
                    f"已有一个在运行：{where}（另开一个请设置 COURT_VAR 和 PORT）。"
                    f"Already running: {where} (for a second one set COURT_VAR and PORT)."
                )
            if not told:
                say("等待正在进行的 ./court manage 结束 · waiting for a ./court manage to finish")
                told = True
            time.sleep(0.1)
        state.end_leftovers(self.base)

    def start(self) -> list[dict[str, str]]:
        """Everything up to the processes; returns the demo's sign-ins."""
        self.held.append(hold_port(self.host, self.port))
        environment.keep_secrets(self.base)
        self.write_state("starting")
        stamp = static_stamp()
        kept = self.base / "static.stamp"
        fresh = kept.exists() and kept.read_text(encoding="ascii") == stamp
        # Beside the database's start: it needs none, and compressing takes a processor for seconds.
        static = None if fresh else _django(["collectstatic", "-v0", "--noinput", "--clear"], self.variables)
        for server in own_servers(self.base):
            say(f"启动内置 {server.name} · starting the embedded {server.name}")
            self.servers.append(server)  # before its start: what half started is stopped too
            server.start()
            self.write_state("starting")
        say("准备数据库 · preparing the database")
        sign_ins = prepare(self.variables, people=self.demo)
        if static is not None:
            static.communicate()
            if static.returncode != 0:
                raise ServerError("静态文件收集失败，原因见上。collectstatic failed: the reason is above.")
            kept.write_text(stamp, encoding="ascii")
        if self.stopping:
            return []
        self.write_state("prepared")
        self.variables["CASHIER_PORT"] = os.environ.get("CASHIER_PORT") or self.next_port(1000)
        if "UPLOAD_SCANNER_ADDRESS" not in os.environ:
            self.variables["SCANNER_PORT"] = self.next_port(2000)
            self.variables["UPLOAD_SCANNER_ADDRESS"] = f"tcp://127.0.0.1:{self.variables['SCANNER_PORT']}"
        self.variables.setdefault("PUBLIC_URL", self.address.rstrip("/"))
        say("启动门户、后台任务与定时任务 · starting web, worker and beat")
        self.children = children.permanent(self.base, self.host, self.port)
        web = self.children[-1]
        self.start_child(web)
        for child in self.children[:-1]:  # they would take the processor from the first page; serve() starts them
            child.due = time.monotonic() + REST_SECONDS
        self.write_state("prepared")
        return sign_ins

    def next_port(self, beyond: int) -> str:
        """A free one for a simulator, held for it."""
        held = hold_next_port(os.environ.get("CASHIER_HOST", "127.0.0.1"), self.port + beyond)
        self.held.append(held)
        return str(held.getsockname()[1])

    def answers(self) -> bool:
        """Whether the portal answers anything but a server error."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        connection = http.client.HTTPConnection(host, self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def announce(self, sign_ins: list[dict[str, str]]) -> None:
        say(f"\n云浮法院诉讼服务已就绪 · the portal is ready: {self.address}")
        if sign_ins:
            say("示范账号 · one sign-in per kind of person (手机号 phone / 密码 password)")
        for sign_in in sign_ins:
            say(f"  {sign_in['phone']}  {sign_in['password']}  {sign_in['kind']}")
        say(f"日志在 {self.base / 'log'}；Ctrl-C 停止。Logs are in {self.base / 'log'}; Ctrl-C stops.")

    def watch(self) -> None:
        """One look at everybody: restart what fell."""
        for server in self.servers:
            if not server.alive():
                say(f"内置 {server.name} 停了，正在重启 · the embedded {server.name} ended, restarting")
                try:
                    server.start()
                except ServerError as error:
                    say(str(error))
                    time.sleep(1)
                self.write_state(self.state.phase)
        for child in list(self.children):
            status = child.fallen()
            if status is not None:
                delay = child.plan_restart()
                say(f"{child.name} 停了 · ended ({status}), restarting in {delay:g} s: {child.last_words()}")
                if child.once and child.failures >= DEMO_FAILURES:
                    say(f"{child.name} 放弃 · given up, see {child.log}")
                    self.children.remove(child)
            elif child.process is None and time.monotonic() >= child.due:
                self.start_child(child)
                self.write_state(self.state.phase)

    def start_child(self, child: Child) -> None:
        """The demo city is filled by the owner, as a command is; what runs on has the runtime role's rights."""
        variables = self.variables if child.once else environment.at_runtime(self.base, self.variables)
        child.start(variables, self.base / "log")

    def serve(self, sign_ins: list[dict[str, str]]) -> None:
        while not self.stopping:
            self.watch()
            if self.state.phase != "answering" and self.answers():
                self.write_state("answering")
                self.announce(sign_ins)
                for child in self.children[:-1]:
                    child.due = 0.0
                demo = children.demo_city() if self.demo else None
                if demo is not None:
                    say("示范城市正在后台生成 · the demo city is being filled in the background")
                    self.children.append(demo)
                    self.start_child(demo)
                    self.write_state("answering")
            time.sleep(0.1 if self.state.phase != "answering" else 0.3)

    def stop(self) -> None:
        """Web first, so that nothing new comes in; the servers last, so that what runs can finish."""
        for child in reversed(self.children):
            child.ask_to_end()
        for child in reversed(self.children):
            child.end(0.0 if self.hurry else PATIENCE_SECONDS.get(child.name, DEFAULT_PATIENCE))
        for server in reversed(self.servers):
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.stop()
        state.clear(self.base)


def run(base: Path) -> int:
    """Run the portal until Ctrl-C or SIGTERM. Exit status 0 after a stop that was asked for."""
    supervisor = Supervisor(base)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, supervisor.on_signal)
    supervisor.take_ownership()
    try:
        sign_ins = supervisor.start()
        supervisor.serve(sign_ins)
    except ServerError:
        if not supervisor.stopping:  # Ctrl-C ends the step that runs, too: that is not a failure
            raise
    finally:
        if supervisor.stopping:
            say("正在停止 · stopping")
        supervisor.stop()
    say("已停止 · stopped")
    return 0
