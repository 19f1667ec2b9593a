"""What a trial does by itself."""

from __future__ import annotations

from celery import shared_task

from common.law import clock
from triage.trial.actions import hand_over_left


@shared_task(name="triage.hand_over_left")
def hand_over_drafts() -> int:
    """Draft rulings of judges who are judges of their court no more go to others. Returns how many did."""
    return hand_over_left(today=clock.today())
