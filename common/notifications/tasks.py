"""Sending, outside any transaction. A task may run twice, or never: the claim and the sweep take care of both."""

from __future__ import annotations

import logging

from celery import shared_task

from common.cases.actions import one_by_one
from common.law import clock
from common.notifications.actions import claim, forget_codes, keep_failure, keep_sent, revive
from common.notifications.adapters import Undeliverable, sender_for
from common.notifications.queries import due
from common.notifications.rules import waking

logger = logging.getLogger(__name__)


@shared_task(name="notifications.send")
def send(notice_id: int) -> bool:
    """Send one message. False when there was nothing to do, or it failed and will be tried again."""
    notice = claim(pk=notice_id, now=clock.now())
    if notice is None:
        return False
    try:
        receipt = sender_for(notice.channel).send(notice)
    except Undeliverable as error:
        keep_failure(notice=notice, trouble=error.code, now=clock.now(), final=True)
        return False
    except Exception as error:
        # The class only: a provider's text may quote the number or the message.
        logger.warning("notice %s by %s failed: %s", notice.pk, notice.channel, type(error).__name__)
        keep_failure(notice=notice, trouble=type(error).__name__, now=clock.now())
        return False
    return keep_sent(notice=notice, provider_ref=receipt.reference, now=clock.now())


@shared_task(name="notifications.sweep")
def sweep(limit: int = 500) -> int:
    """Send whatever is due and was not woken, and forget expired codes. Returns how many were sent."""
    now = clock.now()
    forget_codes(now=now)
    rows = due(now).order_by("due_at", "id").values_list("pk", "event__case", "party__case")
    items = [(pk, told or asked) for pk, told, asked in rows[:limit]]
    return one_by_one("发送消息", items, send, today=now.date())


@shared_task(name="notifications.revive")
def revive_dead() -> int | None:
    """Try again what was given up; at night nothing, the morning does it. Returns how many."""
    now = clock.now()
    return revive(now=now) if waking(now) == now else None
