"""What a calculator answers, and the exact numbers it counts with. Fractions inside; yuan once, at the end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from common.law.articles import Article, merge
from common.law.money import divide, plain_yuan, yuan
from mediation.damages.rules.settings import Setting, Standing


class GivenError(ValueError):
    """What was given cannot be counted with. The words are Chinese; `field` is the input they are about."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True, slots=True)
class Line:
    """One step: what it is, what times what, what came of it (yuan; None where nothing is paid), the article."""

    name: str
    how: str
    amount: Fraction | None = None
    articles: tuple[Article, ...] = ()

    @property
    def fen(self) -> int | None:
        return None if self.amount is None else to_fen(self.amount)


@dataclass(frozen=True, slots=True)
class Answer:
    """The sum with its lines, the articles of the whole, the dated figures used, and remarks.

    `remarks` are for everybody; `doubts` are what is not settled law, for staff alone.
    """

    value: Fraction
    lines: tuple[Line, ...]
    articles: tuple[Article, ...]
    used: tuple[Setting, ...] = ()
    remarks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    percent: bool = False  # the answer is a rate, not a sum

    @property
    def fen(self) -> int:
        """Rounded once, half up."""
        return to_fen(self.value)

    @property
    def result(self) -> str:
        """29653.50: for files."""
        return plain_yuan(self.fen)

    @property
    def cited(self) -> tuple[Article, ...]:
        """Every article, those of the lines too, each once."""
        return merge(self.articles, *(line.articles for line in self.lines))

    @property
    def grounds(self) -> str:
        """One line for staff: articles, steps, figures, and what is not confirmed."""
        parts = ["、".join(article.short for article in self.cited)]
        parts += [f"{line.name}：{line.how}" for line in self.lines]
        parts += [_staff_words(each) for each in self.used]
        return "；".join(part for part in (*parts, *self.remarks, *self.doubts) if part)


def _staff_words(setting: Setting) -> str:
    mark = {Standing.CUSTOM: "（待确认）", Standing.EXAMPLE: "（示例）"}.get(setting.standing, "")
    return f"{setting.words}{mark}"


def to_fen(amount: Fraction) -> int:
    """Yuan as whole fen by the house's one rounding, half up."""
    hundred = amount * 100
    return divide(hundred.numerator, hundred.denominator)


def rounded(amount: Fraction) -> Fraction:
    """To the fen and on: where the law settles a sum before the next step (interest at each payment)."""
    return Fraction(to_fen(amount), 100)


def money(amount: Fraction) -> str:
    """12860050/100 -> 128,600.50 元."""
    return f"{yuan(to_fen(amount))} 元"


def figure(value: Fraction) -> str:
    """A plain number as short as it is exact: 7.5, 12, 1/3."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    return format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f")


def percent(value: Fraction) -> str:
    """0.7 as 70%."""
    return f"{figure(value * 100)}%"
