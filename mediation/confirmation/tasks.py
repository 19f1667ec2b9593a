"""What the mediation centre does by itself."""

from __future__ import annotations

from celery import shared_task

from common.law import clock
from mediation.confirmation.actions import name_judges_left


@shared_task(name="mediation.name_judges_left")
def hand_over_reviews() -> int:
    """Agreements and confirmations before judges who left their court go to others. Returns in how many cases."""
    return name_judges_left(today=clock.today())
