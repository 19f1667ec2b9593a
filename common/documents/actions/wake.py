"""The nudge after a commit. It may be lost: the row is what counts, and a sweep finds it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)
_unhurried: ContextVar[bool] = ContextVar("unhurried", default=False)


@contextmanager
def unhurried() -> Iterator[None]:
    """Inside, no worker is woken and a paper is made when somebody opens it first: a city is played, whose thousands of
    papers few will ever read."""
    token = _unhurried.set(True)
    try:
        yield
    finally:
        _unhurried.reset(token)


def is_unhurried() -> bool:
    return _unhurried.get()


def wake(task: str, *args: Any) -> None:
    """Send `task` to the worker once the present transaction is committed.

    Never raises and never waits for a broker that is down. Nothing is sent with `settings.WAKE_UPS = False` or inside
    `unhurried`.
    """
    if is_unhurried() or not getattr(settings, "WAKE_UPS", True):
        return

    def send() -> None:
        try:
            # Positional ids only: a message may be seen by whoever reads the broker.
            current_app.send_task(task, args=list(args), retry=False, ignore_result=True)
        except Exception as error:
            logger.warning("%s was not sent to the broker (%s); the sweep will do it", task, type(error).__name__)

    transaction.on_commit(send, robust=True)
