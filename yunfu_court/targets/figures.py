"""A figure worked out: its value, how far it is from the target, what it takes to get there in time. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from common.law.numerals import chinese_numeral
from yunfu_court.targets.indicators import Indicator, Terms, percent
from yunfu_court.targets.states import Direction

Counts = Mapping[str, int]


def total(terms: Terms, counts: Counts) -> int:
    """The signed sum of measures; never below zero (a day may take back more than it counts)."""
    return max(0, sum(sign * counts.get(measure, 0) for measure, sign in terms))


@dataclass(frozen=True)
class Figure:
    """An indicator's value over a period. `value` is None where there is nothing to divide by."""

    indicator: Indicator
    above: int
    below: int

    @cached_property
    def value(self) -> Fraction | None:
        return Fraction(self.above, self.below) if self.below > 0 else None

    @cached_property
    def met(self) -> bool | None:
        return None if self.value is None else self.indicator.met(self.value)

    @property
    def short(self) -> bool:
        return self.met is False

    @property
    def gap(self) -> Fraction:
        """How far it is from the target, as a fraction; 0 when it is met or cannot be told."""
        if self.value is None or not self.short:
            return Fraction(0)
        return abs(self.indicator.threshold - self.value)

    @cached_property
    def words(self) -> str:
        """63.2%, or a dash."""
        return "—" if self.value is None else percent(self.value)

    @property
    def number(self) -> str:
        return "—" if self.value is None else percent(self.value).removesuffix("%")

    @property
    def as_float(self) -> float | None:
        return None if self.value is None else round(float(self.value) * 100, 1)

    @property
    def target(self) -> float:
        return round(float(self.indicator.threshold) * 100, 1)

    @property
    def bar(self) -> str:
        """The gauge's width, 0 to 100; what goes beyond the whole is drawn as the whole."""
        return f"{min(100.0, self.as_float or 0):.1f}"

    @property
    def aim(self) -> str:
        return f"{self.target:.1f}"

    @property
    def gap_points(self) -> str:
        """2.1, in percentage points; never 0 while short."""
        return percent(max(self.gap, Fraction(1, 1000))).removesuffix("%")

    @property
    def distance(self) -> str:
        """还差 2.1 个百分点, 已达到目标, or 暂无数据."""
        if self.value is None:
            return "暂无数据"
        if not self.short:
            return "已达到目标"
        return f"{'高出' if self.indicator.direction == Direction.AT_MOST else '还差'} {self.gap_points} 个百分点"


@dataclass(frozen=True)
class Pace:
    """Where the year goes at the present pace. `extra` is how many more (or, for a ceiling, fewer) a week are needed
    from now on; None when the year is over. `projected` None without data."""

    weeks: int
    extra: int | None
    projected: Fraction | None
    reachable: bool = True


def pace(figure: Figure, recent: tuple[int, int], recent_days: int, today: date) -> Pace:
    """`figure` is the year's so far; `recent` the numerator and denominator of the last `recent_days` days.

    The denominator is taken to go on as lately; the numerator must then make up the gap in the weeks that remain.
    """
    left = (date(today.year, 12, 31) - today).days
    weeks = -(-left // 7)
    if left <= 0 or not figure.indicator.from_events or recent_days <= 0:
        return Pace(weeks, None, figure.value)
    more_above = Fraction(recent[0] * left, recent_days)
    more_below = Fraction(recent[1] * left, recent_days)
    whole = figure.below + more_below
    if whole <= 0:
        return Pace(weeks, None, None)
    projected = (figure.above + more_above) / whole
    wanted = figure.indicator.threshold * whole - figure.above - more_above
    if figure.indicator.direction == Direction.AT_MOST:
        wanted = -wanted
        room = more_above
    else:
        room = more_below - more_above
    if wanted <= 0:
        return Pace(weeks, 0, projected)
    extra = -(-wanted * 7 // left)
    return Pace(weeks, int(extra), projected, reachable=wanted <= room)


def pace_words(figure: Figure, found: Pace, *, on: date | None = None) -> str:
    """按近三个月的节奏，余下 6 周每周需多 31 件, and the like; empty when there is nothing to say.

    `on`: the past day as of which it is told.
    """
    if figure.value is None or found.projected is None or found.extra is None:
        return ""
    then = f"截至 {on.year} 年 {on.month} 月 {on.day} 日：" if on else ""
    if found.extra == 0:
        return f"{then}按近三个月的节奏，年底约 {percent(found.projected)}"
    more = "少" if figure.indicator.direction == Direction.AT_MOST else "多"
    words = f"{then}余下 {found.weeks} 周每周需{more} {found.extra} {figure.indicator.per}"
    return words if found.reachable else f"{words}；按近三个月的收案量，年内难以达到"


def headline(figures: Sequence[Figure]) -> str:
    """The sentence that says what matters: how many figures are short, and which is the most urgent."""
    known = [figure for figure in figures if figure.value is not None]
    short = sorted((figure for figure in known if figure.short), key=urgency, reverse=True)
    if not any(figure.indicator.from_events for figure in known):
        return "还没有可以计算的数据"
    if not short:
        return (
            f"{count_words(len(figures))}项指标全部达到目标"
            if len(known) == len(figures)
            else f"有数据的{count_words(len(known))}项指标全部达到目标"
        )
    first = short[0]
    far = any(figure.gap >= Fraction(1, 10) for figure in short)
    how = "没有达到目标" if far else "还差一点"
    if len(short) == 1:
        return f"只有{first.indicator.name}{how}：{first.words}，{first.distance}"
    return f"{count_words(len(short))}项{how}，{first.indicator.name}最要紧"


def urgency(figure: Figure) -> Fraction:
    """How short it is in proportion to its target."""
    return figure.gap / figure.indicator.threshold


def count_words(number: int) -> str:
    """So many of something that is counted by 项: 两, 九, 十; the one place where indicators are counted in words."""
    return "两" if number == 2 else chinese_numeral(number)
