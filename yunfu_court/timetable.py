"""Every periodic task on one page: when, what, why. Beat reads it; the simulation runs the same lines day by day.

No legal term is a timer: a deadline is a stored day, and a sweep asks each morning which days have passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery.schedules import crontab, schedule

from common.notifications.rules import waking


@dataclass(frozen=True)
class Entry:
    task: str
    schedule: schedule | crontab | float
    why: str
    daily: bool = False  # the simulation runs these once a day, in this order
    rings: bool = False  # it makes telephones ring: never at night, also when it is late

    @property
    def kept(self) -> bool:
        """Whether it matters that it ran at its hour: what comes again within the hour is not remembered."""
        return isinstance(self.schedule, crontab)

    def due_after(self, done: datetime) -> datetime:
        """When an entry that is kept was next to run after it was last done."""
        if not isinstance(self.schedule, crontab):
            raise TypeError("no hour of its own")
        last, delta, _ = self.schedule.remaining_delta(done)
        due: datetime = last + delta
        return due


TIMETABLE: dict[str, Entry] = {
    "deadlines": Entry(
        "yunfu_court.sweep_deadlines",
        crontab(minute="5", hour="0"),
        "open terms are counted by today's calendar; those whose last day has passed are announced (民诉法85); the"
        " guardian's power over who comes of age ends (民诉法60); a clerk hears of an agent who was given a post"
        " (解释84); a hearing nobody recorded is on somebody's list",
        daily=True,
    ),
    "reminders": Entry(
        "yunfu_court.remind",
        crontab(minute="30", hour="8"),
        "parties, their agents and staff hear of a day, or an appointment, three days and one day before it and on it;"
        " staff, and then the head of division, of one that was missed or of a to-do that waits too long",
        daily=True,
        rings=True,
    ),
    "dead_messages": Entry(
        "notifications.revive",
        crontab(minute="10", hour="8"),
        "messages given up while a gateway was down, and that still matter, are tried again: for three days",
        rings=True,
    ),
    "left_out": Entry(
        "yunfu_court.catch_up",
        600.0,
        "what a stopped beat, a lost message or a failed run left out is done: by the days in the database",
    ),
    "hanging": Entry(
        "yunfu_court.raise_hanging",
        crontab(minute="10", hour="0"),
        "papers on their way for too long are on the list of who serves them: what runs from receipt has not begun"
        " (民诉法87, 95)",
        daily=True,
    ),
    "waiting_steps": Entry(
        "yunfu_court.retry_steps",
        3600.0,
        "steps that lacked a person or a fact are taken again: a judge or a team may have come since",
        daily=True,
    ),
    "retention": Entry(
        "yunfu_court.retain",
        crontab(minute="40", hour="3"),
        "what has been kept long enough ends: visits, sessions, drafts, codes (个人信息保护法19, 47)",
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
    "burdens": Entry(
        "fees.sweep_bearing",
        crontab(minute="25", hour="0"),
        "what took effect moves the fee: winners are asked, silence is a refund, losers pay or are listed (解释207)",
        daily=True,
    ),
    "money": Entry("fees.sweep", 60.0, "money received whose reaction was interrupted is taken up again"),
    "papers": Entry("documents.sweep", 30.0, "papers a lost broker forgot are rendered"),
    "copies": Entry("documents.sweep_copies", 30.0, "copies for reading a lost broker forgot are made"),
    "scans": Entry("documents.sweep_scans", 60.0, "files the scanner gave no answer for are asked about again"),
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

GRACE = timedelta(minutes=10)  # for beat and the worker to do it by themselves


def left_out(done: Mapping[str, datetime], now: datetime) -> list[str]:
    """The entries whose hour has come since they were last done (name -> moment) and that nobody has run. One of which
    nothing is known yet begins today."""
    return [
        name
        for name, entry in TIMETABLE.items()
        if entry.kept
        and name in done
        and entry.due_after(done[name]) + GRACE <= now
        and not (entry.rings and waking(now) > now)
    ]
