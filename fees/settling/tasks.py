"""What settling does by itself."""

from __future__ import annotations

from celery import shared_task

from common.cases.events import SYSTEM
from common.law import clock
from fees.settling.actions import sweep_bearing


@shared_task(name="fees.sweep_bearing")
def bearing() -> int:
    """What took effect, what nobody chose, what nobody paid."""
    return sweep_bearing(today=clock.today(), by=SYSTEM)
