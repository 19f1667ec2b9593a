"""The fee tables of 诉讼费用交纳办法 as data and bare integer arithmetic; tariff.py puts them into words.

Scales work in thousandths of a fen (fen times per mille), so nothing is rounded before the one rounding at the end.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from common.law.articles import Article, art
from common.law.labelled import LabelledEnum


class TariffError(ValueError):
    """A fee that cannot be worked out. The message is Chinese and may be shown to the user."""


class Kind(LabelledEnum):
    PROPERTY = "property", "财产案件"
    DIVORCE = "divorce", "离婚案件"
    PERSONALITY = "personality", "人格权案件"
    OTHER_NONPROPERTY = "other_nonproperty", "其他非财产案件"
    IP = "ip", "知识产权民事案件"
    LABOUR = "labour", "劳动争议案件"
    ADMIN = "admin", "行政案件"
    JURISDICTION_OBJECTION = "jurisdiction_objection", "管辖权异议"
    ENFORCEMENT = "enforcement", "申请执行"
    PRESERVATION = "preservation", "申请保全"
    PAYMENT_ORDER = "payment_order", "申请支付令"
    PUBLIC_SUMMONS = "public_summons", "申请公示催告"
    ARBITRATION_REVIEW = "arbitration_review", "申请撤销仲裁裁决或者认定仲裁协议效力"
    BANKRUPTCY = "bankruptcy", "申请破产"
    SPECIAL_PROCEDURE = "special_procedure", "特别程序案件"
    JUDICIAL_CONFIRMATION = "judicial_confirmation", "申请司法确认"
    ADMIN_COMPENSATION = "admin_compensation", "行政赔偿案件"


# 申请费 (办法第十条): never halved, because articles 15, 16 and 18 speak of 案件受理费 alone.
APPLICATION_KINDS = frozenset(
    {
        Kind.ENFORCEMENT,
        Kind.PRESERVATION,
        Kind.PAYMENT_ORDER,
        Kind.PUBLIC_SUMMONS,
        Kind.ARBITRATION_REVIEW,
        Kind.BANKRUPTCY,
    }
)
FREE_KINDS = frozenset({Kind.SPECIAL_PROCEDURE, Kind.JUDICIAL_CONFIRMATION, Kind.ADMIN_COMPENSATION})

ARTICLES: dict[Kind, Article] = {
    Kind.PROPERTY: art("收费办法", 13, None, 1),
    Kind.DIVORCE: art("收费办法", 13, None, 2),
    Kind.PERSONALITY: art("收费办法", 13, None, 2),
    Kind.OTHER_NONPROPERTY: art("收费办法", 13, None, 2),
    Kind.IP: art("收费办法", 13, None, 3),
    Kind.LABOUR: art("收费办法", 13, None, 4),
    Kind.ADMIN: art("收费办法", 13, None, 5),
    Kind.JURISDICTION_OBJECTION: art("收费办法", 13, None, 6),
    Kind.ENFORCEMENT: art("收费办法", 14, None, 1),
    Kind.PRESERVATION: art("收费办法", 14, None, 2),
    Kind.PAYMENT_ORDER: art("收费办法", 14, None, 3),
    Kind.PUBLIC_SUMMONS: art("收费办法", 14, None, 4),
    Kind.ARBITRATION_REVIEW: art("收费办法", 14, None, 5),
    Kind.BANKRUPTCY: art("收费办法", 14, None, 6),
    Kind.SPECIAL_PROCEDURE: art("收费办法", 8, None, 1),
    Kind.JUDICIAL_CONFIRMATION: art("司法确认", 11),
    Kind.ADMIN_COMPENSATION: art("收费办法", 8, None, 4),
}

WAN = 1_000_000  # fen in 1万元


@dataclass(frozen=True, slots=True)
class Scale:
    """A cumulative scale. ``floor`` fen up to the first bound; above it each slice at its rate (per mille).

    ``bounds[i]`` is the lower bound of slice ``i`` in fen; ``sums[i]`` the exact fee at that bound, in milli-fen.
    """

    bounds: tuple[int, ...]
    rates: tuple[int, ...]
    sums: tuple[int, ...]

    @classmethod
    def of(cls, floor: int, *slices: tuple[int, int]) -> Scale:
        sums, total, last, rate = [], floor * 1000, slices[0][0], 0
        for bound, following in slices:
            total += (bound - last) * rate
            sums.append(total)
            last, rate = bound, following
        return cls(tuple(bound for bound, _ in slices), tuple(rate for _, rate in slices), tuple(sums))

    def milli(self, amount: int) -> int:
        """The exact fee of ``amount`` fen in milli-fen."""
        place = bisect_left(self.bounds, amount) - 1
        if place < 0:
            return self.sums[0]
        return self.sums[place] + (amount - self.bounds[place]) * self.rates[place]


PROPERTY_SCALE = Scale.of(
    5_000,
    (1 * WAN, 25),
    (10 * WAN, 20),
    (20 * WAN, 15),
    (50 * WAN, 10),
    (100 * WAN, 9),
    (200 * WAN, 8),
    (500 * WAN, 7),
    (1000 * WAN, 6),
    (2000 * WAN, 5),
)
ENFORCEMENT_SCALE = Scale.of(5_000, (1 * WAN, 15), (50 * WAN, 10), (500 * WAN, 5), (1000 * WAN, 1))
PRESERVATION_SCALE = Scale.of(3_000, (100_000, 10), (10 * WAN, 5))
# On top of the local base, which is why their floor is nothing.
DIVORCE_SCALE = Scale.of(0, (20 * WAN, 5))
PERSONALITY_SCALE = Scale.of(0, (5 * WAN, 10), (10 * WAN, 5))

PRESERVATION_CAP = 500_000
BANKRUPTCY_CAP = 30_000_000
LABOUR_FEE = 1_000
ADMIN_FEE = 5_000
ADMIN_SPECIAL_FEE = 10_000
PUBLIC_SUMMONS_FEE = 10_000
ARBITRATION_FEE = 40_000


@dataclass(frozen=True, slots=True)
class LocalBase:
    """A base the province may fix inside the national range (fen). ``confirmed`` False: shown as 待确认."""

    since: date
    fen: int
    low: int
    high: int
    article: Article | None
    confirmed: bool = True


# 粤价函〔2008〕45号, from the day the fee rules themselves began, as quoted by a Guangdong court. The base of an
# enforcement without an amount is not among the values found: the upper bound, as in every value that was.
LOCAL_BASES: dict[Kind, tuple[LocalBase, ...]] = {
    Kind.DIVORCE: (LocalBase(date(2007, 4, 1), 30_000, 5_000, 30_000, art("粤价函")),),
    Kind.PERSONALITY: (LocalBase(date(2007, 4, 1), 50_000, 10_000, 50_000, art("粤价函")),),
    Kind.OTHER_NONPROPERTY: (LocalBase(date(2007, 4, 1), 10_000, 5_000, 10_000, art("粤价函")),),
    Kind.IP: (LocalBase(date(2007, 4, 1), 100_000, 50_000, 100_000, art("粤价函")),),
    Kind.JURISDICTION_OBJECTION: (LocalBase(date(2007, 4, 1), 10_000, 5_000, 10_000, art("粤价函")),),
    Kind.ENFORCEMENT: (LocalBase(date(2007, 4, 1), 50_000, 5_000, 50_000, None, False),),
}


def local_base(kind: Kind, day: date | None = None) -> LocalBase | None:
    """The local base in force on ``day`` (the newest if None), or None for a kind that has none."""
    rows = LOCAL_BASES.get(kind)
    if not rows:
        return None
    begun = [row for row in rows if day is None or row.since <= day]
    return max(begun or rows[:1], key=lambda row: row.since)
