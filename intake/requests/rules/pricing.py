"""What an item costs where the tariff works it out: the slices of its scale, and a worked example (收费办法13, 14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from common.law import tariff_rules as rules
from common.law.money import yuan
from common.law.tariff import quote
from intake.requests.states import Scale

_EXAMPLE = 8_000_000  # 8 万元
_MILLI = 10  # per mille in a per cent


@dataclass(frozen=True, slots=True)
class Price:
    """``short``: what stands at the head of the page; ``rows``: (up to where, how much); ``example`` a sentence."""

    short: str
    rows: tuple[tuple[str, str], ...] = ()
    example: str = ""


def price(scale: Scale, today: date) -> Price | None:
    """None where the words of the item say it all."""
    if scale is Scale.PRESERVATION:
        return _preservation()
    if scale is Scale.PRESERVATION_FLAT:
        return Price(_round(rules.PRESERVATION_SCALE.sums[0] // 1000))
    if scale is Scale.JURISDICTION_OBJECTION:
        base = rules.local_base(rules.Kind.JURISDICTION_OBJECTION, today)
        return Price(_round(base.fen)) if base else None
    return Price("受理费的 1/3")


def _preservation() -> Price:
    scale = rules.PRESERVATION_SCALE
    floor, cap = scale.sums[0] // 1000, rules.PRESERVATION_CAP
    rows = [(f"{_bound(scale.bounds[0])}以下，或者不涉及数额", _round(floor))]
    for at, (bound, rate) in enumerate(zip(scale.bounds, scale.rates, strict=True)):
        upper = scale.bounds[at + 1] if at + 1 < len(scale.bounds) else None
        words = f"{_bound(bound)}至 {_bound(upper)}的部分" if upper else f"超过 {_bound(bound)}的部分"
        rows.append((words, f"加 {rate / _MILLI:g}%"))
    rows.append(("最多", _round(cap)))
    fee = quote(rules.Kind.PRESERVATION, _EXAMPLE).value.fee_fen
    short = f"{_round(floor).removesuffix(' 元')} 至 {_round(cap)}"
    return Price(short, tuple(rows), f"例：保全 {_bound(_EXAMPLE)}，交 {_round(fee)}。")


def _round(fen: int) -> str:
    return f"{yuan(fen).removesuffix('.00')} 元"


def _bound(fen: int) -> str:
    wan, rest = divmod(fen, rules.WAN)
    return f"{wan} 万元" if wan and not rest else _round(fen)
