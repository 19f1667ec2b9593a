"""Tries counted within a quarter of an hour: lodging from an address or by an account, guessing at one code."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache

from common.fields import blind_index
from petitions.letters.models import Attempt
from petitions.letters.states import Scope

WINDOW = timedelta(minutes=15)


# Guesses at one number are counted from each address apart: who guesses elsewhere never locks the owner out. (A code is
# one of 30^8: no number of addresses gets anywhere at ten a quarter of an hour.) What one address does to many numbers
# only slows it (`common.web.pace`).
LIMITS: dict[Scope, int] = {Scope.NUMBER: 10, Scope.LODGING: 20}


def _key(scope: Scope, text: str) -> str:
    return blind_index(f"attempt:{scope}:{text}") or ""


def _cache_key(scope: Scope, key: str) -> str:
    return f"petitions:{scope}:{key}"


def _stopped(scope: Scope, key: str) -> bool:
    """The short cut: a full counter in the cache. Whatever is wrong with the cache, the rows decide."""
    try:
        return cache.get(_cache_key(scope, key)) is not None
    except Exception:
        return False


def _stop(scope: Scope, key: str, until: timedelta) -> None:
    try:
        cache.set(_cache_key(scope, key), 1, timeout=max(1, int(until.total_seconds())))
    except Exception:
        return


def count_try(scope: Scope, text: str, now: datetime) -> Attempt | None:
    """Write the attempt down, then count: however many come at once, no more than the limit get through.

    None: too many within the window.
    """
    key = _key(scope, text)
    if _stopped(scope, key):
        return None
    row = Attempt.objects.create(scope=scope, key=key, at=now)
    rows = Attempt.objects.filter(scope=scope, key=key, at__gt=now - WINDOW)
    if rows.count() > LIMITS[scope]:
        row.delete()
        oldest = rows.order_by("at").values_list("at", flat=True).first() or now
        _stop(scope, key, oldest + WINDOW - now)
        return None
    return row


def allowed(*, address: str, now: datetime) -> bool:
    """Whether this address (or account, `account:<pk>`) may lodge another petition just now."""
    rows = Attempt.objects.filter(scope=Scope.LODGING, key=_key(Scope.LODGING, address), at__gt=now - WINDOW)
    return rows.count() < LIMITS[Scope.LODGING]


def lodged_from(*, address: str, now: datetime) -> None:
    """Count a petition that was made from this address, or by this account."""
    Attempt.objects.create(scope=Scope.LODGING, key=_key(Scope.LODGING, address), at=now)


def forget_tries(*, now: datetime) -> int:
    """Tries that count no more. Returns how many."""
    return Attempt.objects.filter(at__lt=now - WINDOW).delete()[0]
