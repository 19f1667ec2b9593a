"""What a suit would cost, in words: one reckoning for the self-assessment, the draft and the review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from common.law import tariff, tariff_scope
from common.law.articles import Finding
from common.law.money import yuan


@dataclass(frozen=True)
class Price:
    """The fee as it would be today, and when mediation or withdrawal ends the suit (empty: no less)."""

    full: str
    halved: str
    finding: Finding[tariff.Quote]
    prepaid: Finding[bool]


def priced(cause: str, kind: Finding[tariff.Kind], amount: int | None, today: date) -> Price:
    """诉讼费用交纳办法第十三、十五条; `amount` in fen. TariffError where this kind cannot be reckoned without one."""
    found = tariff.quote(kind.value, amount, tariff.Options(day=today))
    half = tariff.quote(kind.value, amount, tariff.Options(day=today, closing="mediation")).value.fee_fen
    return Price(
        full=f"{yuan(found.value.fee_fen)} 元",
        halved=f"{yuan(half)} 元" if half != found.value.fee_fen else "",
        finding=Finding(found.value, found.articles, found.note or kind.note, found.confirmed and kind.confirmed),
        prepaid=tariff_scope.prepayable(cause, kind.value),
    )
