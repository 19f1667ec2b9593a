"""The table of terms against worked cases, against a second way of counting, and against a law still to come."""

from __future__ import annotations

import csv
import io
from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from common.courts import queries
from common.law import clock
from common.law.articles import art
from common.law.batches import read_table
from common.law.calendar import BUILT_IN
from common.law.terms import SETTINGS, TERMS, Course, CourseError, Kind, Length, Unit, deadline, table, term
from common.law.terms.rows import term_row
from tests.tables import rows

CASES = read_table(str(Path(__file__).parent / "data" / "term_cases.csv"), ("id", "term", "start", "facts", "due"))
ONE = timedelta(days=1)
# Every day of three years: month ends, the leap day, holidays and the weekends worked for them.
DAYS = [date(2023, 12, 31) + timedelta(days=each) for each in range(1050)]
# Terms are met on every fifth day only, each on others: the whole grid is a matter of minutes.
GRID = [(key, day) for place, key in enumerate(TERMS) for day in DAYS[place % 5 :: 5]]


@rows("case", CASES)
def test_worked_cases(case):
    try:
        due, grounds = term_row(case["term"], case["start"], case["facts"])
    except CourseError as error:
        due, grounds = "", str(error)
    assert due == case["due"]
    assert grounds


def test_a_hundred_and_fifty_terms_stand_in_the_table():
    """And the one more a paper speaks of: the answer in small claims (解释275); and those the portal sets itself: to
    choose how a fee comes back, and to pay one that was laid on somebody (解释207 has no days), and where the law lets
    a case wait without a day; and the seven days of a fee notice (办法22) told apart where more is claimed (21);
    the day in which what was sent back is registered (审限规定6); and the days in which relief is answered, and
    in which whoever sued says where the other side is. And four the guides speak of: 解释163, 467, 509; 民诉法150."""
    own = {"fee_choice", "fee_demand", "fee_increase", "mediation_waiting", "mediator_signs", "agreement_choice"}
    own |= {"foreign_trial_review", "agreement_payment", "remand_filing", "fee_relief", "other_address"}
    own |= {"postponement_left_out"}
    own |= {"preservation_enforcement", "transcript_reading", "distribution_objection", "enforcement_stay_max"}
    assert len(TERMS) == 150 + 1 + len(own)
    assert own <= set(TERMS)


# --- A second way of counting: a day at a time ------------------------------------------------------------------------


def months_on(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def run(day: date, length: Length, outside: set[date] = frozenset()) -> date:
    """The last day by count, a day at a time; days in ``outside`` do not count."""
    if length.unit is Unit.DAYS:
        count = length.amount
    else:
        count = (months_on(day, length.amount * (12 if length.unit is Unit.YEARS else 1)) - day).days
    while count:
        day += ONE
        count -= day not in outside
    return day


def moved(day: date) -> date:
    while not (
        day in BUILT_IN.workdays
        or (day.weekday() < 5 and day not in BUILT_IN.holidays and day.year in (2024, 2025, 2026))
    ):
        if day.year > 2026:
            return BUILT_IN.next_working_day(day)
        day += ONE
    return day


@rows(("key", "day"), GRID)
def test_every_term_counted_a_second_way(key, day):
    found = term(key, day)
    length = Length(found.amount, found.unit)
    if found.unit is Unit.HOURS:
        return
    due = deadline(key, day).value
    if found.backward:
        assert due.day == day - timedelta(days=found.amount)
    elif found.unit is Unit.WORKING_DAYS:
        worked = [day + timedelta(days=each) for each in range(1, (due.day - day).days + 1)]
        assert sum(moved(each) == each for each in worked) == found.amount
        assert moved(due.day) == due.day
    else:
        assert due.counted == run(day, length)
        assert due.day == (due.counted if found.stays else moved(due.counted))


@rows(
    ("key", "hour", "minute"),
    [
        (key, hour, minute)
        for key in ("preservation_ruling", "protection_order", "protection_order_urgent")
        for hour, minute in ((0, 0), (0, 1), (9, 0), (10, 20), (22, 59), (23, 0), (23, 59))
    ],
)
def test_hours_begin_with_the_next_full_hour_whatever_the_day(key, hour, minute):
    for day in (date(2024, 2, 9), date(2024, 2, 28), date(2024, 12, 31), date(2026, 9, 30)):
        begun = datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.SHANGHAI)
        ends = deadline(key, begun).value.at
        assert ends is not None
        assert (ends.minute, ends.second) == (0, 0)
        length = timedelta(hours=term(key, day).amount)
        assert length < ends - begun <= length + timedelta(hours=1)
        due, _ = term_row(key, day.isoformat(), f'{{"at": "{begun:%Y-%m-%dT%H:%M}"}}')
        assert due == f"{ends:%Y-%m-%dT%H:%M}"


CHAINS = [(each.key, (key,)) for key, (step, *_) in TERMS.items() for each in (TERMS[k][0] for k in step.extends)]
CHAINS += [("trial_ordinary", ("trial_ordinary_extension", "trial_ordinary_second_extension"))]


@rows(("chain", "day"), product(CHAINS, DAYS[::11]))
def test_an_extension_runs_from_the_end_by_count(chain, day):
    key, steps = chain
    lengths = [Length(each.amount, each.unit) for each in (term(name, day) for name in (key, *steps))]
    if all(each.unit is Unit.MONTHS for each in lengths):  # one length: no month in between cuts days off
        lengths = [Length(sum(each.amount for each in lengths), Unit.MONTHS)]
    end = day
    for each in lengths:
        end = run(end, each)
    assert deadline(key, day, course=Course(extended=steps)).value.day == moved(end)


def test_the_ceiling_of_the_summary_procedure():
    """解释258: four months in all; a second extension adds nothing."""
    once, twice = (Course(extended=("trial_summary_extension",) * times) for times in (1, 2))
    for day in DAYS[::7]:
        assert (
            deadline("trial_summary", day, course=once).value.day
            == deadline("trial_summary", day, course=twice).value.day
        )
        assert deadline("trial_summary", day, course=once).value.counted == months_on(day, 4)
    with pytest.raises(CourseError, match="累计不得超过4个月"):
        deadline("trial_summary", DAYS[0], course=twice, settings=replace(SETTINGS, ceiling_holds=False))


def test_whether_months_are_added_up_is_a_setting():
    day, one = date(2024, 11, 30), Course(extended=("trial_summary_extension",))
    assert deadline("trial_summary", day, course=one).value.counted == date(2025, 3, 30)
    stepped = replace(SETTINGS, added_up=False)
    assert deadline("trial_summary", day, course=one, settings=stepped).value.counted == date(2025, 3, 28)


def test_conventions_are_settings():
    c = Course(extended=("mediation_c_extension",))
    start = date(2025, 9, 16)  # fifteen days end on 1 October, and wait until the 9th
    assert deadline("mediation_c_ordinary", start, course=c).value.day == date(2025, 10, 31)
    late = replace(SETTINGS, from_counted_end=False)
    assert deadline("mediation_c_ordinary", start, course=c, settings=late).value.day == date(2025, 11, 10)
    with pytest.raises(CourseError, match="最长30日"):
        deadline("mediation_c_ordinary", start, course=c, settings=replace(SETTINGS, at_most_in_full=False))
    assert "待确认" in deadline("mediation_c_ordinary", start, course=c).note
    hearing = date(2026, 10, 8)  # three days before is in the holiday
    assert deadline("hearing_notice", hearing).value.day == date(2026, 10, 5)
    back = replace(SETTINGS, backward_moves=True)
    assert deadline("hearing_notice", hearing, settings=back).value.day == date(2026, 9, 30)


EXCLUDED = (
    "trial_ordinary",
    "trial_summary",
    "trial_small",
    "trial_appeal_judgment",
    "enforcement_term",
    "admin_trial",
)


@rows(("key", "day"), product(EXCLUDED, DAYS[::13]))
def test_excluded_days_push_the_end_and_come_before_or_after_an_extension_alike(key, day):
    spans = ((day + 10 * ONE, day + 19 * ONE), (day + 30 * ONE, day + 34 * ONE))
    outside = {first + n * ONE for first, last in spans for n in range((last - first).days + 1)}
    length = Length(term(key, day).amount, term(key, day).unit)
    found = deadline(key, day, course=Course(excluded=spans)).value
    assert (found.counted, found.left_out) == (run(day, length, outside), 15)
    assert found.day == moved(found.counted)
    assert found.counted == run(day, length) + 15 * ONE
    by_number = deadline(key, day, course=Course(left_out=15)).value
    assert by_number.day == found.day


@rows(
    ("spans", "days"),
    [
        ([("2026-03-10", "2026-03-12")], 3),
        ([("2026-03-10", "2026-03-12"), ("2026-03-11", "2026-03-14")], 5),  # the 11th and 12th once
        ([("2026-03-12", "2026-03-14"), ("2026-03-10", "2026-03-11")], 5),
        ([("2026-02-20", "2026-03-04")], 2),  # the start day is not counted anyhow
        ([("2026-01-01", "2026-03-02")], 0),
        ([("2026-06-01", "2026-06-10")], 0),  # the term had ended
        ([("2026-05-02", "2026-05-06")], 5),  # begins on its last day
        ([("2026-05-02", "2026-05-06"), ("2026-05-07", "2026-05-08")], 7),
    ],
)
def test_days_are_left_out_once_and_only_while_the_term_runs(spans, days):
    course = Course(excluded=tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in spans))
    found = deadline("trial_small", date(2026, 3, 2), course=course)
    assert found.value.left_out == days
    assert found.value.counted == date(2026, 5, 2) + days * ONE
    assert (art("民诉解释", 243) in found.articles) == bool(days)


@rows(
    ("key", "length"),
    [
        ("answer", "30日"),
        ("jurisdiction_objection", "30日"),
        ("refusal_appeal", "30日"),
        ("appeal_judgment", "30日"),
        ("appeal_ruling", "30日"),
        ("appeal_answer", "30日"),
        ("public_notice", "60日"),
    ],
)
def test_who_has_no_domicile_in_china_has_longer(key, length):
    """民诉法283, 285, 286."""
    assert str(term(key, DAYS[1]).abroad) == length
    day = date(2026, 6, 22)
    amount = int(length[:2])
    found = deadline(key, day, course=Course(no_domicile=True)).value
    assert found.counted == day + timedelta(days=amount)


@rows("key", ["answer", "jurisdiction_objection", "appeal_judgment", "appeal_ruling", "public_notice"])
def test_a_foreign_case_leaves_the_terms_of_a_party_at_home_alone(key):
    """解释536: 有住所的当事人，适用民事诉讼法第一百七十一条规定的期限."""
    for day in DAYS[::61]:
        assert deadline(key, day, course=Course(foreign=True)) == deadline(key, day)


@rows("key", ["trial_ordinary", "trial_appeal_judgment", "trial_appeal_ruling", "retrial_review"])
def test_a_foreign_case_has_no_trial_term_though_all_live_here(key):
    """民诉法287; 解释537. The two facts are not one."""
    found = deadline(key, DAYS[0], course=Course(foreign=True))
    assert (found.value.day, found.value.bound) == (None, False)


@rows("key", ["trial_ordinary", "trial_appeal_judgment", "trial_appeal_ruling", "retrial_review"])
def test_a_foreign_case_is_bound_by_no_trial_term(key):
    """民诉法287; 解释537."""
    found = deadline(key, DAYS[0], course=Course(no_domicile=True))
    assert (found.value.day, found.value.bound) == (None, False)
    due, grounds = term_row(key, "2026-03-02", '{"no_domicile": true}')
    assert due == ""
    assert "涉外" in grounds


def test_a_notice_of_2023_took_three_months():
    abroad = Course(no_domicile=True)
    assert deadline("public_notice", date(2023, 12, 29), course=abroad).value.counted == date(2024, 3, 29)
    # The notice, not the case, says which law: a case of 2023 whose notice goes out later has the new term.
    found = deadline("public_notice", date(2024, 1, 2), on=date(2023, 6, 1), course=abroad).value
    assert found.counted == date(2024, 3, 2)


def test_a_law_of_2027_is_one_line_and_old_cases_keep_theirs(monkeypatch):
    line = "mediation_a,2027-01-01,20 days,特邀调解 27"
    monkeypatch.setattr(table, "TERMS", table.read([*table.source(), line]))
    begins = date(2027, 1, 4)
    old = deadline("mediation_a", begins, on=date(2026, 12, 31))
    new = deadline("mediation_a", begins, on=date(2027, 1, 1))
    assert (old.value.counted, new.value.counted) == (date(2027, 2, 3), date(2027, 1, 24))
    assert (art("在线调解", 24) in old.articles, art("在线调解", 24) in new.articles) == (True, False)
    assert new.value.term.counts_from == old.value.term.counts_from
    assert term("mediation_a", date(2026, 12, 31)).amount == 30


def test_a_day_before_the_first_version_held_is_said_to_be_uncertain():
    found = deadline("protection_order_validity", date(2015, 3, 2))
    assert found.value.day == date(2015, 9, 2)
    assert "2016-03-01之前的规定未收录" in found.note
    assert not found.confirmed


def test_kinds_are_told_apart():
    kinds = {kind: [key for key, versions in TERMS.items() if versions[-1].kind is kind] for kind in Kind}
    assert len(kinds[Kind.AT_LEAST]) == 6
    assert len(kinds[Kind.AT_MOST]) == 13


@rows(
    ("key", "start", "facts", "said"),
    [
        ("nothing", "2026-03-02", "", "没有名为"),
        ("answer", "yesterday", "", "日期"),
        ("answer", "2026-03-02", "[]", "JSON"),
        ("answer", "2026-03-02", "{", "JSON"),
        ("answer", "2026-03-02", '{"foreign": true}', "不认识"),
        ("answer", "2026-03-02", '{"no_domicile": 1}', "true"),
        ("answer", "2026-03-02", '{"excluded": [["2026-03-03", "2026-03-04"]]}', "没有规定"),
        ("answer", "2026-03-02", '{"extended": ["trial_ordinary_extension"]}', "不能延长"),
        ("answer", "9999-12-30", "", "过长"),
        ("mediator_accepts", "9999-12-31", "", "过长"),
        ("trial_ordinary", "2026-03-02", '{"extended": ["trial_ordinary_second_extension"]}', "不能延长"),
        ("trial_small", "2026-03-02", '{"extended": ["trial_small_extension", "trial_small_extension"]}', "只有一次"),
        ("trial_small", "2026-03-02", '{"extended": "trial_small_extension"}', "列表"),
        ("trial_small", "2026-03-02", '{"excluded": [["2026-03-04", "2026-03-03"]]}', "颠倒"),
        ("trial_small", "2026-03-02", '{"excluded": ["2026-03-04"]}', "列表"),
        ("preservation_ruling", "2026-03-06", "", "时刻"),
        ("preservation_ruling", "2026-03-06", '{"at": "10:20"}', "时刻"),
        ("preservation_ruling", "2026-03-06", '{"at": "2026-03-07T10:20"}', "同一天"),
        ("preservation_ruling", "9999-12-31", '{"at": "9999-12-31T10:20"}', "过长"),
    ],
)
def test_a_row_that_cannot_be_answered_says_why(key, start, facts, said):
    with pytest.raises(ValueError, match=said):
        term_row(key, start, facts)


def test_what_has_not_been_received_waits():
    due, grounds = term_row("answer", "2026-03-02", '{"received": false}')
    assert (due, "送达之后才开始计算" in grounds) == ("", True)


def test_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr(queries, "calendar", lambda: BUILT_IN)
    path = tmp_path / "terms.csv"
    path.write_text(
        "id,term,start,facts,due\n1,answer,2026-06-05,{},x\n2,nothing,2026-06-05,{},x\n"
        '3,answer,2026-06-05,"{""received"": false}",x\n',
        encoding="utf-8",
    )
    out, said = io.StringIO(), io.StringIO()
    call_command("term_due", str(path), stdout=out, stderr=said)
    found = list(csv.reader(io.StringIO(out.getvalue())))
    assert found[0] == ["id", "due", "grounds"]
    assert [row[:2] for row in found[1:]] == [["1", "2026-06-22"], ["2", ""], ["3", ""]]
    assert "民事诉讼法第一百二十八条" in found[1][2]
    assert found[2][2].startswith("错误：没有名为")
    assert "有1行无法计算" in said.getvalue()
    with pytest.raises(CommandError, match="找不到文件"):
        call_command("term_due", str(tmp_path / "none.csv"))
