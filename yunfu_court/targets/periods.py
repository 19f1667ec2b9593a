"""Periods of time: what the address bar says, the days it means, and how they split into whole months. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

CHOICES: tuple[tuple[str, str], ...] = (
    ("year", "今年"),
    ("quarter", "本季度"),
    ("month", "本月"),
    ("last_year", "去年"),
    ("custom", "自选"),
)


def month_start(day: date) -> date:
    return day.replace(day=1)


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def next_month(day: date) -> date:
    return month_end(day) + timedelta(days=1)


def months_before(day: date, count: int) -> date:
    """The first day of the month `count` months before that of `day`."""
    number = day.year * 12 + day.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class Period:
    """Both days belong to it."""

    key: str
    start: date
    end: date

    @property
    def words(self) -> str:
        """2026 年 1 月 1 日至 11 月 23 日."""
        start, end = self.start, self.end
        last = (
            f"{end.month} 月 {end.day} 日" if end.year == start.year else f"{end.year} 年 {end.month} 月 {end.day} 日"
        )
        if start == end:
            return f"{start.year} 年 {last}"
        return f"{start.year} 年 {start.month} 月 {start.day} 日至 {last}"

    def split(self) -> tuple[tuple[date, date] | None, list[tuple[date, date]]]:
        """The whole months as (first day of the first, first day of the last), and the days left at either end."""
        first = self.start if self.start.day == 1 else next_month(self.start)
        last = month_start(self.end) if self.end == month_end(self.end) else months_before(self.end, 1)
        if first > last:
            return None, [(self.start, self.end)]
        edges = []
        if self.start < first:
            edges.append((self.start, first - timedelta(days=1)))
        if self.end > month_end(last):
            edges.append((next_month(last), self.end))
        return (first, last), edges

    def months(self) -> Iterator[date]:
        """The first day of each month it touches."""
        month = month_start(self.start)
        while month <= self.end:
            yield month
            month = next_month(month)


EARLIEST = date(2000, 1, 1)


def chosen(asked: Mapping[str, str], today: date) -> tuple[Period, dict[str, str]]:
    """The period that a query string asks for, and what was wrong with it (field → words). Never later than today."""
    key = asked.get("period", "year")
    if key == "custom":
        return _custom(asked, today)
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    periods = {
        "year": Period("year", date(today.year, 1, 1), today),
        "quarter": Period("quarter", quarter, today),
        "month": Period("month", month_start(today), today),
        "last_year": Period("last_year", date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }
    return periods.get(key, periods["year"]), {}


def _custom(asked: Mapping[str, str], today: date) -> tuple[Period, dict[str, str]]:
    errors: dict[str, str] = {}
    start = _day(asked.get("start", ""), "start", date(today.year, 1, 1), errors)
    end = _day(asked.get("end", ""), "end", today, errors)
    if not errors and start > end:
        errors["start"] = "开始日期不能晚于结束日期，请修改其中一个。"
    if not errors and start > today:
        errors["start"] = "开始日期还没有到，请选择今天或者以前的日期。"
    if errors:
        return Period("year", date(today.year, 1, 1), today), errors
    return Period("custom", max(start, EARLIEST), min(end, today)), {}


def _day(text: str, name: str, default: date, errors: dict[str, str]) -> date:
    if not text:
        return default
    try:
        return date.fromisoformat(text)
    except ValueError:
        errors[name] = "日期请写成 2026-01-31 的样子。"
        return default
