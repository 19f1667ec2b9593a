"""The roof's own periodic tasks; each asks the clock once and passes the day down."""

from __future__ import annotations

from datetime import date

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

from common.cases.actions import sweep_lapsed
from common.cases.events import SYSTEM
from common.law import clock
from yunfu_court.procedure.todos import retry_all
from yunfu_court.reminders import remind

PAUSED = "sweeps-paused"  # a cache key; whoever sets it lets it expire


def lapse_deadlines(today: date) -> int:
    """Announce every term whose last day has passed; run again until none is left. Returns how many."""
    total = 0
    while done := sweep_lapsed(today=today, by=SYSTEM):
        total += done
    return total


@shared_task(name="yunfu_court.sweep_deadlines")
def sweep_deadlines() -> int:
    """The day's sweep. Not while the demo city is being played (PAUSED): its disputes are still in their own past."""
    if settings.DEMO and cache.get(PAUSED):
        return 0
    return lapse_deadlines(clock.today())


@shared_task(name="yunfu_court.retry_steps")
def retry_steps() -> int:
    """What waited for a person or a fact is tried again."""
    return retry_all(clock.today())


@shared_task(name="yunfu_court.remind")
def send_reminders() -> int:
    """Tell those whose day is near."""
    return remind(clock.today())
