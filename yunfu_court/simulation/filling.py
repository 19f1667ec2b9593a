"""Starting, going on and finishing a filling, with its progress where every page can read it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db import connection

from common.cases.models import Case
from yunfu_court.simulation.city import City
from yunfu_court.simulation.models import Fill
from yunfu_court.targets import tally
from yunfu_court.tasks import PAUSED

logger = logging.getLogger(__name__)
KEY = "simulation.progress"
_LOCK = 53_0001  # the advisory lock of a filling: two at once would play every dispute twice
_DAY = 24 * 3600


@dataclass(frozen=True)
class Progress:
    """How far a filling has come; `percent` is of the days played, since the last months take their time too."""

    done: int
    total: int
    day: str
    percent: int
    ended: bool

    @property
    def words(self) -> str:
        """已生成 120 件纠纷，进行到 2025-06-30."""
        return f"已生成 {self.done} / {self.total} 件纠纷，进行到 {self.day}。现在就可以登录使用。"


def progress() -> Progress | None:
    """What the page shows while the city fills; None when nothing is being filled. No query: one look in the cache."""
    try:
        kept: dict[str, Any] | None = cache.get(KEY)
    except Exception:  # a cache that is away costs the bar, not the page
        return None
    return Progress(**kept) if kept else None


def _keep(fill: Fill, first: date) -> None:
    ended = fill.ended_at is not None
    span = max(1, (fill.today - first).days)
    percent = 100 if ended else min(99, 100 * ((fill.day or first) - first).days // span)
    shown = Progress(fill.done, fill.cases, (fill.day or first).isoformat(), percent, ended)
    try:
        cache.set(KEY, asdict(shown), timeout=60 if ended else _DAY)
        # Today's sweep must not run through disputes that are still being played in their own past.
        cache.set(PAUSED, not ended, timeout=1 if ended else 300)
    except Exception as error:
        logger.warning("progress was not kept: %s", type(error).__name__)


def fill_city(
    *, cases: int, seed: str, today: date, if_empty: bool = False, say: Callable[[Fill], None] | None = None
) -> City | None:
    """Play a city to its end and count its figures. Returns the city, or None when there was nothing to do.

    A filling that was not finished goes on, whatever `cases` and `seed` say. With `if_empty` a complete one, or a
    database in which others worked before today, is left alone. Of two processes the second waits for the first, then
    looks again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            fill = Fill.objects.filter(ended_at__isnull=True).order_by("pk").first()
            if fill is None:
                if if_empty and (Fill.objects.exists() or Case.objects.filter(received_on__lt=today).exists()):
                    return None
                fill = Fill.objects.create(seed=_fresh(seed), cases=cases, today=today)
            return _play(fill, say)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _fresh(seed: str) -> str:
    """A second city in the same database tells other stories: its submissions must not be taken for the first's."""
    count = Fill.objects.filter(seed__startswith=seed).count()
    return f"{seed}+{count}" if count else seed


def _play(fill: Fill, say: Callable[[Fill], None] | None) -> City:
    city: City | None = None

    def tell(now: Fill) -> None:
        _keep(now, city.first if city else now.today)
        if say is not None:
            say(now)

    city = City(fill, say=tell)
    city.run()
    tally.rebuild()
    return city
