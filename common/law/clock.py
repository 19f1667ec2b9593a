"""The one clock. Views and actions ask it once and pass the day down; tests and the simulation set it.

Two overrides: a context variable (one task, one test, one request) and a process-wide one (the simulation's worker
threads); the context variable wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_local: ContextVar[datetime | None] = ContextVar("court_clock", default=None)
_process: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in Asia/Shanghai."""
    return _local.get() or _process or datetime.now(SHANGHAI)


def today() -> date:
    """The present day in Asia/Shanghai."""
    return now().date()


def moment(value: datetime | date) -> datetime:
    """A day (09:00, when the counters open) or a moment as an aware datetime in Asia/Shanghai.

    A naive datetime is read as Shanghai time.
    """
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(9))
    if value.tzinfo is None:
        return value.replace(tzinfo=SHANGHAI)
    return value.astimezone(SHANGHAI)


def set_process_clock(value: datetime | date | None) -> None:
    """Set the clock of the whole process (the simulation); None gives the real time back."""
    global _process
    _process = None if value is None else moment(value)


@contextmanager
def at(value: datetime | date) -> Iterator[datetime]:
    """``with clock.at(date(2026, 3, 2)): ...`` — the former clock returns afterwards."""
    token = _local.set(moment(value))
    try:
        yield now()
    finally:
        _local.reset(token)
