"""Every periodic task on one page: when, what, why. Beat reads it; the simulation runs the same lines day by day.

No legal term is a timer: a deadline is a stored day, and a sweep asks each morning which days have passed.
"""

from __future__ import annotations

from dataclasses import dataclass

from celery.schedules import crontab, schedule


@dataclass(frozen=True)
class Entry:
    task: str
    schedule: schedule | crontab | float
    why: str
    daily: bool = False  # the simulation runs these once a day, in this order


TIMETABLE: dict[str, Entry] = {
    "deadlines": Entry(
        "yunfu_court.sweep_deadlines",
        crontab(minute="5", hour="0"),
        "terms whose last day has passed are announced, each once (民诉法85)",
        daily=True,
    ),
    "reminders": Entry(
        "yunfu_court.remind",
        crontab(minute="30", hour="8"),
        "parties and staff hear of a day three days, one day and on the day before it ends",
        daily=True,
    ),
    "waiting_steps": Entry(
        "yunfu_court.retry_steps",
        3600.0,
        "steps that lacked a person or a fact are taken again: a judge or a team may have come since",
        daily=True,
    ),
    "left_drafts": Entry(
        "triage.hand_over_left",
        crontab(minute="15", hour="0"),
        "draft rulings of a judge whose post ended lie before another judge",
    ),
    "left_reviews": Entry(
        "mediation.name_judges_left",
        crontab(minute="20", hour="0"),
        "agreements a judge was to review or confirm whose post ended lie before another judge",
    ),
    "money": Entry("fees.sweep", 60.0, "money received whose reaction was interrupted is taken up again"),
    "papers": Entry("documents.sweep", 30.0, "papers a lost broker forgot are rendered"),
    "copies": Entry("documents.sweep_copies", 30.0, "copies for reading a lost broker forgot are made"),
    "uploads": Entry("documents.sweep_uploads", 3600.0, "files nobody went on sending for a day are forgotten"),
    "notices": Entry("notifications.sweep", 15.0, "messages a lost broker forgot are sent"),
    "services": Entry(
        "delivery.sweep", 30.0, "electronic services whose message arrived are recorded (在线诉讼规则31)"
    ),
    "tallies": Entry("targets.tally", 3.0, "the figures of days that were touched are counted again"),
    "report": Entry(
        "targets.monthly_report",
        crontab(minute="0", hour="7", day_of_month="1"),
        "the target report of the month that ended (实施意见3, 19)",
    ),
}
