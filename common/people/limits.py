"""How often somebody may try a password or ask for a code, so that a stranger spends nothing of the owner's.

What is counted for one number is counted by place: a device or an address from which its owner has signed in has an
allowance of its own; all other places share the number's. A busy address is slowed after failures, never shut.
"""

from __future__ import annotations

import time
from hashlib import sha256
from typing import Any

from allauth.core.internal import ratelimit
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from common.fields import blind_index
from common.people.rules import normalise_phone
from common.web import visitor

DEVICE_COOKIE, _SALT = "known_device", "people.device"
DEVICE_DAYS, ADDRESS_DAYS = 180, 30
# Accounts that one device is known to: a family's telephone, a village office's computer.
_ACCOUNTS = 5

# Codes cost money and disturb: a place that is not the owner's is held harder than the number, and what strangers spend
# of a number is there again within the hour.
OWN_CODES = {"code": "2/m/key,10/d/key"}
PLACE_CODES = {"code": "2/m/key,4/h/key"}
NUMBER_CODES = {"code": "6/h/key"}
ADDRESS_CODES = {"code": "5/10s/ip"}

# Failures of one address in ten seconds that cost nothing, and how its answers then slow down, in seconds.
FREE_FAILURES, WINDOW, STEP, SLOWEST = 20, 10, 0.05, 1.0


def number_key(phone: str) -> str:
    """One number's, however it is typed, whether or not it has an account."""
    return f"phone:{blind_index(normalise_phone(phone))}"


def place_key(request: HttpRequest, phone: str) -> str:
    """Where the tries for this number are counted from here: the owner's device or address, or "" for the others'."""
    number = number_key(phone)
    if _mark(number) in _marks(request):
        return f"{number}:device"
    if cache.get(_address(request, number)):
        return f"{number}:at:{visitor.place(request)}"
    return ""


def may_ask_code(request: HttpRequest, phone: str, *, asking: bool = True) -> bool:
    """Whether a code may be sent to this number now; with `asking` it is counted."""
    number, own = number_key(phone), place_key(request, phone)
    if own:
        asked = [(OWN_CODES, own)]
    else:
        asked = [(PLACE_CODES, f"{number}:from:{visitor.place(request)}"), (NUMBER_CODES, number)]
    return all(
        ratelimit.consume(
            request, app="allauth.account", action="code", config=config, key=key, dry_run=not asking, limit_get=True
        )
        for config, key in [*asked, (ADDRESS_CODES, "")]
    )


def failed(request: HttpRequest) -> None:
    """A wrong password: the more of them come from one address, the later it hears of it. A right one never waits."""
    key = f"people:failed:{visitor.place(request)}"
    cache.add(key, 0, WINDOW)
    try:
        count = int(cache.incr(key))
    except ValueError:  # its seconds were over in between
        return
    if wait := delay(count):
        pause(wait)


def delay(failures: int) -> float:
    """Seconds by which the answer to the next failure of an address waits."""
    return min(SLOWEST, max(0, failures - FREE_FAILURES) * STEP)


def pause(seconds: float) -> None:
    time.sleep(seconds)


def remember(request: HttpRequest, response: HttpResponse, phone: str) -> None:
    """The owner signed in here: this device and this address keep an allowance of their own."""
    number = number_key(phone)
    cache.set(_address(request, number), True, ADDRESS_DAYS * 86400)
    marks = [_mark(number), *(each for each in _marks(request) if each != _mark(number))][:_ACCOUNTS]
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps(marks, salt=_SALT),
        max_age=DEVICE_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _mark(number: str) -> str:
    return sha256(f"device:{number}".encode()).hexdigest()[:24]


def _marks(request: HttpRequest) -> list[str]:
    try:
        found: Any = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=_SALT, max_age=DEVICE_DAYS * 86400)
    except signing.BadSignature:
        return []
    return [str(each) for each in found] if isinstance(found, list) else []


def _address(request: HttpRequest, number: str) -> str:
    return f"people:known:{_mark(number)}:{visitor.place(request)}"
