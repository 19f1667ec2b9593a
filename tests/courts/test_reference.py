"""The reference data: the six courts, the 63 townships, regimes, parameters, the calendar's overrides."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.db.models import Sum

from common.courts import queries
from common.courts.actions import load_reference
from common.courts.models import Court, CourtParameter, CourtRegime, Division, Township
from common.courts.rules import Parameter
from common.courts.states import (
    CourtLevel,
    DayKind,
    DivisionKind,
    FactMark,
    TownshipKind,
)
from common.law.calendar import due
from common.law.regimes import Regime
from tests.factories import CalendarDayFactory, court

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_reference()


def test_loading_again_changes_nothing(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        assert set(load_reference().values()) == {0}
    out = StringIO()
    call_command("load_reference", stdout=out)
    assert "courts 0" in out.getvalue()


def test_what_the_staff_changed_stays_unless_told_otherwise() -> None:
    Court.objects.filter(slug="luoding").update(phone="0766-1234567")
    assert load_reference()["courts"] == 0
    assert court("luoding").phone == "0766-1234567"
    assert load_reference(overwrite=True)["courts"] == 1
    assert court("luoding").phone == "12368"


def test_the_courts() -> None:
    codes = [row.code for row in queries.courts()]
    assert codes == ["粤53", "粤5302", "粤5303", "粤5321", "粤5322", "粤5381"]
    assert [row.level for row in queries.courts()].count(CourtLevel.INTERMEDIATE) == 1
    assert queries.courts()[0].is_intermediate
    for row in queries.courts():
        assert row.divisions.filter(kind=DivisionKind.FILING).count() == 1
        assert row.divisions.filter(kind=DivisionKind.TRIAL).exists()


def test_the_townships() -> None:
    rows = queries.townships()
    assert len(rows) == 63
    assert sum(row.kind == TownshipKind.SUBDISTRICT for row in rows) == 8
    counts = [row.townships.count() for row in Court.objects.filter(level=CourtLevel.BASIC).order_by("order")]
    assert counts == [8, 7, 12, 15, 21]
    assert all(row.code.startswith(row.court.gb) for row in rows)


def test_the_population_adds_up() -> None:
    assert Court.objects.filter(level=CourtLevel.BASIC).aggregate(n=Sum("population"))["n"] == 2_383_350
    assert court("zhongyuan").population == 2_383_350
    assert Township.objects.aggregate(n=Sum("population"))["n"] == 2_383_350
    for row in Court.objects.filter(level=CourtLevel.BASIC):
        assert row.townships.aggregate(n=Sum("population"))["n"] == row.population
    assert FactMark(Township.objects.filter(code="445302001").get().population_mark).label == "推算"


def test_tribunals_belong_to_the_court_of_their_township() -> None:
    for row in Township.objects.filter(tribunal__isnull=False).select_related("tribunal"):
        assert row.tribunal.court_id == row.court_id
        assert row.tribunal.kind == DivisionKind.TRIBUNAL


def test_a_day_off_moves_a_term_and_a_workday_brings_it_back() -> None:
    """民诉法85: notice on Monday 2026-11-23, seven days end on Monday 2026-11-30."""
    start = date(2026, 11, 23)
    assert due(start, 7, queries.calendar()).value == date(2026, 11, 30)
    CalendarDayFactory(day=date(2026, 11, 30))
    assert due(start, 7, queries.calendar()).value == date(2026, 12, 1)
    CalendarDayFactory(day=date(2026, 10, 4), workday=True)
    assert due(date(2026, 9, 27), 7, queries.calendar()).value == date(2026, 10, 4)


def test_the_calendar_costs_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        first = queries.calendar()
    assert queries.calendar() is first


def test_a_year_is_known_once_its_arrangement_is_complete() -> None:
    start = date(2027, 3, 1)
    assert not due(start, 7, queries.calendar()).confirmed
    CalendarDayFactory(day=date(2027, 2, 5), completes_year=True)
    assert due(start, 7, queries.calendar()).confirmed


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        (date(2024, 12, 31), Regime.MEDIATE_FIRST),
        (date(2025, 1, 1), Regime.REGISTER_FIRST),
        (date(2026, 11, 23), Regime.REGISTER_FIRST),
    ],
)
def test_the_regime_of_a_day(day: date, regime: Regime) -> None:
    assert queries.regime_for(court(), day).value == regime


def test_a_court_may_follow_its_own_regime_from_a_day() -> None:
    luoding = court("luoding")
    CourtRegime.objects.create(
        court=luoding, regime=Regime.MEDIATE_FIRST, since=date(2026, 6, 1), article_note="试点文件"
    )
    assert queries.regime_for(luoding, date(2026, 5, 31)).value == Regime.REGISTER_FIRST
    assert queries.regime_for(luoding, date(2026, 6, 1)).value == Regime.MEDIATE_FIRST
    assert queries.regime_for(court(), date(2026, 6, 1)).value == Regime.REGISTER_FIRST
    with pytest.raises(IntegrityError):
        CourtRegime.objects.create(
            court=luoding, regime=Regime.REGISTER_FIRST, since=date(2026, 6, 1), article_note="重复"
        )


def test_a_parameter_holds_from_its_day() -> None:
    CourtParameter.objects.create(
        key="small_claims_wage", since=date(2026, 7, 1), value="125000.50", unit="元", name="工资", source="通知"
    )
    before = queries.parameter("small_claims_wage", date(2026, 6, 30))
    after = queries.parameter("small_claims_wage", date(2026, 7, 1))
    assert (before.fen, before.mark) == (12_000_000, "待确认")
    assert after.fen == 12_500_050
    several = queries.parameters(["small_claims_wage", "correction_days", "absent"], date(2026, 7, 1))
    assert set(several) == {"small_claims_wage", "correction_days"}
    assert several["correction_days"].number == 7
    with pytest.raises(LookupError):
        queries.parameter("absent", date(2026, 7, 1))


def test_a_parameter_that_is_no_amount_says_so() -> None:
    wrong = Parameter("wage", "很多", "元", "工资", date(2026, 1, 1), True, "")
    with pytest.raises(ValueError, match="no amount"):
        _ = wrong.fen
    assert wrong.mark == ""


@pytest.mark.parametrize("states", [CourtLevel, DivisionKind, TownshipKind, DayKind, FactMark])
def test_every_state_has_a_chinese_label(states: Any) -> None:
    assert all(member.label and not member.label.isascii() for member in states)


def test_divisions_have_names_of_their_own_within_a_court() -> None:
    with pytest.raises(IntegrityError):
        Division.objects.create(court=court(), kind=DivisionKind.FILING, name="立案庭")
