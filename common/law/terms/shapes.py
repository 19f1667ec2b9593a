"""What a term is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from common.law.articles import Article
from common.law.labelled import LabelledEnum
from common.law.numerals import chinese_numeral


class Unit(LabelledEnum):
    HOURS = "hours", "小时"
    DAYS = "days", "日"
    WORKING_DAYS = "working_days", "个工作日"
    MONTHS = "months", "个月"
    YEARS = "years", "年"


class Kind(StrEnum):
    """What the law says of the length: so long; no shorter; no longer."""

    FIXED = "fixed"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Asked(StrEnum):
    """The day by which a version holds: the case's receipt (old cases keep the old law), or the start of the term."""

    RECEIPT = "receipt"
    START = "start"


class TermError(LookupError):
    """No such term. The message is Chinese."""


class CourseError(ValueError):
    """What is said to have happened to a term is nothing the law knows. The message is Chinese."""


@dataclass(frozen=True, slots=True)
class Length:
    amount: int
    unit: Unit

    def __str__(self) -> str:
        """7日, 2个工作日, 6个月, 48小时, 2年."""
        return f"{self.amount}{self.unit.label}"

    @property
    def figures(self) -> str:
        """As a form or a message says it: 7 日."""
        return f"{self.amount} {self.unit.label}"

    @property
    def spoken(self) -> str:
        """As it is said to people: 三十日, 两个工作日."""
        numeral = chinese_numeral(self.amount)
        return f"{'两' if numeral == '二' and self.unit.label[0] in '个年' else numeral}{self.unit.label}"


@dataclass(frozen=True, slots=True)
class Term:
    """A period as it holds from ``since``. ``counts_from`` says in Chinese what day it starts from (not counted).

    ``backward``: so long before that day. ``stays``: its last day does not wait for a working day. ``abroad``: the
    length for a party without domicile in China; ``unbound``: no length binds there; ``abroad_articles`` say so.
    ``extends``: the terms it makes longer; ``in_all``: what it and the term may come to together. ``outside``: the
    articles that leave days out. ``doubt``: what of it is not in the words of the law.
    """

    key: str
    name: str
    amount: int
    unit: Unit
    counts_from: str
    articles: tuple[Article, ...]
    since: date
    holder: str
    from_receipt: bool = False
    confirmed: bool = True
    asked: Asked = Asked.RECEIPT
    kind: Kind = Kind.FIXED
    backward: bool = False
    stays: bool = False
    abroad: Length | None = None
    unbound: bool = False
    abroad_articles: tuple[Article, ...] = ()
    extends: tuple[str, ...] = ()
    in_all: Length | None = None
    outside: tuple[Article, ...] = ()
    doubt: str = ""

    def counted(self, unit: Unit) -> int:
        """How many of this unit, for what is reckoned in it: days asked for, months added up. TermError if the term has
        another unit: a number alone would be read as so many of the wrong one."""
        if self.unit is not unit:
            raise TermError(f"“{self.name}”是{self.length}，不能按“{unit.label}”计算。")
        return self.amount

    @property
    def size(self) -> Length:
        return Length(self.amount, self.unit)

    @property
    def length(self) -> str:
        return str(self.size)

    @property
    def figures(self) -> str:
        return self.size.figures

    @property
    def spoken(self) -> str:
        return self.size.spoken


@dataclass(frozen=True, slots=True)
class Due:
    """When a term ends. ``day`` is None until it has begun to run, or where no length binds (not ``bound``).

    ``at`` is the moment, for terms of hours only; ``counted`` the last day by count alone, before it waits for a
    working day: what makes the term longer runs from there. ``left_out``: the days that were not counted.
    """

    term: Term
    start: date | None
    day: date | None
    at: datetime | None = None
    counted: date | None = None
    left_out: int = 0
    bound: bool = True
