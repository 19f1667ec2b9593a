"""When people may be called to come: tables, without a database."""

from __future__ import annotations

from datetime import date, datetime, time

from common.law.calendar import BUILT_IN
from common.law.sittings import Hours, day_refused, hour_refused
from tests.tables import rows

HOURS = Hours(time(8, 30), time(17), time(20, 30), ahead=180)
TODAY = date(2026, 3, 2)


@rows(
    ("on", "until", "words"),
    [
        (date(2026, 3, 12), None, ""),
        (date(2026, 2, 28), None, ""),  # a Saturday worked for a holiday
        (date(2026, 3, 14), None, "休息日，法院不上班。下一个工作日是 3 月 16 日"),
        (date(2026, 10, 1), date(2026, 12, 1), "休息日，法院不上班。下一个工作日是 10 月 8 日"),
        (date(2026, 8, 28), None, ""),  # the 179th day
        (date(2026, 8, 31), None, "最晚定到 2026 年 8 月 29 日（从今天起 180 日）"),
        (date(2999, 3, 12), None, "太晚了"),
        (date(2026, 6, 2), date(2026, 6, 2), ""),
        (date(2026, 6, 3), date(2026, 6, 2), "最晚定到 2026 年 6 月 2 日，这一天期限届满"),
        (date(2026, 9, 2), date(2026, 9, 2), ""),  # its term goes before the court's own bound
    ],
)
def test_the_day(on: date, until: date | None, words: str) -> None:
    said = day_refused(on, today=TODAY, hours=HOURS, days=BUILT_IN, until=until).value
    assert words in said
    assert bool(said) == bool(words)


@rows(
    ("hour", "by_video", "agreed", "words"),
    [
        (time(8, 30), False, False, ""),
        (time(17), False, False, ""),
        (time(8, 29), True, True, "08:30 到 20:30"),
        (time(3), False, False, "08:30 到 17:00"),
        (time(19), False, False, "可以定到 20:30"),
        (time(19), True, False, "可以定到 20:30"),
        (time(19), False, True, "08:30 到 17:00"),  # agreed, but in the courtroom
        (time(19), True, True, ""),
        (time(20, 31), True, True, "08:30 到 20:30"),
    ],
)
def test_the_hour(hour: time, by_video: bool, agreed: bool, words: str) -> None:
    said = hour_refused(datetime.combine(TODAY, hour), HOURS, by_video=by_video, agreed=agreed).value
    assert words in said
    assert bool(said) == bool(words)
