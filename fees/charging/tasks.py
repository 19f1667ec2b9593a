"""What the fee office does by itself."""

from __future__ import annotations

from celery import shared_task

from common.cases.events import SYSTEM
from common.law import clock
from fees.charging.actions import sweep_overdue
from fees.money.actions import sweep_receipts


@shared_task(name="fees.sweep")
def sweep() -> dict[str, int]:
    """React to money whose reaction was interrupted; look again at terms that ran out while something held them."""
    today = clock.today()
    return {"receipts": sweep_receipts(today=today), "lapsed": sweep_overdue(today=today, by=SYSTEM)}
