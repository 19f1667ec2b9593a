"""The simulator's WSGI application and the thread that delivers its messages until the portal answers 200."""

from __future__ import annotations

import json
import logging
import re
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from cryptography.hazmat.primitives.asymmetric import rsa

from fees.simulator import pages
from fees.simulator.keys import signed_headers
from fees.simulator.store import Message, Order, Store

log = logging.getLogger("cashier")

LATER = 20.0  # seconds until the message of 稍后通知
LONGEST = 4096
CAME = {"currency": "CNY", "status": "paid"}  # what a message of money says besides
_REF = re.compile(r"^/pay/([0-9a-f]{32})$")
Start = Callable[[str, list[tuple[str, str]]], Any]


class Simulator:
    """`portal`: where messages go, if not where the order says (scheme and host only); empty: as the order says."""

    def __init__(self, store: Store, key: rsa.RSAPrivateKey, *, portal: str = "", later: float = LATER) -> None:
        self.store, self.key, self.portal, self.later = store, key, portal.rstrip("/"), later
        self.woken = threading.Event()
        self.stopped = False

    # --- the pages

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "/")
        found = _REF.match(path)
        if path == "/orders" and method == "POST":
            return self._create(environ, start)
        if found:
            order = self.store.order(found[1])
            if order is None:
                return _html(start, "404 Not Found", pages.missing_page())
            if method == "POST":
                return self._act(order, environ, start)
            return _html(start, "200 OK", pages.pay_page(order))
        if path == "/":
            return _html(start, "200 OK", pages.home_page())
        return _html(start, "404 Not Found", pages.missing_page())

    def _create(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        values = _order(_body(environ))
        if values is None:
            return _json(start, "400 Bad Request", {"error": "order"})
        self.store.create(**values)
        host = environ.get("HTTP_HOST", "127.0.0.1")
        return _json(start, "200 OK", {"pay_url": f"http://{host}/pay/{values['ref']}"})

    def _act(self, order: Order, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        act = parse_qs(_body(environ).decode("ascii", "replace")).get("act", [""])[0]
        if act == "cancel":
            self._cancel(order)
        elif act in ("pay", "later", "twice"):
            self._pay(order, act)
        start("303 See Other", [("Location", order.return_url), ("Content-Length", "0")])
        return [b""]

    def _cancel(self, order: Order) -> None:
        if self.store.mark(order.ref, "cancelled"):
            self.store.queue(order.ref, json.dumps({"ref": order.ref, "cancelled": True}).encode(), time.time())
            self.woken.set()

    def _pay(self, order: Order, act: str) -> None:
        number = secrets.token_hex(12)
        if not self.store.mark(order.ref, "paid", number):
            return  # a double click pays once
        body = json.dumps({"ref": order.ref, "number": number, "amount": order.amount} | CAME).encode()
        now = time.time()
        self.store.queue(order.ref, body, now + (self.later if act == "later" else 0))
        if act == "twice":
            self.store.queue(order.ref, body, now + 1)
        self.woken.set()

    # --- the messages

    def deliver_for_ever(self, pause: float = 0.5) -> None:
        """Send what is due; what is not answered with 200 is sent again after 1, 2, 4 … at most 300 seconds."""
        while not self.stopped:
            self.woken.wait(pause)
            self.woken.clear()
            for message in self.store.due(time.time()):
                if self.deliver(message):
                    self.store.delivered(message)
                else:
                    self.store.again(message, time.time() + min(300.0, 2.0**message.tries))

    def deliver(self, message: Message) -> bool:
        address = message.notify_url
        if self.portal:
            address = urlunsplit((*urlsplit(self.portal)[:2], *urlsplit(address)[2:]))
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked when the order came
            address, data=message.body, headers=signed_headers(self.key, message.body), method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError, ValueError) as error:
            log.warning("message %s not delivered: %s", message.id, error)
            return False


def _order(body: bytes) -> dict[str, Any] | None:
    """The order in a request, or None when it makes no sense."""
    try:
        values = json.loads(body)
        ref, amount = str(values["ref"]), values["amount"]
        urls = {name: str(values[name]) for name in ("return_url", "notify_url")}
    except (ValueError, KeyError, TypeError):
        return None
    sound = re.fullmatch(r"[0-9a-f]{32}", ref) and type(amount) is int and amount > 0
    if not sound or any(urlsplit(url).scheme not in ("http", "https") for url in urls.values()):
        return None
    return {"ref": ref, "amount": amount, "subject": str(values.get("subject", ""))[:60], **urls}


def _body(environ: dict[str, Any]) -> bytes:
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    data: bytes = environ["wsgi.input"].read(min(length, LONGEST))
    return data


def _html(start: Start, status: str, text: str) -> Iterable[bytes]:
    data = text.encode()
    start(status, [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(data)))])
    return [data]


def _json(start: Start, status: str, values: dict[str, Any]) -> Iterable[bytes]:
    data = json.dumps(values).encode()
    start(status, [("Content-Type", "application/json"), ("Content-Length", str(len(data)))])
    return [data]
