"""The nudge after a commit. It may be lost: the row is what counts, and a sweep finds it."""

from __future__ import annotations

import logging
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)


def wake(task: str, *args: Any) -> None:
    """Send `task` to the worker once the present transaction is committed.

    Never raises and never waits for a broker that is down. `settings.WAKE_UPS = False` (the simulation) sends nothing.
    """
    if not getattr(settings, "WAKE_UPS", True):
        return

    def send() -> None:
        try:
            # Positional ids only: a message may be seen by whoever reads the broker.
            current_app.send_task(task, args=list(args), retry=False, ignore_result=True)
        except Exception as error:
            logger.warning("%s was not sent to the broker (%s); the sweep will do it", task, type(error).__name__)

    transaction.on_commit(send, robust=True)
