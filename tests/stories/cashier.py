"""The cashier of the stories: the simulator as the process it is beside a portal, on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def cashier(folder: Path) -> Iterator[tuple[str, Path]]:
    """(its address, the public key's path) while it runs; its messages go where each order says."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "CASHIER_PORT": str(port), "COURT_VAR": str(folder)}
    with subprocess.Popen([sys.executable, "-m", "fees.simulator"], cwd=ROOT, env=environment) as process:
        try:
            _until_it_answers(process, address)
            yield address, folder / "cashier" / "public.pem"
        finally:
            process.terminate()


def _until_it_answers(process: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(600):
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        with suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"the cashier simulator ended with {process.wait(timeout=0.05)}")
    raise AssertionError("the cashier simulator does not answer")
