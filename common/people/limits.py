"""How often somebody may try a password or ask for a code, so that a stranger spends nothing of the owner's.

What is counted for one number is counted by place: a device or an address from which its owner has signed in has an
allowance of its own; every other address has a smaller one, and all of them together share the number's. What an
address does to all numbers only slows it (`common.web.pace`). A hall whom the court knows (`settings.KNOWN_NETWORKS`)
counts apart from strangers and has more.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from allauth.core.internal import ratelimit
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from common.fields import blind_index
from common.people.rules import normalise_phone
from common.web import pace, visitor
from common.web.pace import Pace

DEVICE_COOKIE, _SALT = "known_device", "people.device"
DEVICE_DAYS, ADDRESS_DAYS = 180, 30
# Accounts that one device is known to: a family's telephone, a village office's computer.
_ACCOUNTS = 5

# Wrong passwords for one number: from the owner's place; from another address, and from all of them; from a known hall.
OWN_TRIES, PLACE_TRIES, NUMBER_TRIES, HALL_TRIES = "5/5m/key", "5/5m/key", "10/5m/key", "20/5m/key"

# Codes cost money and disturb: a place that is not the owner's is held harder than the number, and what strangers spend
# of a number is there again within the hour.
OWN_CODES = ("2/m/key", "10/d/key")
PLACE_CODES = ("2/m/key", "4/h/key")
NUMBER_CODES = ("6/h/key",)
HALL_CODES = ("2/m/key", "6/h/key")
ADDRESS_CODES = Pace(burst=5)


@dataclass(frozen=True, slots=True)
class Wait:
    """No code now: `spent` of this number, or its address is too quick; and after how many seconds there is one."""

    spent: bool
    seconds: int


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


def _place(request: HttpRequest, number: str) -> str:
    return f"{number}:from:{visitor.place(request)}"


def may_try(request: HttpRequest, phone: str) -> ratelimit.RateLimitUsage | None:
    """Whether a password may be tried for this number; counted, and given back (`rollback`) when it was right."""
    number, own = number_key(phone), place_key(request, phone)
    if own:
        return _all(request, "login_failed", [(OWN_TRIES, own)])
    if visitor.in_hall(request):
        return _all(request, "login_failed", [(HALL_TRIES, _place(request, number))])
    return _all(request, "login_failed", [(PLACE_TRIES, _place(request, number)), (NUMBER_TRIES, number)])


def code_wait(request: HttpRequest, phone: str, *, asking: bool = True) -> Wait | None:
    """None: a code may be sent to this number now; with `asking` it is counted. Nothing is counted of what is refused:
    who asks in vain spends nothing of the number's, nor of the others' at the same address."""
    number, own = number_key(phone), place_key(request, phone)
    place = _place(request, number)
    if own:
        rates = [(rate, own) for rate in OWN_CODES]
    elif visitor.in_hall(request):
        rates = [(rate, place) for rate in HALL_CODES]
    else:
        rates = [*((rate, place) for rate in PLACE_CODES), *((rate, number) for rate in NUMBER_CODES)]
    for rate, key in reversed(rates):
        if _all(request, "code", [(rate, key)], asking=False) is None:
            return Wait(True, int(ratelimit.parse_rate(rate).duration))
    seconds = pace.wait(request, "code", ADDRESS_CODES, counted=asking)
    if seconds:
        return Wait(False, seconds)
    if asking and _all(request, "code", rates) is None:  # another window was quicker
        return Wait(True, int(ratelimit.parse_rate(rates[0][0]).duration))
    return None


def _all(
    request: HttpRequest, action: str, rates: list[tuple[str, str]], *, asking: bool = True
) -> ratelimit.RateLimitUsage | None:
    """All of these limits, or none of them: where the second refuses, the first is given back."""
    used = ratelimit.RateLimitUsage(usage=[])
    for rate, key in rates:
        one = ratelimit.consume(
            request,
            app="allauth.account",
            action=action,
            config={action: rate},
            key=key,
            dry_run=not asking,
            limit_get=True,
        )
        if one is None:
            if asking:
                used.rollback()
            return None
        used.usage += one.usage
    return used


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
