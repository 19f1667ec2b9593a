"""When somebody may be called to come: in the working hours of the court, on a working day, not too far ahead.

No article sets the hour or how far ahead: both are the court's own settings. The notice that the law asks for a hearing
(民诉法139) is counted by its term.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from common.law import clock
from common.law.articles import Finding, art
from common.law.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Hours:
    """Between which hours a sitting may begin; until when by video, where everybody agreed; how many days ahead."""

    opens: time
    closes: time
    evening: time
    ahead: int


def day_refused(on: date, *, today: date, hours: Hours, days: Calendar, until: date | None = None) -> Finding[str]:
    """Why nobody may be called to this day, in words; "" when they may. `until`: the last day of the term within which
    the sitting belongs (审限, the period of a mediation); without one the court's own bound holds."""
    last = until or today + timedelta(days=hours.ahead)
    if on > last:
        words = f"太晚了：最晚定到 {last.year} 年 {last.month} 月 {last.day} 日"
        words += "，这一天期限届满。确实要更晚的，请先申请延长期限" if until else f"（从今天起 {hours.ahead} 日）"
        return Finding(f"{words}。", (art("民诉法", 152),) if until else (), confirmed=bool(until))
    if not days.is_working_day(on):
        working = days.next_working_day(on)
        return Finding(f"这一天是休息日，法院不上班。下一个工作日是 {working.month} 月 {working.day} 日。")
    return Finding("")


def hour_refused(at: datetime, hours: Hours, *, by_video: bool = False, agreed: bool = False) -> Finding[str]:
    """Why nobody may be called to this hour, in words; "" when they may. By video it may be an evening, where all
    `agreed` (在线诉讼4)."""
    hour = clock.moment(at).time().replace(tzinfo=None)
    last = hours.evening if by_video and agreed else hours.closes
    if hours.opens <= hour <= last:
        return Finding("")
    words = f"请定在 {hours.opens:%H:%M} 到 {last:%H:%M} 之间开始。"
    if hours.opens <= hour <= hours.evening and not agreed:
        words += f"各方都同意在线进行的，可以定到 {hours.evening:%H:%M}。"
    return Finding(words, (art("在线诉讼", 4),), confirmed=False)
