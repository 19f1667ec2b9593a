"""Which courts a suit may go to: a hint for the complaint, never a decision (民事诉讼法第十八至三十六条).

Places are codes of counties (or any code the caller uses for a court's district); the rules only carry them about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from common.law import causes
from common.law.articles import UNCONFIRMED, Article, Finding, art, joined, merge
from common.law.labelled import LabelledEnum
from common.law.money import yuan
from common.law.parameters import figures


@dataclass(frozen=True, slots=True)
class Places:
    """County codes as far as they are known. A habitual residence goes before the domicile (民诉法第二十二条)."""

    defendant_domicile: str | None = None
    defendant_residence: str | None = None
    plaintiff_domicile: str | None = None
    plaintiff_residence: str | None = None
    agreed: str | None = None
    performance: str | None = None
    property: str | None = None
    tort: str | None = None
    accident: str | None = None
    vehicle_arrival: str | None = None
    deceased_domicile: str | None = None
    main_estate: str | None = None
    employer: str | None = None
    workplace: str | None = None
    insured_object: str | None = None
    insured_domicile: str | None = None
    company: str | None = None
    transport_start: str | None = None
    transport_end: str | None = None
    payment: str | None = None
    product_made: str | None = None
    product_sold: str | None = None
    defendant_abroad_or_missing: bool = False
    defendant_detained: bool = False
    defendant_away_over_a_year: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A court's district with the reason it may hear the case. ``place`` is None while the fact is still unknown."""

    place: str | None
    reason: str
    article: Article
    exclusive: bool = False


# Words, the field of Places, article — in the order in which they are offered.
_Line = tuple[str, str, Article]

_REAL_ESTATE = ("四", "五", "六", "七", "八")
# 民诉法解释第二十八条: neighbours; and in its second paragraph contracts treated as disputes over real estate.
_NEIGHBOURS = ("55",)
_REAL_ESTATE_CONTRACTS = ("140", "116.2", "120.3", "120.4", "96.5")
_INHERITANCE = ("三",)
_LABOUR = ("第七部分",)
_TRAFFIC = ("411", "412")
_TORT = ("一", "三十五", "十四", "十五", "37", "44")
_CONTRACT = ("第四部分", "十三")
_INSURANCE_PROPERTY = ("371",)
_INSURANCE_PERSON = ("372",)
_TRANSPORT = ("121",)
_BILLS = ("三十二",)
_COMPANY = ("290", "291", "292", "296", "299", "301", "304", "311", "312", "313", "314", "315")
_PRODUCT = ("410",)
_DIVORCE = ("14",)
_SUPPORT = ("22.1", "23.1", "24.1")
_STATUS = ("17", "18", "21", "25")

_CONTRACT_LINE: _Line = ("合同履行地", "performance", art("民诉法", 24))
_TORT_LINE: _Line = ("侵权行为地（实施地或者结果发生地）", "tort", art("民诉法", 29))


def hint(cause: str, places: Places) -> Finding[tuple[Candidate, ...]]:
    """The courts that may hear a suit of this cause, best known first. CauseError on an unknown code.

    Exclusive jurisdiction leaves nothing beside it and no agreement against it (第34、35条).
    """
    line = causes.lineage(causes.cause(cause).code)
    exclusive = _exclusive(line, places)
    if exclusive:
        return _found(exclusive)
    found: list[Candidate] = []
    if places.agreed and not _is_status(line):
        found.append(Candidate(places.agreed, "双方书面协议选择的法院", art("民诉法", 35)))
        return _found(found, "协议管辖不得违反级别管辖和专属管辖的规定")
    if not line.isdisjoint(_LABOUR):
        article = art("劳动争议解释", 3)
        found = [
            Candidate(places.employer, "用人单位所在地", article),
            Candidate(places.workplace, "劳动合同履行地", article),
        ]
        return _found(found, UNCONFIRMED, confirmed=False)
    plaintiff = _plaintiff_instead(line, places)
    if plaintiff is not None and plaintiff.article.number == "23":
        return _found([plaintiff])
    defendant = places.defendant_residence or places.defendant_domicile
    words = "被告经常居住地" if places.defendant_residence else "被告住所地"
    special = _special(line)
    base = special[0][2] if special else art("民诉法", 22)
    if not line.isdisjoint(_INSURANCE_PERSON):
        # 解释21第2款 adds the insured's own court; the defendant's is that of every insurance contract.
        base = art("民诉法", 25)
    if line.isdisjoint(_COMPANY):
        found.append(Candidate(defendant, words, base))
    found += [Candidate(getattr(places, field), text, article) for text, field, article in special]
    if plaintiff is not None:
        found.append(plaintiff)
    return _found(found)


def _found(found: list[Candidate], note: str = "", *, confirmed: bool = True) -> Finding[tuple[Candidate, ...]]:
    ordered = tuple(sorted(dict.fromkeys(found), key=lambda each: each.place is None))
    choice: tuple[Article, ...] = ()
    if len({each.place for each in ordered if each.place}) > 1:
        # Several courts have jurisdiction: the plaintiff chooses one.
        choice = (art("民诉法", 36),)
    return Finding(ordered, merge((each.article for each in ordered), choice), note, confirmed)


def _exclusive(line: frozenset[str], places: Places) -> list[Candidate]:
    if not line.isdisjoint(_INHERITANCE):
        article = art("民诉法", 34, 1, 3)
        return [
            Candidate(places.deceased_domicile, "被继承人死亡时住所地", article, True),
            Candidate(places.main_estate, "主要遗产所在地", article, True),
        ]
    if not line.isdisjoint(_REAL_ESTATE_CONTRACTS):
        return [Candidate(places.property, "不动产所在地", art("民诉解释", 28, 2), True)]
    if not line.isdisjoint(_NEIGHBOURS):
        return [Candidate(places.property, "不动产所在地", art("民诉解释", 28, 1), True)]
    # Things that move are in the same part of the list: only what is known to lie somewhere is exclusive.
    if not line.isdisjoint(_REAL_ESTATE) and places.property:
        return [Candidate(places.property, "不动产所在地", art("民诉法", 34, 1, 1), True)]
    return []


def _is_status(line: frozenset[str]) -> bool:
    return not line.isdisjoint((*_DIVORCE, *_STATUS, *_SUPPORT))


def _plaintiff_instead(line: frozenset[str], places: Places) -> Candidate | None:
    """The cases in which the plaintiff's own court hears, or may hear, the suit."""
    place = places.plaintiff_residence or places.plaintiff_domicile
    words = "原告经常居住地" if places.plaintiff_residence else "原告住所地"
    if places.defendant_abroad_or_missing and _is_status(line):
        return Candidate(place, f"{words}（被告不在国内居住、下落不明或者宣告失踪）", art("民诉法", 23))
    if places.defendant_detained:
        return Candidate(place, f"{words}（被告被监禁或者被采取强制性教育措施）", art("民诉法", 23))
    if not line.isdisjoint(_DIVORCE) and places.defendant_away_over_a_year:
        return Candidate(place, f"{words}（被告离开住所地超过一年）", art("民诉解释", 12))
    if not line.isdisjoint(_SUPPORT):
        return Candidate(place, f"{words}（几个被告住所地不在同一辖区的）", art("民诉解释", 9))
    return None


_SPECIAL: tuple[tuple[tuple[str, ...], tuple[_Line, ...]], ...] = (
    (
        _TRAFFIC,
        (("事故发生地", "accident", art("民诉法", 30)), ("车辆最先到达地", "vehicle_arrival", art("民诉法", 30))),
    ),
    (_INSURANCE_PROPERTY, (("保险标的物所在地", "insured_object", art("民诉法", 25)),)),
    (_INSURANCE_PERSON, (("被保险人住所地", "insured_domicile", art("民诉解释", 21, 2)),)),
    (
        _TRANSPORT,
        (("运输始发地", "transport_start", art("民诉法", 28)), ("运输目的地", "transport_end", art("民诉法", 28))),
    ),
    (_BILLS, (("票据支付地", "payment", art("民诉法", 26)),)),
    (_COMPANY, (("公司住所地", "company", art("民诉法", 27)),)),
    (
        _PRODUCT,
        (
            ("产品制造地", "product_made", art("民诉解释", 26)),
            ("产品销售地", "product_sold", art("民诉解释", 26)),
            _TORT_LINE,
        ),
    ),
    (_TORT, (_TORT_LINE,)),
    (_CONTRACT, (_CONTRACT_LINE,)),
)


def _special(line: frozenset[str]) -> tuple[_Line, ...]:
    for tops, lines in _SPECIAL:
        if not line.isdisjoint(tops):
            return lines
    return ()


class Level(LabelledEnum):
    BASIC = "basic", "基层人民法院"
    INTERMEDIATE = "intermediate", "中级人民法院"


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


def level(
    amount_fen: int | None,
    received: date,
    *,
    one_outside_province: bool = False,
    major_foreign: bool = False,
    great_influence: bool = False,
    rules: tuple[LevelRule, ...] = LEVEL_RULES,
) -> Finding[Level]:
    """Basic or Intermediate Court for the first instance (民诉法第十八、十九条; the amount is a setting)."""
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
