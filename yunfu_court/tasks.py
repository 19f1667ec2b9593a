"""The roof's own periodic tasks; each asks the clock once and passes the day down."""

from __future__ import annotations

from datetime import date

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

from common.cases.actions import recount_open, sweep_lapsed
from common.cases.events import SYSTEM
from common.delivery.actions import recount_published
from common.documents.actions import wake
from common.law import clock
from common.notifications.rules import waking
from yunfu_court import retention, runs
from yunfu_court.procedure.todos import retry_all
from yunfu_court.reminders import remind

PAUSED = "sweeps-paused"  # a cache key; whoever sets it lets it expire


@shared_task(name="yunfu_court.sweep_deadlines")
def sweep_deadlines() -> int | None:
    """The day's sweep, by the calendar of today. Not while the demo city is being played (PAUSED): its disputes are
    still in their own past."""
    if settings.DEMO and cache.get(PAUSED):
        return None
    recount(clock.today())
    return sweep_lapsed(today=clock.today(), by=SYSTEM)


def recount(today: date) -> int:
    """Whatever day was kept by a calendar is counted again by the present one. Returns how many changed."""
    return recount_open(today=today, by=SYSTEM) + recount_published(today=today)


@shared_task(name="yunfu_court.recount")
def recount_days() -> int:
    """The calendar changed."""
    return recount(clock.today())


def calendar_changed() -> None:
    """settings.CALENDAR_HANDLERS; a wake-up that is lost is made good by the next morning's sweep."""
    wake("yunfu_court.recount")


@shared_task(name="yunfu_court.retry_steps")
def retry_steps() -> int:
    """What waited for a person or a fact is tried again."""
    return retry_all(clock.today())


@shared_task(name="yunfu_court.remind")
def send_reminders() -> int | None:
    """Tell those whose day is near; at night nobody, the morning does it."""
    now = clock.now()
    return remind(now.date()) if waking(now) == now else None


@shared_task(name="yunfu_court.catch_up")
def catch_up() -> int:
    """What was left out of the timetable is done."""
    return runs.catch_up()


@shared_task(name="yunfu_court.retain")
def retain() -> dict[str, int]:
    """What has been kept long enough ends."""
    return retention.sweep(clock.now())
