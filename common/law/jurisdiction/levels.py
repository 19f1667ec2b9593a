"""Which level of court hears the first instance (民事诉讼法第十八至二十一条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from common.law import causes
from common.law.articles import UNCONFIRMED, Finding, art, joined
from common.law.jurisdiction.shapes import Level
from common.law.money import yuan
from common.law.parameters import figures


@dataclass(frozen=True, slots=True)
class LevelRule:
    """From ``since``: the amount (fen) from which the Intermediate Court hears a first instance. A setting."""

    since: date
    both_in_province: int
    one_outside: int
    confirmed: bool = False


# Recalled, not read: one amount where both sides live in the province, another where one does not.
LEVEL_RULES: tuple[LevelRule, ...] = tuple(
    LevelRule(both.since, both.fen, one.fen, both.confirmed and one.confirmed)
    for both, one in zip(figures("level_in_province"), figures("level_outside"), strict=True)
)


_PUBLIC_INTEREST = ("五十七",)


def level(
    amount_fen: int | None,
    received: date,
    *,
    one_outside_province: bool = False,
    major_foreign: bool = False,
    great_influence: bool = False,
    cause: str = "",
    rules: tuple[LevelRule, ...] = LEVEL_RULES,
) -> Finding[Level]:
    """Basic or Intermediate Court for the first instance (民诉法第十八、十九条; the amount is a setting). Suits in the
    public interest are the Intermediate Court's whatever they are worth (民诉法解释第二百八十三条)."""
    if cause and causes.exists(cause) and not causes.lineage(cause).isdisjoint(_PUBLIC_INTEREST):
        return Finding(Level.INTERMEDIATE, (art("民诉法", 19, 1, 3), art("民诉解释", 283)), "公益诉讼案件")
    if major_foreign:
        return Finding(Level.INTERMEDIATE, (art("民诉法", 19, 1, 1), art("民诉解释", 1)), "重大涉外案件")
    if great_influence:
        return Finding(Level.INTERMEDIATE, (art("民诉法", 19, 1, 2),), "在本辖区有重大影响的案件")
    begun = [rule for rule in rules if rule.since <= received]
    if amount_fen is None or not begun:
        return Finding(Level.BASIC, (art("民诉法", 18),))
    rule = max(begun, key=lambda each: each.since)
    limit = rule.one_outside if one_outside_province else rule.both_in_province
    doubt = "" if rule.confirmed else f"级别管辖的金额标准{UNCONFIRMED}"
    if amount_fen >= limit:
        note = joined(f"诉讼标的额达到{yuan(limit)}元", doubt)
        return Finding(Level.INTERMEDIATE, (art("民诉法", 19, 1, 3), art("级别管辖")), note, rule.confirmed)
    # Far below any threshold the doubt is of no use to the reader.
    near = amount_fen * 100 >= limit
    return Finding(Level.BASIC, (art("民诉法", 18),), doubt if near else "", rule.confirmed or not near)
