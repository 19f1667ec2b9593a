"""Two regimes by the day of receipt, three routes by what the person wants."""

from datetime import date

import pytest

from common.law.regimes import (
    DEFAULT_ROWS,
    ROUTES,
    NumberKind,
    Regime,
    RegimeRow,
    Route,
    confirmation_number,
    mediation_length,
    number_kind,
    regime_on,
    route_for,
)
from common.law.terms import Length, Unit, term
from tests.tables import rows

FIRST, SECOND = Regime.MEDIATE_FIRST, Regime.REGISTER_FIRST


@rows(
    ("day", "regime", "confirmed"),
    [("2023-12-31", FIRST, False), ("2024-01-01", FIRST, True), ("2024-12-31", FIRST, True),
     ("2025-01-01", SECOND, True), ("2026-11-23", SECOND, True)],
)  # fmt: skip
def test_default_regimes(day, regime, confirmed):
    found = regime_on("粤5302", date.fromisoformat(day))
    assert (found.value, found.confirmed) == (regime, confirmed)
    assert found.note == ("" if confirmed else "历史数据，规则待确认")
    assert found.articles


def test_a_court_may_begin_on_its_own_day():
    rows = (*DEFAULT_ROWS, RegimeRow("粤5381", FIRST, date(2025, 1, 1)), RegimeRow("粤5381", SECOND, date(2025, 3, 1)))
    assert regime_on("粤5381", date(2025, 2, 1), rows).value is FIRST
    assert regime_on("粤5302", date(2025, 2, 1), rows).value is SECOND
    assert regime_on("粤5381", date(2025, 3, 1), rows).value is SECOND
    assert regime_on("粤5381", date(2024, 6, 1), rows).value is FIRST


def test_no_row_is_an_error_not_a_guess():
    with pytest.raises(ValueError, match="没有适用"):
        regime_on("粤5302", date(2025, 1, 1), [])


@rows(
    ("wish", "regime", "route"),
    [("mediate", FIRST, Route.A), ("mediate", SECOND, Route.A), ("sue", FIRST, Route.B), ("sue", SECOND, Route.C)],
)
def test_routes(wish, regime, route):
    assert route_for(wish, regime).value is route


@rows(
    ("route", "summary", "days"),
    [("A", False, 30), ("A", True, 30), ("B", False, 30), ("B", True, 30), ("C", False, 15), ("C", True, 7)],
)
def test_mediation_periods(route, summary, days):
    found = mediation_length(Route(route), summary, date(2026, 3, 2))
    assert found.value == Length(days, Unit.DAYS)
    assert found.articles


def test_extensions():
    assert term(ROUTES[Route.C].extension, date(2026, 3, 2)).amount == 30
    assert ROUTES[Route.C].extension_outside_trial_term
    assert not ROUTES[Route.A].extension


@rows(
    ("route", "regime", "number", "confirmation"),
    [("A", FIRST, NumberKind.PRE_SUIT, "诉前调确"), ("A", SECOND, NumberKind.INTERNAL, "民特"),
     ("B", FIRST, NumberKind.PRE_SUIT, "诉前调确"), ("C", SECOND, NumberKind.CIVIL_FIRST, "民特")],
)  # fmt: skip
def test_numbers(route, regime, number, confirmation):
    assert number_kind(Route(route), regime) is number
    assert confirmation_number(Route(route), regime) == confirmation
