"""`python -m fees.simulator`: the cashier simulator.

Environment: CASHIER_PORT (9000), CASHIER_HOST (127.0.0.1), COURT_VAR (var: keys and orders live in its `cashier`
folder), PORTAL_URL (where messages go, if not where the order says), CASHIER_LATER (seconds of 稍后通知, 20).
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from types import FrameType
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from fees.simulator.app import LATER, Simulator
from fees.simulator.keys import key_pair
from fees.simulator.store import Store


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True
    allow_reuse_port = True  # `./court run` holds the port for it


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        return


def main() -> int:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    folder = Path(os.environ.get("COURT_VAR") or "var").resolve() / "cashier"
    key = key_pair(folder)
    simulator = Simulator(
        Store(folder / "orders.sqlite3"),
        key,
        portal=os.environ.get("PORTAL_URL", ""),
        later=float(os.environ.get("CASHIER_LATER", LATER)),
    )
    host, port = os.environ.get("CASHIER_HOST", "127.0.0.1"), int(os.environ.get("CASHIER_PORT", "9000"))
    with make_server(host, port, simulator, server_class=Server, handler_class=Quiet) as server:
        threading.Thread(target=simulator.deliver_for_ever, daemon=True).start()

        def leave(_signal: int, _frame: FrameType | None) -> None:
            simulator.stopped = True
            threading.Thread(target=server.shutdown, daemon=True).start()

        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGINT, leave)
        server.serve_forever(poll_interval=0.2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
