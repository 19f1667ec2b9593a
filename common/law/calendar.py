"""Working days and the counting of terms (民事诉讼法第八十五条; 民法典第二百零二条 for months).

The start day is not counted; a last day on a 法定休假日 (weekend or holiday) moves to the first working day after it;
a weekend made up for a holiday (调休上班) is a working day. Only the last day matters: holidays in between count.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from common.law import clock
from common.law.articles import Article, Finding, art, joined
from common.law.holidays import HOLIDAYS, PUBLISHED_YEARS, WORKDAYS

_DAY = timedelta(days=1)
# Holidays on fixed days of the sun year (全国年节及纪念日放假办法); the second of May since its revision of 2024.
_FIXED = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})
_SECOND_OF_MAY_SINCE = 2025
LONGEST = 36_600  # No statutory term is longer than a century of days.

ARTICLE_85 = art("民诉法", 85)
ARTICLE_MONTHS = art("民法典", 202)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays, make-up workdays, and the years whose arrangement the State Council's office has published."""

    holidays: frozenset[date]
    workdays: frozenset[date]
    published_years: frozenset[int]

    def is_working_day(self, day: date) -> bool:
        if day in self.workdays:
            return True
        if day in self.holidays or day.weekday() >= 5:
            return False
        if day.year in self.published_years:
            return True
        # A year without a table: the holidays that fall on fixed days of the sun year are known all the same.
        on = (day.month, day.day)
        return on not in _FIXED and not (on == (5, 2) and day.year >= _SECOND_OF_MAY_SINCE)

    def next_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after ``day``. ValueError unless 0 <= count <= 36600."""
        _check(count, least=0)
        while count:
            day += _DAY
            count -= self.is_working_day(day)
        return day

    def with_overrides(self, rows: Iterable[tuple[date, bool]], published_years: Iterable[int] = ()) -> Calendar:
        """Staff's own days over the built-in table: rows of (day, is it a working day).

        A year counts as published only when it is named: a few rows do not make an arrangement.
        """
        holidays, workdays = set(self.holidays), set(self.workdays)
        for day, working in rows:
            (workdays if working else holidays).add(day)
            (holidays if working else workdays).discard(day)
        return replace(
            self,
            holidays=frozenset(holidays),
            workdays=frozenset(workdays),
            published_years=self.published_years | frozenset(published_years),
        )

    def doubt(self, first: date, last: date) -> str:
        """The note to print when the days from ``first`` to ``last`` touch a year without a published arrangement."""
        missing = [year for year in range(first.year, last.year + 1) if year not in self.published_years]
        return joined(*(_missing(year, self.published_years) for year in missing))


def _missing(year: int, published: frozenset[int]) -> str:
    if published and year < min(published):
        return f"未收录{year}年放假安排，日期待核对"
    return f"{year}年放假安排尚未公布，日期以国务院办公厅通知为准"


_DOUBT = re.compile(r"未收录\d+年放假安排，日期待核对|\d+年放假安排尚未公布，日期以国务院办公厅通知为准")


def without_doubt(note: str) -> str:
    """A note that was kept, without what it says of years whose arrangement was not known then."""
    return joined(*(part for part in note.split("；") if not _DOUBT.fullmatch(part)))


BUILT_IN = Calendar(HOLIDAYS, WORKDAYS, PUBLISHED_YEARS)


def due(start: date, days: int, calendar: Calendar = BUILT_IN) -> Finding[date]:
    """The last day of a term of ``days`` (1 or more) counted from the day after ``start``. 民事诉讼法第八十五条."""
    return rolled(add_days(start, days), calendar, (ARTICLE_85,))


def due_working_days(start: date, days: int, calendar: Calendar = BUILT_IN) -> Finding[date]:
    """The last day of a term counted in working days (工作日) from the day after ``start``."""
    _check(days)
    day = calendar.add_working_days(start, days)
    note = calendar.doubt(start + _DAY, day)
    return Finding(day, (ARTICLE_85,), note, not note)


def due_months(start: date, count: int, calendar: Calendar = BUILT_IN) -> Finding[date]:
    """The last day of a term of months: the corresponding day, or the end of a month that has none (民法典202)."""
    return rolled(add_months(start, count), calendar, (ARTICLE_85, ARTICLE_MONTHS))


def add_days(start: date, days: int) -> date:
    """The last day by count alone, a holiday or not."""
    _check(days)
    return shifted(start, days)


def add_months(start: date, count: int) -> date:
    """The corresponding day ``count`` months on by count alone; the end of a month that has none."""
    _check(count)
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    try:
        return date(year, month, min(start.day, months.monthrange(year, month)[1]))
    except (ValueError, IndexError) as error:
        raise ValueError("期间过长，无法计算。") from error


def due_hours(start: datetime, hours: int) -> Finding[datetime]:
    """The end of a term of hours. The hour in which it starts is not counted; it does not wait for working days.

    Aware or naive (read as Shanghai time) in, aware in Asia/Shanghai out.
    """
    _check(hours)
    begun = clock.moment(start).replace(minute=0, second=0, microsecond=0)
    return Finding(begun + timedelta(hours=hours + 1), (ARTICLE_85,))


def due_row(start: str, days: str, calendar: Calendar = BUILT_IN) -> tuple[str, str]:
    """One row of a due-date file: ("2026-09-28", "7") -> ("2026-10-08", the grounds). ValueError in Chinese."""
    try:
        first = date.fromisoformat(start.strip())
    except ValueError as error:
        raise ValueError(f"起算日应为 2026-09-28 这样的日期：{start}") from error
    text = days.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise ValueError(f"天数应为正整数：{days}")
    found = due(first, int(text), calendar)
    raw = shifted(first, int(text))
    reason = "开始之日不计算在内"
    if found.value != raw:
        reason += f"；届满日{raw.isoformat()}是法定休假日，顺延至其后第一个工作日"
    return found.value.isoformat(), f"{ARTICLE_85.short}：{joined(reason, found.note)}"


def shifted(start: date, days: int) -> date:
    """So many days on, or back. ValueError in Chinese beyond the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError as error:
        raise ValueError("期间过长，无法计算。") from error


def _check(count: int, least: int = 1) -> None:
    if isinstance(count, bool) or not isinstance(count, int) or not least <= count <= LONGEST:
        raise ValueError(f"期间的长度应为{least}至{LONGEST}之间的整数。")


def rolled(last: date, calendar: Calendar, articles: tuple[Article, ...]) -> Finding[date]:
    """The last day by count, moved to a working day where it is none (民诉法85第3款)."""
    day = calendar.next_working_day(last)
    note = calendar.doubt(last, day)
    return Finding(day, articles, note, not note)
