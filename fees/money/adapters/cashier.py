"""The cashier: an order is created there, the payer is sent there, and its signed message says what was paid.

`settings.CASHIER` names the class (dotted path). HttpCashier talks to the simulator that comes with the portal; a real
gateway is another class with the same two methods.

Messages are signed with the cashier's RSA key: PSS (SHA-256, salt of the digest's length) over
`<timestamp>\n<nonce>\n<exact body>`. The portal holds the public key only: it can check money, never invent it.
"""

from __future__ import annotations

import base64
import binascii
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.conf import settings
from django.utils.module_loading import import_string

from common.law.money import MAX_FEN
from fees.money.actions.payments import Callback, Cancelled
from fees.money.models import Payment

CURRENCY, PAID = "CNY", "paid"  # the only money a fee is owed in, and the only word that says it came
TIMEOUT = 5.0
FRESH = 15 * 60.0  # seconds; a delayed message is signed anew when it is sent again, so an old one is a replay
LONGEST = 4096


class CashierUnavailable(Exception):
    """The cashier did not answer. The order stays; the payer may try again, or pay at the counter."""


class ForgedMessage(Exception):
    """Not signed by the cashier, altered, or too old. Nothing is written down for it."""


class Cashier(Protocol):
    def start(self, payment: Payment, *, return_url: str, notify_url: str) -> str:
        """Create (or find) the order and return the address to send the payer to. CashierUnavailable."""
        ...

    def verify(self, body: bytes, headers: Mapping[str, str]) -> Callback | Cancelled:
        """The message if the cashier signed exactly these bytes just now. ForgedMessage otherwise."""
        ...


def cashier() -> Cashier:
    """The installation's cashier."""
    found: Cashier = import_string(getattr(settings, "CASHIER", "fees.money.adapters.cashier.HttpCashier"))()
    return found


def signed_text(timestamp: str, nonce: str, body: bytes) -> bytes:
    """The bytes that are signed."""
    return f"{timestamp}\n{nonce}\n".encode() + body


PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.DIGEST_LENGTH)


class HttpCashier:
    """Orders by HTTP to settings.CASHIER_URL; messages checked with the key in the file settings.CASHIER_PUBLIC_KEY."""

    def start(self, payment: Payment, *, return_url: str, notify_url: str) -> str:
        order = {
            "ref": payment.ref,
            "amount": payment.amount,
            "currency": CURRENCY,
            "subject": "案件受理费",
            "return_url": return_url,
            "notify_url": notify_url,
        }
        address = f"{cashier_url()}/orders"
        if urlsplit(address).scheme not in ("http", "https"):
            raise CashierUnavailable(address)
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            address, data=json.dumps(order).encode(), headers={"Content-Type": "application/json"}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                found = json.loads(answer.read(LONGEST))
            return str(found["pay_url"])
        except (OSError, ValueError, KeyError, TypeError, urllib.error.URLError) as error:
            raise CashierUnavailable(str(error)) from error

    def verify(self, body: bytes, headers: Mapping[str, str]) -> Callback | Cancelled:
        timestamp = headers.get("X-Cashier-Timestamp", "")
        nonce = headers.get("X-Cashier-Nonce", "")
        try:
            signature = base64.b64decode(headers.get("X-Cashier-Signature", ""), validate=True)
        except (binascii.Error, ValueError):
            raise ForgedMessage("signature") from None
        if len(body) > LONGEST or not timestamp.isascii() or not timestamp.isdigit() or not 8 <= len(nonce) <= 64:
            raise ForgedMessage("form")
        try:
            _key().verify(signature, signed_text(timestamp, nonce, body), PSS, hashes.SHA256())
        except InvalidSignature:
            raise ForgedMessage("signature") from None
        # Real time on purpose: this is about the wire, not about any legal term.
        if abs(time.time() - int(timestamp[:12])) > FRESH:
            raise ForgedMessage("age")
        return read_message(body)


def read_message(body: bytes) -> Callback | Cancelled:
    """The fields of a message whose signature was checked: of money (fen, `currency: "CNY"`, `status: "paid"`), or
    `{ref, cancelled: true}` of an order that was cancelled. ForgedMessage when it makes no sense."""
    try:
        values = json.loads(body)
        if isinstance(values, dict) and values.get("cancelled") is True and isinstance(values["ref"], str):
            return Cancelled(ref=values["ref"])
        ref, number, amount = values["ref"], values["number"], values["amount"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ForgedMessage("body") from None
    # What is only authorised, pending or refunded is no money; nor are 5000 of something else 50.00 yuan.
    if values.get("status") != PAID:
        raise ForgedMessage("status")
    if values.get("currency") != CURRENCY:
        raise ForgedMessage("currency")
    sound = isinstance(ref, str) and isinstance(number, str) and isinstance(amount, int)
    if not sound or isinstance(amount, bool) or not 0 < amount <= MAX_FEN or not 0 < len(number) <= 60:
        raise ForgedMessage("values")
    return Callback(ref=ref, number=f"online:{number}"[:64], amount=amount)


def cashier_url() -> str:
    """Where the cashier listens."""
    port = getattr(settings, "CASHIER_PORT", 9000)
    return str(getattr(settings, "CASHIER_URL", "") or f"http://127.0.0.1:{port}").rstrip("/")


def public_key_path() -> Path:
    return Path(getattr(settings, "CASHIER_PUBLIC_KEY", "") or settings.VAR / "cashier" / "public.pem")


def _key() -> rsa.RSAPublicKey:
    path = public_key_path()
    try:
        return _loaded(path, path.stat().st_mtime_ns)
    except OSError:
        raise ForgedMessage("no key") from None


@lru_cache(maxsize=4)
def _loaded(path: Path, _changed: int) -> rsa.RSAPublicKey:
    key = serialization.load_pem_public_key(path.read_bytes())
    if not isinstance(key, rsa.RSAPublicKey):
        raise ForgedMessage("no RSA key")
    return key
