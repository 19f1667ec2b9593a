"""How an address is slowed. It is never shut: behind one stand a hall full of people, and who hurries is one of them.

Two ways, both of a place (`visitor.place`) and neither of a known network (`settings.KNOWN_NETWORKS`):

- `failed`: the answer to a wrong password or code comes later the more of them came just before; a right one never
  waits.
- `wait`: what costs money or work goes at a pace; who is too early hears after how many seconds to press again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.http import HttpRequest

from common.law.refusal import ActionRefused
from common.web import visitor

T = TypeVar("T")

# Failures of one place in ten seconds that cost nothing, and how its answers then slow down, in seconds.
FREE_FAILURES, WINDOW, STEP, SLOWEST = 20, 10, 0.05, 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` at once within `per` seconds; after `free` within `window` a gap that grows by a second for each further
    one, up to `slowest` seconds."""

    burst: int
    per: int = 10
    free: int = 20
    window: int = 3600
    slowest: int = 30


def failed(request: HttpRequest) -> None:
    """Something secret was told wrongly: a password, a code, who somebody is."""
    if visitor.in_hall(request):
        return
    if seconds := delay(_counted(_key("failed", visitor.place(request)), WINDOW)):
        pause(seconds)


def guessed(request: HttpRequest, act: Callable[[], T]) -> T:
    """What an act returns that asks for a code; refused, it was a guess (`failed`)."""
    try:
        return act()
    except ActionRefused:
        failed(request)
        raise


def delay(failures: int) -> float:
    """Seconds by which the answer to the next failure of a place waits."""
    return min(SLOWEST, max(0, failures - FREE_FAILURES) * STEP)


def pause(seconds: float) -> None:
    time.sleep(seconds)


def wait(request: HttpRequest, what: str, pace: Pace, *, counted: bool = True) -> int:
    """Seconds until this place may do it; 0: now. With `counted` it is then done, and counts."""
    if visitor.in_hall(request):
        return 0
    place = visitor.place(request)
    burst, many, gap = (_key(f"{what}:{each}", place) for each in ("burst", "many", "gap"))
    if cache.get(gap) is not None:
        return _left(gap, pace.slowest)
    if int(cache.get(burst) or 0) >= pace.burst:
        return pace.per
    if not counted:
        return 0
    over = _counted(many, pace.window) - pace.free
    if over > 0 and not cache.add(gap, int(time.time()) + min(over, pace.slowest), min(over, pace.slowest)):
        return _left(gap, pace.slowest)
    return pace.per if _counted(burst, pace.per) > pace.burst else 0


def _left(gap: str, most: int) -> int:
    """Seconds a gap still lasts; it may end while it is read."""
    return max(1, min(most, int(cache.get(gap) or 0) - int(time.time())))


def _counted(key: str, window: int) -> int:
    """Count one more; how many there are now. Its seconds begin with the first."""
    cache.add(key, 0, window)
    try:
        return int(cache.incr(key))
    except ValueError:  # its seconds were over in between
        return 1


def _key(what: str, place: str) -> str:
    return f"pace:{what}:{sha256(place.encode()).hexdigest()[:32]}"
