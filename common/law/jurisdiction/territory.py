"""Which courts a suit may go to, by place (民事诉讼法第二十二至三十六条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from common.law import causes
from common.law.articles import Article, Finding, art, joined, merge
from common.law.jurisdiction.levels import level
from common.law.jurisdiction.named import named
from common.law.jurisdiction.shapes import Candidate, Level, Places

# Words, the field of Places, article — in the order in which they are offered.
_Line = tuple[str, str, Article]

_REAL_ESTATE = ("四", "五", "六", "七", "八", "九")
# Of those, what is about land and buildings by its very name, wherever they lie.
_IMMOVABLE = ("47", "65.1", "66", "67", "68", "69", "70")
# Of those, what asks for damages and no more: a tort.
_DAMAGED_PROPERTY = ("36", "42", "43", "45", "46", "57", "77")
# 民诉法解释第二十八条: neighbours; and in its second paragraph contracts treated as disputes over real estate.
_NEIGHBOURS = ("55",)
_REAL_ESTATE_CONTRACTS = ("140", "116.2", "120.3", "120.4", "96.5")
_INHERITANCE = ("三",)
_LABOUR = ("第七部分",)
_TRAFFIC = ("411", "412")
_COMPANY_TORT = ("303", "305", "306", "307", "309", "310", "316")
_MARKET_TORT = ("352", "363", "364", "365", "366", "367", "392", "398")
_TORT = ("一", "三十五", "十四", "十五", "37", "44", *_DAMAGED_PROPERTY, "277", *_COMPANY_TORT, *_MARKET_TORT, "五十七")
# Contracts that the list of causes names outside its part on contracts, by family: data, enterprises, shares,
# partnerships, securities, futures, trusts, brokers of insurance, letters of credit, independent guarantees.
_CONTRACT = (
    *("第四部分", "十三", "200", "203"),
    *("278", "279", "280", "281", "282", "283", "284", "285", "286", "287", "288", "289"),
    *("295", "297", "298", "317", "二十五"),
    *("341", "342", "343", "344", "345", "346", "347", "348", "349", "350", "353", "354", "355", "356"),
    *("357", "358", "359", "360", "361", "362", "369", "374", "375"),
    *("389", "390", "391", "393", "394", "395", "396", "397", "399", "400", "401"),
)
_INSURANCE_PROPERTY = ("371", "373", "376", "377")
_INSURANCE_PERSON = ("372",)
_TRANSPORT = ("121",)
_BILLS = ("三十二",)
_COMPANY = ("290", "291", "292", "296", "299", "301", "304", "311", "312", "313", "314", "315")
_PRODUCT = ("410",)
_DIVORCE = ("14",)
_SUPPORT = ("22.1", "23.1", "24.1")
_STATUS = ("17", "18", "21", "25")

_LEASE = ("116", "117")
_ONLINE_SALE = ("88.8",)
_SALE = ("88",)
_ONLINE_TORT = ("164.13", "175.2", "193", "201", "204")

_CONTRACT_LINE: _Line = ("合同履行地", "performance", art("民诉法", 24))
_TORT_LINE: _Line = ("侵权行为地（实施地或者结果发生地）", "tort", art("民诉法", 29))


_AGREED_LINE: _Line = ("合同约定的履行地", "performance", art("民诉法", 24))


def hint(
    cause: str, places: Places, *, amount_fen: int | None = None, received: date | None = None
) -> Finding[tuple[Candidate, ...]]:
    """The courts that may hear a suit of this cause, best known first. CauseError on an unknown code.

    Exclusive jurisdiction leaves nothing beside it and no agreement against it (第34、35条). With the amount and the
    day of receipt each candidate has its level.
    """
    code = causes.cause(cause).code
    bound = named(code, places)
    if bound is not None:
        return bound
    found, height = _by_place(causes.lineage(code), places), level(amount_fen, received or date.min, cause=code)
    if height.value is Level.BASIC:
        return found
    higher = tuple(replace(each, level=height.value) for each in found.value)
    articles = merge(found.articles, height.articles)
    return Finding(higher, articles, joined(found.note, height.note), found.confirmed and height.confirmed)


def _by_place(line: frozenset[str], places: Places) -> Finding[tuple[Candidate, ...]]:
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
        return _found(found)
    instead = _of_both(line, places)
    if instead is not None:
        return _found([instead])
    plaintiff = _plaintiff_instead(line, places)
    if plaintiff is not None and plaintiff.article.number == "23":
        return _found([plaintiff])
    defendant = places.defendant_residence or places.defendant_domicile
    words = "被告经常居住地" if places.defendant_residence else "被告住所地"
    special = _special(line, places)
    base = special[0][2] if special else art("民诉法", 22)
    if special and special[0][2] in _GENERAL:
        base = _GENERAL[special[0][2]]
    if not line.isdisjoint(_INSURANCE_PERSON):
        # 解释21第2款 adds the insured's own court; the defendant's is that of every insurance contract.
        base = art("民诉法", 25)
    if places.defendant_without_domicile:
        found.append(Candidate(None, _ABROAD, art("民诉法", 276)))
    elif line.isdisjoint(_COMPANY):
        found.append(Candidate(defendant, words, base))
    found += [Candidate(getattr(places, field), text, article) for text, field, article in special]
    if not special and not line.isdisjoint(_REAL_ESTATE):
        # Nobody has said yet whether the thing can be moved: if it cannot, its own court alone.
        found.append(Candidate(None, _IF_IMMOVABLE, art("民诉法", 34, 1, 1)))
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
    if not line.isdisjoint(_IMMOVABLE):
        return [Candidate(places.property, "不动产所在地", art("民诉法", 34, 1, 1), True)]
    # Things that move are in the same part of the list: only what is known to lie somewhere is exclusive.
    movable = line.isdisjoint(_REAL_ESTATE) or not line.isdisjoint(_DAMAGED_PROPERTY)
    if not movable and places.property:
        return [Candidate(places.property, "不动产所在地", art("民诉法", 34, 1, 1), True)]
    return []


def _of_both(line: frozenset[str], places: Places) -> Candidate | None:
    """What holds because the same is true of both sides (民诉法解释第八条, 第十二条第二款)."""
    if places.defendant_detained and places.plaintiff_detained:
        if places.defendant_detained_over_a_year:
            return Candidate(places.detention, "被告被监禁地或者被采取强制性教育措施地", art("民诉解释", 8))
        return Candidate(places.defendant_domicile, "被告原住所地（双方都被监禁）", art("民诉解释", 8))
    away = places.defendant_away_over_a_year and places.plaintiff_away_over_a_year
    if away and not line.isdisjoint(_DIVORCE):
        article, why = art("民诉解释", 12, 2), "（双方都离开住所地超过一年）"
        if places.defendant_residence:
            return Candidate(places.defendant_residence, f"被告经常居住地{why}", article)
        return Candidate(places.defendant_living, f"原告起诉时被告居住地{why}", article)
    return None


def _is_status(line: frozenset[str]) -> bool:
    return not line.isdisjoint((*_DIVORCE, *_STATUS, *_SUPPORT))


def _plaintiff_instead(line: frozenset[str], places: Places) -> Candidate | None:
    """The cases in which the plaintiff's own court hears, or may hear, the suit."""
    place = places.plaintiff_residence or places.plaintiff_domicile
    words = "原告经常居住地" if places.plaintiff_residence else "原告住所地"
    if (places.defendant_abroad_or_missing or places.defendant_without_domicile) and _is_status(line):
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


_IF_IMMOVABLE = "不动产所在地（争议的是不动产的，只能由不动产所在地的法院管辖）"
# 民诉法第二百七十六条: where somebody without domicile in China may be sued, other than over family status.
_ABROAD = "合同签订地、合同履行地、诉讼标的物所在地、可供扣押财产所在地、侵权行为地、代表机构住所地（在国内的）"
# The article of the defendant's own court where the other court comes from the interpretation.
_GENERAL = {
    art("民诉解释", 19): art("民诉法", 24),
    art("民诉解释", 20): art("民诉法", 24),
    art("民诉解释", 25): art("民诉法", 29),
}


def _special(line: frozenset[str], places: Places) -> tuple[_Line, ...]:
    """The courts of this kind of dispute beside the defendant's."""
    if not line.isdisjoint(_LEASE):
        return (_AGREED_LINE,) if places.performance else (("租赁物使用地", "leased_use", art("民诉解释", 19)),)
    if not line.isdisjoint(_ONLINE_SALE) or (places.bought_online and not line.isdisjoint(_SALE)):
        return (_AGREED_LINE,) if places.performance else _online_sale(places)
    if not line.isdisjoint(_ONLINE_TORT) or (places.done_online and not line.isdisjoint(_TORT)):
        own = "plaintiff_residence" if places.plaintiff_residence else "plaintiff_domicile"
        article = art("民诉解释", 25)
        return (("侵权行为实施地（计算机等信息设备所在地）", "tort", article), ("被侵权人住所地", own, article))
    if places.insured_moves and not line.isdisjoint(_INSURANCE_PROPERTY):
        article = art("民诉解释", 21, 1)
        return (
            ("保险标的物所在地", "insured_object", art("民诉法", 25)),
            ("运输工具登记注册地", "vehicle_registration", article),
            ("运输目的地", "transport_end", article),
            ("保险事故发生地", "accident", article),
        )
    return _usual(line)


def _online_sale(places: Places) -> tuple[_Line, ...]:
    """What came through the network is handed over where the buyer lives; what was sent, where it is received."""
    if places.delivered_online:
        return (("买受人住所地", "buyer_domicile", art("民诉解释", 20)),)
    return (("收货地", "goods_received", art("民诉解释", 20)),)


def _usual(line: frozenset[str]) -> tuple[_Line, ...]:
    for tops, lines in _SPECIAL:
        if not line.isdisjoint(tops):
            return lines
    return ()
