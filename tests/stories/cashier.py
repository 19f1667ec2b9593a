"""The cashier of the stories: the simulator's own WSGI application with its own keys, in a thread on a free port."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import make_server

from fees.simulator.__main__ import Quiet, Server
from fees.simulator.app import Simulator
from fees.simulator.keys import key_pair
from fees.simulator.store import Store


@contextmanager
def cashier(folder: Path) -> Iterator[tuple[str, Path]]:
    """(its address, the public key's path) while it runs; its messages go where each order says."""
    key = key_pair(folder)
    simulator = Simulator(Store(folder / "orders.sqlite3"), key)
    with make_server("127.0.0.1", 0, simulator, server_class=Server, handler_class=Quiet) as server:
        threads = [
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True),
            threading.Thread(target=simulator.deliver_for_ever, daemon=True),
        ]
        for thread in threads:
            thread.start()
        yield f"http://127.0.0.1:{server.server_port}", folder / "public.pem"
        simulator.stopped = True
        simulator.woken.set()
        server.shutdown()
        for thread in threads:
            thread.join()
        simulator.store.connection.close()
