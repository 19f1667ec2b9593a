"""The two dated regimes and the three routes (law/procedure: mediation only; suit then 委派; registered then 委托).

The regime of a court on a day is data; a case keeps the regime of its day of receipt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from common.law.articles import Article, Finding, art
from common.law.labelled import LabelledEnum
from common.law.terms import Length, term

HISTORY_FROM = date(2024, 1, 1)
HISTORY_NOTE = "历史数据，规则待确认"


class Regime(LabelledEnum):
    MEDIATE_FIRST = "mediate_first", "诉前调解在先"
    REGISTER_FIRST = "register_first", "先立案后调解"


@dataclass(frozen=True, slots=True)
class RegimeRow:
    """From ``since`` on, ``court`` (a court code; None for every court) follows ``regime``."""

    court: str | None
    regime: Regime
    since: date


DEFAULT_ROWS: tuple[RegimeRow, ...] = (
    RegimeRow(None, Regime.MEDIATE_FIRST, date.min),
    RegimeRow(None, Regime.REGISTER_FIRST, date(2025, 1, 1)),
)

_REGIME_ARTICLES: dict[Regime, tuple[Article, ...]] = {
    Regime.MEDIATE_FIRST: (art("实施意见", 8),),
    Regime.REGISTER_FIRST: (art("2025意见", 2),),
}


def regime_on(court: str, day: date, rows: Iterable[RegimeRow] = DEFAULT_ROWS) -> Finding[Regime]:
    """The regime of a court for papers received on ``day``.

    A court's own rows, once begun, go before the general ones; of several the latest holds. Before 2024 the procedure
    stood under texts not held here: the finding is unconfirmed.
    """
    begun = [row for row in rows if row.since <= day and row.court in (None, court)]
    if not begun:
        raise ValueError("没有适用于这一天的程序规则，请在后台设置。")
    regime = max(begun, key=lambda row: (row.court is not None, row.since)).regime
    old = day < HISTORY_FROM
    return Finding(regime, _REGIME_ARTICLES[regime], HISTORY_NOTE if old else "", not old)


class Route(LabelledEnum):
    MEDIATION_ONLY = "A", "只申请调解"
    ENTRUSTED_BEFORE_FILING = "B", "起诉后委派调解"
    ENTRUSTED_AFTER_FILING = "C", "先立案后委托调解"

    # The letters of the procedure page, for those who speak in them.
    A = MEDIATION_ONLY
    B = ENTRUSTED_BEFORE_FILING
    C = ENTRUSTED_AFTER_FILING


class Wish(LabelledEnum):
    MEDIATE = "mediate", "申请调解"
    SUE = "sue", "起诉"


class NumberKind(StrEnum):
    """What a case is numbered by: the 类型代字 of its number is the code (法〔2015〕137号), so that a number as it is
    typed names its kind. INTERNAL and PETITION are serials of the house."""

    INTERNAL = "调解"
    PETITION = "信访"
    PRE_SUIT = "诉前调"
    CONFIRMATION_PRE_SUIT = "诉前调确"
    CONFIRMATION = "民特"
    CIVIL_FIRST = "民初"
    ADMINISTRATIVE_FIRST = "行初"


@dataclass(frozen=True, slots=True)
class RouteParameters:
    """A route as data. Periods are keys of common.law.terms; ``extension`` "" means as long as all parties agree.

    ``period_summary`` is the period where the summary procedure (简易, 小额) is provisional for the case.
    """

    route: Route
    period: str
    period_summary: str
    extension: str
    extension_outside_trial_term: bool
    counts_from: str
    number: NumberKind
    articles: tuple[Article, ...]

    def term(self, *, summary: bool) -> str:
        """The key of the term the mediation may last."""
        return self.period_summary if summary else self.period


_BEFORE_FILING = (art("在线调解", 24), art("特邀调解", 27))

ROUTES: dict[Route, RouteParameters] = {
    Route.MEDIATION_ONLY: RouteParameters(
        Route.MEDIATION_ONLY,
        "mediation_a",
        "mediation_a",
        "",
        False,
        "调解组织或者调解员确认接受之日",
        NumberKind.INTERNAL,
        _BEFORE_FILING,
    ),
    Route.ENTRUSTED_BEFORE_FILING: RouteParameters(
        Route.ENTRUSTED_BEFORE_FILING,
        "mediation_b",
        "mediation_b",
        "",
        False,
        "调解组织或者调解员确认接受委派之日",
        NumberKind.PRE_SUIT,
        _BEFORE_FILING,
    ),
    Route.ENTRUSTED_AFTER_FILING: RouteParameters(
        Route.ENTRUSTED_AFTER_FILING,
        "mediation_c_ordinary",
        "mediation_c_summary",
        "mediation_c_extension",
        True,
        "调解组织或者调解员签收移交材料之日",
        NumberKind.CIVIL_FIRST,
        (art("2025意见", 3), art("在线调解", 24), art("特邀调解", 27)),
    ),
}


def route_for(wish: Wish | str, regime: Regime) -> Finding[Route]:
    """The route of a person who asks for mediation or sues. ValueError on an unknown wish."""
    if Wish(wish) is Wish.MEDIATE:
        # Open on any day: mediation without a suit never depended on the registration regime.
        return Finding(Route.MEDIATION_ONLY, (art("在线调解", 8), art("民诉法", 205)))
    if regime is Regime.MEDIATE_FIRST:
        return Finding(Route.ENTRUSTED_BEFORE_FILING, (art("实施意见", 8), art("特邀调解", 11)))
    return Finding(Route.ENTRUSTED_AFTER_FILING, (art("2025意见", 2), art("民诉法", 125)))


def number_kind(route: Route, regime: Regime) -> NumberKind:
    """What the case is numbered by. Route A bore 诉前调 until that kind was given up with the first regime."""
    if route is Route.MEDIATION_ONLY and regime is Regime.MEDIATE_FIRST:
        return NumberKind.PRE_SUIT
    return ROUTES[route].number


def confirmation_number(route: Route, regime: Regime) -> NumberKind:
    """The type of number of a judicial confirmation: 诉前调确 where the mediation was numbered 诉前调, else 民特."""
    before = number_kind(route, regime) is NumberKind.PRE_SUIT
    return NumberKind.CONFIRMATION_PRE_SUIT if before else NumberKind.CONFIRMATION


def mediation_length(route: Route, summary: bool, on: date) -> Finding[Length]:
    """How long a mediation may last in a case received ``on`` that day; shorter where the summary procedure is
    provisional."""
    found = ROUTES[route]
    return Finding(term(found.term(summary=summary), on).size, found.articles)
