"""Terms: worked cases, and each rule of 民事诉讼法第八十五条 by itself."""

from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from common.law import calendar as counting
from common.law import clock
from common.law.articles import art
from common.law.batches import read_table
from common.law.calendar import BUILT_IN
from tests.tables import rows

CASES = read_table(str(Path(__file__).parent / "data" / "period_cases.csv"), ("start", "days", "due"))
# Every day whose terms end in the years published.
DAYS = [date(2024, 1, 1) + timedelta(days=each) for each in range(1065)]


@rows("case", CASES)
def test_worked_cases(case):
    assert counting.due_row(case["start"], case["days"])[0] == case["due"]


@rows(
    ("start", "days", "due", "why"),
    [
        ("2026-10-03", 7, "2026-10-10", "a Saturday worked for a holiday is a working day"),
        ("2026-09-28", 7, "2026-10-08", "a last day inside the holiday moves behind it"),
        ("2026-09-28", 15, "2026-10-13", "holidays in between count"),
        ("2026-03-05", 1, "2026-03-06", "the start day is not counted"),
        ("2026-03-06", 1, "2026-03-09", "a Saturday moves to Monday"),
        ("2024-02-04", 14, "2024-02-18", "a Sunday worked for a holiday is a working day"),
        ("2024-02-22", 7, "2024-02-29", "a leap day is a day"),
    ],
)
def test_due(start, days, due, why):
    found = counting.due(date.fromisoformat(start), days)
    assert found.value.isoformat() == due, why
    assert found.articles == (art("民诉法", 85),)
    assert found.confirmed
    assert not found.note


@rows(("start", "days"), product(DAYS, (1, 7, 15, 30)))
def test_due_is_the_first_working_day_from_the_raw_end(start, days):
    raw, due = start + timedelta(days=days), counting.due(start, days).value
    assert due >= raw
    assert BUILT_IN.is_working_day(due)
    passed = [raw + timedelta(days=each) for each in range((due - raw).days)]
    assert not any(BUILT_IN.is_working_day(day) for day in passed)


@rows(
    ("start", "days", "due", "confirmed"),
    [
        ("2026-12-25", 7, "2027-01-04", False),
        ("2026-12-24", 7, "2026-12-31", True),
        ("2027-01-20", 16, "2027-02-09", False),
        ("2023-12-25", 5, "2024-01-02", False),
        ("2023-12-28", 5, "2024-01-02", True),
        ("2022-03-01", 3, "2022-03-04", False),
        ("2030-04-30", 1, "2030-05-03", False),
        ("2023-04-30", 1, "2023-05-02", False),
    ],
)
def test_years_without_an_arrangement_are_marked(start, days, due, confirmed):
    found = counting.due(date.fromisoformat(start), days)
    assert found.value.isoformat() == due
    assert found.confirmed is confirmed
    assert bool(found.note) is not confirmed


def test_the_note_names_the_year():
    assert counting.due(date(2026, 12, 25), 7).note == "2027年放假安排尚未公布，日期以国务院办公厅通知为准"


def test_staff_may_publish_a_year():
    own = BUILT_IN.with_overrides([(date(2027, 1, 4), False), (date(2027, 1, 9), True)], published_years=[2027])
    found = counting.due(date(2026, 12, 28), 7, own)
    assert found.value == date(2027, 1, 5)
    assert found.confirmed
    assert own.is_working_day(date(2027, 1, 9))
    assert not BUILT_IN.is_working_day(date(2027, 1, 9))


def test_a_few_rows_do_not_make_an_arrangement():
    own = BUILT_IN.with_overrides([(date(2027, 1, 4), False)])
    assert not counting.due(date(2026, 12, 28), 7, own).confirmed


def test_an_override_takes_a_holiday_back():
    own = BUILT_IN.with_overrides([(date(2026, 10, 1), True), (date(2026, 10, 10), False)])
    assert counting.due(date(2026, 9, 24), 7, own).value == date(2026, 10, 1)
    assert counting.due(date(2026, 10, 3), 7, own).value == date(2026, 10, 12)


@rows(
    ("start", "count", "due"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2026-01-15", 6, "2026-07-15"),
        ("2025-12-10", 3, "2026-03-10"),
        ("2026-04-03", 6, "2026-10-08"),
        ("2024-02-29", 24, "2026-02-28"),
    ],
)
def test_months(start, count, due):
    found = counting.due_months(date.fromisoformat(start), count)
    assert found.value.isoformat() == due
    assert art("民诉法", 85) in found.articles


@rows(
    ("start", "days", "due"),
    [("2026-03-06", 2, "2026-03-10"), ("2026-09-30", 3, "2026-10-10"), ("2026-02-13", 1, "2026-02-14")],
)
def test_working_days(start, days, due):
    assert counting.due_working_days(date.fromisoformat(start), days).value.isoformat() == due


def test_hours_do_not_count_the_hour_they_start_in_nor_wait_for_monday():
    found = counting.due_hours(datetime(2026, 3, 6, 10, 20), 48)
    assert found.value == datetime(2026, 3, 8, 11, 0, tzinfo=clock.SHANGHAI)


@rows("days", [0, -1, True, 10**9])
def test_a_length_must_be_a_positive_number(days):
    with pytest.raises(ValueError, match="期间"):
        counting.due(date(2026, 1, 1), days)


@rows(
    ("start", "days"),
    [("2026-02-30", "7"), ("昨天", "7"), ("", "7"), ("2026-01-05", ""), ("2026-01-05", "-1"), ("2026-01-05", "７"),
     ("2026-01-05", "1.5"), ("2026-01-05", "0"), ("9999-12-30", "7")],
)  # fmt: skip
def test_bad_rows_are_refused_in_chinese(start, days):
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        counting.due_row(start, days)


def test_a_row_says_why():
    due, grounds = counting.due_row("2026-09-28", "7")
    assert due == "2026-10-08"
    assert grounds == "民事诉讼法第八十五条：开始之日不计算在内；届满日2026-10-05是法定休假日，顺延至其后第一个工作日"


@rows(("year", "off", "worked"), [(2024, 19, 8), (2025, 18, 5), (2026, 19, 6)])
def test_the_tables_are_whole(year, off, worked):
    holidays = [day for day in BUILT_IN.holidays if day.year == year]
    workdays = [day for day in BUILT_IN.workdays if day.year == year]
    assert (len(holidays), len(workdays)) == (off, worked)
    assert all(day.weekday() < 5 for day in holidays)
    assert all(day.weekday() >= 5 for day in workdays)
