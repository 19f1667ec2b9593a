"""The facts a case is sorted by: each with its words, its kind of answer, and what the statute's rule calls it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.cases.states import FactKey
from common.law.money import yuan
from common.law.procedures import ProcedureFacts


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `law` is the field of ProcedureFacts it answers ("" if only local rules ask), `turned` when the fact
    is kept as the opposite of that field. `default` holds where nobody has answered."""

    key: FactKey
    label: str
    law: str = ""
    turned: bool = False
    default: bool = False
    hint: str = ""
    group: str = "案件"


# In the order an officer reads them; an officer may change each.
_TABLE: tuple[Fact, ...] = (
    Fact(FactKey.SIMPLE, "事实清楚、权利义务关系明确、争议不大", "clear", default=True, group="简单与否"),
    Fact(
        FactKey.BASICS_CLEAR,
        "基本事实清楚、权利义务关系明确",
        "basics_clear",
        default=True,
        group="简单与否",
        hint="决定普通程序可否由一名法官独任审理",
    ),
    Fact(FactKey.MONETARY_ONLY, "只请求给付金钱", "money_only", group="简单与否"),
    Fact(FactKey.SMALL_CLAIMS_AGREED, "双方约定适用小额诉讼程序", "agreed_small", group="约定"),
    Fact(FactKey.SUMMARY_AGREED, "双方约定适用简易程序", "agreed_summary", group="约定"),
    Fact(
        FactKey.RESPONDENT_WHEREABOUTS_KNOWN,
        "被告下落明确",
        "whereabouts_unknown",
        turned=True,
        default=True,
        group="不适用小额、简易程序的情形",
    ),
    Fact(FactKey.STATUS_OR_TITLE, "人身关系或者财产确权", "status_or_title", group="不适用小额、简易程序的情形"),
    Fact(FactKey.FOREIGN, "涉外", "foreign", group="不适用小额、简易程序的情形"),
    Fact(
        FactKey.REGIONS,
        "涉香港、澳门、台湾",
        group="不适用小额、简易程序的情形",
        hint="参照涉外案件办理的，不适用小额诉讼程序，普通程序没有审理期限",
    ),
    Fact(FactKey.NEEDS_APPRAISAL, "需要评估、鉴定", "needs_appraisal", group="不适用小额、简易程序的情形"),
    Fact(FactKey.COUNTERCLAIM, "被告提出反诉", "counterclaim", group="不适用小额、简易程序的情形"),
    Fact(FactKey.REMANDED, "发回重审", "remanded", group="不适用小额、简易程序的情形"),
    Fact(FactKey.GROUP, "一方当事人人数众多（一般指十人以上）", "many_parties", group="不适用小额、简易程序的情形"),
    Fact(FactKey.PUBLIC_INTEREST, "涉及国家利益、社会公共利益", "public_interest", group="不适用小额、简易程序的情形"),
    Fact(FactKey.GROUP_DISPUTE, "群体性纠纷，可能影响社会稳定", "group_dispute", group="应当由合议庭审理的情形"),
    Fact(FactKey.WIDE_ATTENTION, "社会关注度高", "wide_attention", group="应当由合议庭审理的情形"),
    Fact(FactKey.NEW_OR_COMPLEX, "新类型或者疑难复杂", "new_or_complex", group="应当由合议庭审理的情形"),
    Fact(FactKey.UNSUITED_SMALL, "其他不宜适用小额诉讼程序的情形", "unsuited_small", group="其他"),
    Fact(FactKey.UNSUITED_SUMMARY, "其他不宜适用简易程序的情形", "unsuited_summary", group="其他"),
    Fact(FactKey.POINTS_FIXED, "无争议事实和争议焦点已经固定", group="其他", hint="调解不成时双方签名确认的"),
)

FACTS: dict[str, Fact] = {fact.key: fact for fact in _TABLE}
_BY_LAW: dict[str, tuple[str, bool]] = {fact.law: (fact.key, fact.turned) for fact in _TABLE if fact.law}


def read_facts(known: Mapping[str, Any]) -> dict[str, bool]:
    """Every fact of the table answered: what is known (true/false, or yes/no as forms say), else the default."""
    return {key: truth(known[key]) if key in known else fact.default for key, fact in FACTS.items()}


def truth(value: Any) -> bool:
    """A recorded answer as true or false; 不清楚 (None, "unsure", "") counts as not shown."""
    return value.lower() in ("yes", "true", "1") if isinstance(value, str) else bool(value)


def facts_for_law(
    answers: Mapping[str, bool],
    *,
    cause: str,
    received: date | None,
    amount: int | None,
    intermediate: bool,
    regions_alike: bool = True,
) -> ProcedureFacts:
    """The statute's rule takes these. A cause unknown to the table is left out rather than guessed. `regions_alike`:
    whether Hong Kong, Macao and Taiwan follow the rules for foreign cases (解释549)."""
    values = {law: answers[key] != turned for law, (key, turned) in _BY_LAW.items()}
    values["foreign"] = values["foreign"] or (regions_alike and answers.get(FactKey.REGIONS, False))
    return ProcedureFacts(cause=cause, received=received, amount_fen=amount, intermediate_court=intermediate, **values)


def words_of(key: str, value: Any) -> str:
    """How a fact used by a rule reads: 被告下落明确：否; 标的额：12,000.00 元."""
    if key == "amount":
        return "标的额：" + ("未写明" if value is None else f"{yuan(int(value))} 元")
    if key in FACTS:
        return f"{FACTS[key].label}：{'是' if value else '否'}"
    return f"{_OTHER.get(key, key)}：{value}"


_OTHER: dict[str, str] = {"procedure": "程序", "key_area": "重点领域", "cause": "案由代码", "level": "审级"}
