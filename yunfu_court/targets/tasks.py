"""What the worker does for the figures. Every task may run twice."""

from __future__ import annotations

from celery import shared_task

from common.law import clock
from yunfu_court.targets import report
from yunfu_court.targets import tally as tallies


@shared_task(name="targets.tally")
def tally() -> int:
    """Count again what was touched, and send forgotten reports to the worker. Returns the court-days counted."""
    counted = tallies.drain()
    report.rouse(clock.now())
    return counted


@shared_task(name="targets.monthly_report")
def monthly_report() -> int:
    """The reports of the month that ended, for the city and each court (beat, on the first). Returns how many."""
    return len(report.request_month(today=clock.today()))


@shared_task(name="targets.render_report")
def render_report(report_id: int) -> bool:
    """Render one report that was asked for."""
    return report.make(report_id)
