"""Courts that no district leads to: those a case is bound to by what they did, and those of a kind of case.

Where the defendant lives says nothing here: the general rule (民事诉讼法第二十二条) is not offered beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

from common.law import causes
from common.law.articles import UNCONFIRMED, Article, Finding, art, joined, merge
from common.law.jurisdiction.shapes import Candidate, Level, Places

_BASIC, _INTERMEDIATE = Level.BASIC, Level.INTERMEDIATE


@dataclass(frozen=True, slots=True)
class _Named:
    """The causes it is for; the words; the field of Places that may know it; the articles; what is not held here."""

    tops: tuple[str, ...]
    reason: str
    articles: tuple[Article, ...]
    field: str = ""
    level: Level = _BASIC
    outside: bool = False
    doubt: str = ""


_GAZETTE = f"由哪一家法院管辖，以广东省高级人民法院公布的为准，{UNCONFIRMED}"
_NOT_HELD = f"条文未收录，{UNCONFIRMED}"

_TABLE: tuple[_Named, ...] = (
    _Named(("511",), "作出生效判决、裁定、调解书的法院", (art("民诉法", 59, 3), art("民诉解释", 290)), "judging_court"),
    _Named(("512",), "执行法院", (art("民诉解释", 302), art("民诉法", 238)), "enforcing_court"),
    _Named(("514",), "执行法院", (art("民诉解释", 510),), "enforcing_court"),
    _Named(("513",), "执行法院", (art("民诉解释", 302),), "enforcing_court", doubt=_NOT_HELD),
    # Maritime cases and their special procedures; also where a ship secures a debt (解释361).
    _Named(("第八部分", "五十四"), "海事法院", (art("民诉解释", 2, 2),), outside=True),
    # Monopoly: by the division of work among courts, which is held here as a setting only.
    _Named(
        ("十六",), "知识产权法院、指定的中级法院", (art("级别管辖"),), "", _INTERMEDIATE, outside=True, doubt=_GAZETTE
    ),
    _Named(("二十七",), "受理破产申请的法院", (art("企业破产法", 21),), doubt=_NOT_HELD),
    _Named(("四十八",), "债务人住所地的法院", (art("企业破产法", 3),), "defendant_domicile", doubt=_NOT_HELD),
    _Named(
        ("352.3",),
        "发行人住所地所在省的省会市等地的中级法院",
        (art("级别管辖"),),
        level=_INTERMEDIATE,
        outside=True,
        doubt=_NOT_HELD,
    ),
    _Named(("483", "484", "五十五"), "中级法院", (art("级别管辖"),), "", _INTERMEDIATE, doubt=_NOT_HELD),
    # Special procedures and applications: each has its own court (民诉法第十五章, 第十七、十八章).
    _Named(("三十六",), "选区所在地", (art("民诉法", 188),)),
    _Named(("436",), "下落不明人住所地", (art("民诉法", 190),), "defendant_domicile"),
    _Named(("439",), "下落不明人住所地", (art("民诉法", 191),), "defendant_domicile"),
    _Named(("三十八",), "被申请认定的人住所地", (art("民诉法", 198),), "defendant_domicile"),
    _Named(("445",), "被继承人死亡时住所地", (art("民诉法", 194),), "deceased_domicile"),
    _Named(("445",), "主要遗产所在地", (art("民诉法", 194),), "main_estate"),
    _Named(("446",), "财产所在地", (art("民诉法", 202),), "property"),
    _Named(
        ("448",),
        "邀请调解的法院；没有法院邀请的，当事人住所地、标的物所在地、调解组织所在地的法院",
        (art("民诉法", 205),),
    ),
    _Named(("449", "452"), "作出裁定的法院", (art("民诉解释", 372),), "judging_court"),
    _Named(("451",), "担保财产所在地", (art("民诉法", 207),), "property"),
    _Named(("451",), "担保物权登记地", (art("民诉法", 207),)),
    _Named(("454", "455"), "被监护人住所地", (art("民诉解释", 10),), "defendant_domicile"),
    _Named(("458",), "债务人住所地", (art("民诉解释", 23),), "defendant_domicile"),
    _Named(("459",), "票据支付地", (art("民诉法", 229),), "payment"),
    _Named(("475", "476", "477"), "被保全财产所在地", (art("民诉法", 104),), "property"),
    _Named(("475", "476", "477"), "被申请人住所地", (art("民诉法", 104),), "defendant_domicile"),
    _Named(("475", "476", "477"), "对案件有管辖权的法院", (art("民诉法", 104),)),
    _Named(("481",), "申请人居住地", (art("反家暴法", 25),), "plaintiff_residence"),
    _Named(("481",), "被申请人居住地", (art("反家暴法", 25),), "defendant_residence"),
    _Named(("481",), "家庭暴力发生地", (art("反家暴法", 25),), "tort"),
)
# What the list calls by 专利: contracts, ownership and infringement, standards, links of medicines, void patents, and
# the orders before a suit. A test compares them with the list.
_PATENT_TOPS = (
    *("152", "153", "154", "167", "168", "169", "170", "179.1", "179.2", "179.3", "180", "181.3", "181.4", "181.5"),
    *("183", "465", "466", "467"),
)
_PATENTS = _Named(
    (),
    "知识产权法院、最高人民法院确定的中级法院和基层法院",
    (art("民诉解释", 2, 1),),
    level=_INTERMEDIATE,
    outside=True,
    doubt=_GAZETTE,
)
_APPLICATIONS = "第十一部分"


def named(code: str, places: Places) -> Finding[tuple[Candidate, ...]] | None:
    """The courts of a cause that no district leads to; None where the rules of territory decide.

    An application whose court is in no text held here is offered none: the note sends the reader to the desk.
    """
    line = causes.lineage(code)
    rows = [row for row in _TABLE if not line.isdisjoint(row.tops)]
    if not line.isdisjoint(_PATENT_TOPS):
        rows = [_PATENTS]
    if not rows:
        return (
            Finding((), (), f"这类申请由哪个法院管没有收录，请到窗口或者拨打 12368 询问，{UNCONFIRMED}", False)
            if (_APPLICATIONS in line)
            else None
        )
    found = tuple(_candidate(row, places) for row in rows)
    note = joined(*(row.doubt for row in rows))
    return Finding(found, merge(*(row.articles for row in rows)), note, not note)


def _candidate(row: _Named, places: Places) -> Candidate:
    place = getattr(places, row.field) if row.field else None
    return Candidate(
        place, row.reason, row.articles[0], exclusive=True, level=row.level, named=True, outside=row.outside
    )
