"""Days, terms and sizes in words."""

from datetime import UTC, date, datetime

import pytest

from common.web.wording import day_words, days_left_tone, days_left_words, moment_words, size_words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2026, 11, 23), "今天", "late"),
        (date(2026, 11, 24), "明天", "wait"),
        (date(2026, 11, 26), "还有 3 天", "wait"),
        (date(2026, 11, 27), "还有 4 天", ""),
        (date(2026, 11, 22), "已过 1 天", "late"),
        (date(2027, 11, 23), "还有 365 天", ""),
    ],
)
def test_days_left(due: date, words: str, tone: str) -> None:
    assert days_left_words(due, TODAY) == words
    assert days_left_tone(due, TODAY) == tone


def test_a_day_names_its_weekday_and_another_year() -> None:
    assert day_words(date(2026, 11, 26)) == "11 月 26 日（周四）"
    assert day_words(date(2026, 11, 29), today=TODAY) == "11 月 29 日（周日）"
    assert day_words(date(2027, 1, 4), today=TODAY) == "2027 年 1 月 4 日（周一）"
    assert day_words(date(2026, 11, 26), year=True) == "2026 年 11 月 26 日（周四）"


def test_a_moment_is_told_in_shanghai_time() -> None:
    assert moment_words(datetime(2026, 11, 22, 17, 5, tzinfo=UTC)) == "11 月 23 日 01:05"
    assert moment_words(date(2026, 11, 20)) == "11 月 20 日"
    assert moment_words(date(2025, 3, 1), today=TODAY) == "2025 年 3 月 1 日"


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1 KB"), (640 * 1024, "640 KB"), (20 * 1024 * 1024, "20 MB"), (2_411_724, "2.3 MB")]
)
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words
