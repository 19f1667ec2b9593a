"""In-site messages arrive by being there."""

from __future__ import annotations

from common.notifications.models import Notice

from .base import Receipt


class InSite:
    def send(self, notice: Notice) -> Receipt:
        return Receipt(f"in-site-{notice.pk}")
