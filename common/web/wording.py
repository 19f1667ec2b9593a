"""Days and terms in plain Chinese. Pure: whoever calls passes the day in."""

from datetime import date, datetime

from common.law.clock import SHANGHAI
from common.web.parts import Tone

_WEEKDAYS = "一二三四五六日"


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(SHANGHAI)
    return value


def day_words(value: date | datetime, *, today: date | None = None, year: bool | None = None) -> str:
    """11 月 26 日（周四）; with the year when asked, or when ``today`` lies in another year."""
    value = _local(value)
    if year is None:
        year = today is not None and today.year != value.year
    head = f"{value.year} 年 " if year else ""
    return f"{head}{value.month} 月 {value.day} 日（周{_WEEKDAYS[value.weekday()]}）"


def moment_words(value: date | datetime, *, today: date | None = None) -> str:
    """11 月 23 日 09:20; a bare day has no time of day; another year is named."""
    value = _local(value)
    head = f"{value.year} 年 " if today is not None and today.year != value.year else ""
    tail = f" {value:%H:%M}" if isinstance(value, datetime) else ""
    return f"{head}{value.month} 月 {value.day} 日{tail}"


def days_left_words(due: date, today: date) -> str:
    """今天 · 明天 · 还有 3 天 · 已过 2 天."""
    left = (due - today).days
    if left == 0:
        return "今天"
    if left == 1:
        return "明天"
    return f"还有 {left} 天" if left > 0 else f"已过 {-left} 天"


def days_left_tone(due: date, today: date) -> Tone:
    """Red for today and past, amber for the next three days, plain otherwise. The words say the same."""
    left = (due - today).days
    return "late" if left <= 0 else "wait" if left <= 3 else ""


def size_words(size: int) -> str:
    """Bytes as people say them: 640 KB, 2.3 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    text = f"{size / 1024 / 1024:.1f}".removesuffix(".0")
    return f"{text} MB"
