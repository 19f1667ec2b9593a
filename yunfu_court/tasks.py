"""The roof's own periodic tasks; each asks the clock once and passes the day down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from functools import partial

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.cache import cache

from common.cases.actions import (
    ask_about_posts,
    end_guardianships,
    look_again,
    recount_lapsed,
    recount_open,
    sweep_lapsed,
)
from common.cases.events import SYSTEM
from common.cases.models.case import let_go
from common.delivery.actions import raise_hanging, recount_published
from common.documents.actions import wake
from common.law import clock
from common.notifications.rules import waking
from common.web.logs import log_class
from triage.trial.actions import look_at_days
from yunfu_court import appointments, retention, runs
from yunfu_court.procedure.todos import retry_all
from yunfu_court.reminders import remind, remind_again, remind_done, remind_left_out, remind_todos

logger = logging.getLogger(__name__)
PAUSED = "sweeps-paused"  # a cache key; whoever sets it lets it expire


@shared_task(name="yunfu_court.sweep_deadlines")
def sweep_deadlines() -> int | None:
    """The day's sweep, by the calendar of today. Not while the demo city is being played (PAUSED): its disputes are
    still in their own past."""
    if settings.DEMO and cache.get(PAUSED):
        return None
    today = clock.today()
    others = (
        partial(end_guardianships, today=today),
        partial(ask_about_posts, today=today),
        partial(look_again, today=today),
        partial(appointments.follow_up, today),
    )
    done, failed = _each(*_recounts(today), *others, partial(sweep_lapsed, today=today, by=SYSTEM))
    if failed:
        raise failed[0]
    return done[-1]


def recount(today: date) -> int:
    """Whatever day was kept by a calendar is counted again by the present one. Returns how many changed."""
    done, failed = _each(*_recounts(today))
    if failed:
        raise failed[0]
    return sum(done)


def _recounts(today: date) -> tuple[Callable[[], int], ...]:
    return (
        partial(recount_open, today=today, by=SYSTEM),
        partial(recount_lapsed, today=today, by=SYSTEM),
        partial(recount_published, today=today),
        partial(look_at_days, today=today),
        partial(appointments.ask_for_days, today),
    )


def _each(*steps: Callable[[], int]) -> tuple[list[int], list[Exception]]:
    """Every step, whatever befalls the one before it: what each returned, and what was raised. The caller raises it
    when all are done: a task that failed is still owed (`yunfu_court.runs`)."""
    done: list[int] = []
    failed: list[Exception] = []
    for step in steps:
        try:
            done.append(step())
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            log_class(logger, error, "a step of the sweep failed")
            let_go()
            failed.append(error)
    return done, failed


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
    if waking(now) != now:
        return None
    says = (remind, appointments.remind, remind_todos, remind_again, remind_left_out, remind_done)
    done, failed = _each(*(partial(say, now.date()) for say in says))
    if failed:
        raise failed[0]
    return sum(done)


@shared_task(name="yunfu_court.raise_hanging")
def ask_for_hanging() -> int | None:
    """Papers on their way for too long are put on the list of who serves them; not while the demo city is played."""
    if settings.DEMO and cache.get(PAUSED):
        return None
    return raise_hanging(today=clock.today())


@shared_task(name="yunfu_court.catch_up")
def catch_up() -> int:
    """What was left out of the timetable is done."""
    return runs.catch_up()


@shared_task(name="yunfu_court.retain")
def retain() -> dict[str, int]:
    """What has been kept long enough ends."""
    return retention.sweep(clock.now())
