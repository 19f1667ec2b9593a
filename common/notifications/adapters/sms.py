"""SMS. A court's gateway is a class with `send`, named in settings.NOTICE_SENDERS."""

from __future__ import annotations

from common.notifications.models import Notice

from .base import Receipt, idempotency_key


class Simulator:
    """Sends nothing and writes nothing: the outbox row itself is the message, and the viewer reads it."""

    def send(self, notice: Notice) -> Receipt:
        return Receipt(f"simulated-{idempotency_key(notice.pk)}")
