"""The cashier simulator as the process it is: orders in, signed messages out until the portal answers 200."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fees.money.actions.payments import Callback, Cancelled
from fees.money.adapters.cashier import CashierUnavailable, ForgedMessage, HttpCashier
from fees.money.models import Payment

ROOT = Path(__file__).resolve().parents[3]


class Portal(HTTPServer):
    """Stands for the portal: refuses the first message, keeps them all."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.messages: list[tuple[bytes, dict[str, str]]] = []
        self.more = threading.Event()


class Door(BaseHTTPRequestHandler):
    server: Portal

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.messages.append((body, dict(self.headers)))
        self.send_response(503 if len(self.server.messages) == 1 else 200)
        self.end_headers()
        self.server.more.set()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


@pytest.fixture
def portal() -> Iterator[Portal]:
    with Portal() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def running(tmp_path: Path, settings: Any) -> Iterator[str]:
    port = free_port()
    environment = {**os.environ, "CASHIER_PORT": str(port), "COURT_VAR": str(tmp_path), "CASHIER_LATER": "0.1"}
    environment.pop("PORTAL_URL", None)
    process = subprocess.Popen([sys.executable, "-m", "fees.simulator"], cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=1).close()
            break
        except OSError:
            assert process.poll() is None
            time.sleep(0.05)
    settings.CASHIER_URL = url
    settings.CASHIER_PUBLIC_KEY = tmp_path / "cashier" / "public.pem"
    yield url
    process.terminate()
    assert process.wait(10) == 0


def act(address: str, what: str) -> int:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: Any, **kwargs: Any) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(address, data=f"act={what}".encode(), timeout=5)
    except urllib.error.HTTPError as found:
        with found:
            return found.code
    return 200


def money_of(message: Callback | Cancelled) -> Callback:
    assert isinstance(message, Callback)
    return message


def test_a_cancelled_order_is_over_there_too_and_the_court_is_told(running: str, portal: Portal) -> None:
    payment = Payment(ref="cd" * 16, amount=2500)
    notify = f"http://127.0.0.1:{portal.server_port}/fees/callback/"
    address = HttpCashier().start(payment, return_url="http://127.0.0.1:1/back", notify_url=notify)
    assert act(address, "cancel") == 303
    assert act(address, "pay") == 303  # from a page that stood open: nothing is taken
    deadline = time.monotonic() + 20
    while len(portal.messages) < 2 and time.monotonic() < deadline:
        portal.more.wait(0.5)
        portal.more.clear()
    found = [HttpCashier().verify(body, headers) for body, headers in portal.messages]
    assert found == [Cancelled(payment.ref), Cancelled(payment.ref)]  # refused once, sent again
    with urllib.request.urlopen(address, timeout=5) as page:
        shown = page.read().decode()
    assert "订单已取消" in shown
    assert "<button" not in shown


def test_an_order_is_paid_and_its_message_comes_until_it_is_taken(running: str, portal: Portal, tmp_path: Path) -> None:
    assert (tmp_path / "cashier" / "private.pem").stat().st_mode & 0o777 == 0o600
    payment = Payment(ref="ab" * 16, amount=2500)
    notify = f"http://127.0.0.1:{portal.server_port}/fees/callback/"
    cashier = HttpCashier()
    address = cashier.start(payment, return_url="http://127.0.0.1:1/back", notify_url=notify)
    assert address == cashier.start(payment, return_url="http://127.0.0.1:1/back", notify_url=notify)
    with urllib.request.urlopen(address, timeout=5) as page:
        assert "25.00" in page.read().decode()
    assert act(address, "pay") == 303
    assert act(address, "pay") == 303  # a double click
    deadline = time.monotonic() + 20
    while len(portal.messages) < 2 and time.monotonic() < deadline:
        portal.more.wait(0.5)
        portal.more.clear()
    assert len(portal.messages) == 2  # refused once, sent again, then taken
    first, second = (money_of(cashier.verify(body, headers)) for body, headers in portal.messages)
    assert first == second
    assert (first.ref, first.amount) == (payment.ref, 2500)
    _body, headers = portal.messages[0]
    with pytest.raises(ForgedMessage):
        cashier.verify(json.dumps({"ref": payment.ref, "number": "x", "amount": 1}).encode(), headers)


def test_nobody_there_is_said_in_words(settings: Any) -> None:
    settings.CASHIER_URL = f"http://127.0.0.1:{free_port()}"
    order = SimpleNamespace(ref="ab" * 16, amount=1)
    with pytest.raises(CashierUnavailable):
        HttpCashier().start(order, return_url="http://x/", notify_url="http://x/")  # type: ignore[arg-type]
