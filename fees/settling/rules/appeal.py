"""What an appeal costs."""

from __future__ import annotations

from datetime import date

from common.law.articles import Finding, art, joined, merge
from common.law.tariff import Options, Quote, quote
from common.law.tariff_scope import kind_for_cause, prepayable


def appeal_fee(way: str, *, cause: str, disputed: int | None, wages: bool, day: date) -> Finding[Quote | None]:
    """What is prepaid for an appeal against what ended the case in this `way`: in a suit about money by the sum that is
    `disputed`, never halved, for the second instance is no summary procedure (办法13, 16, 17); None where nothing is:
    of a dismissal, and where nothing had to be prepaid before (办法8, 20). TariffError in Chinese."""
    if way != "judgment":
        return Finding(None, (art("收费办法", 8, 1, 3),))
    kind = kind_for_cause(cause, bool(disputed))
    found = quote(kind.value, disputed or None, Options(procedure="ordinary", day=day))
    first = prepayable(cause or None, found.value.kind, wages=wages)
    if not first.value or not found.value.fee_fen:
        return Finding(None, first.articles, first.note)
    return Finding(
        found.value,
        merge((art("收费办法", 17),), kind.articles, found.articles, (art("收费办法", 22, 2),)),
        joined(kind.note, found.note),
        kind.confirmed and found.confirmed,
    )
