"""诉访分离: what can only be changed by a procedure of law is shown its road, and is not turned away for it.

信访条例28第2款, 31第1项. The petition is lodged all the same; its officer sees the same signs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from common.law.articles import Article, Finding, art
from common.law.terms import term
from petitions.letters.states import About, Road

SEPARATION: tuple[Article, ...] = (art("信访条例", 28, 2), art("信访条例", 31, None, 1))


@dataclass(frozen=True, slots=True)
class Way:
    """One road: when it is the right one, to whom one turns, within which time, by which articles."""

    road: Road
    when: str
    how: str
    within: str
    articles: tuple[Article, ...]


RoadSigns = Finding[tuple[Way, ...]]


def _within(key: str, on: date) -> str:
    found = term(key, on)
    return f"自{found.counts_from}起 {found.length}内"


def _appeal(on: date) -> str:
    abroad = term("appeal_judgment", on).abroad
    words = f"判决：{_within('appeal_judgment', on)}；裁定：{_within('appeal_ruling', on)}"
    return f"{words}；在中国领域内没有住所的，都是 {abroad}内" if abroad else words


def _retrial(on: date) -> str:
    late = "有新证据、主要证据是伪造的、据以裁判的文书被撤销或者变更、审判人员枉法裁判的"
    return f"{_within('retrial_application', on)}；{late}，{_within('retrial_application_known', on)}"


def _enforcement(on: date) -> str:
    return (
        f"{_within('enforcement_application', on)}；分期履行的自最后一期届满之日起，没有规定履行期间的自文书生效之日起"
    )


def ways(on: date) -> list[Way]:
    """Every road, with its terms as the law has them on this day."""
    return [way(road, on) for road in _WAYS]


def way(road: Road, on: date) -> Way:
    return _WAYS[road](on)


_WAYS: dict[Road, Callable[[date], Way]] = {
    Road.APPEAL: lambda on: Way(
        Road.APPEAL,
        "第一审判决、裁定还没有生效",
        "向原审法院递交上诉状，由上一级法院审理。信访不能代替上诉，也不延长上诉期限。",
        _appeal(on),
        (art("民诉法", 171), art("民诉法", 286)),
    ),
    Road.RETRIAL: lambda on: Way(
        Road.RETRIAL,
        "判决、裁定、调解书已经生效，认为有错误",
        "向上一级法院申请再审；双方都是公民或者一方人数众多的，也可以向原审法院申请。申请再审不停止执行。"
        "调解书也一样；判决里解除婚姻关系的部分不能申请再审。",
        _retrial(on),
        (art("民诉法", 210), art("民诉法", 212), art("民诉法", 216), art("民诉法", 213), art("民诉解释", 382)),
    ),
    Road.ENFORCE: lambda on: Way(
        Road.ENFORCE,
        "对方没有按生效文书履行，还没有申请执行",
        "向第一审法院或者被执行财产所在地的同级法院递交申请执行书。催要过、对方履行过一部分的，期限重新计算。",
        _enforcement(on),
        (art("民诉法", 235), art("民诉法", 250)),
    ),
    Road.OBJECTION: lambda on: Way(
        Road.OBJECTION,
        "认为执行行为违法，或者执行的财产是自己的",
        f"向负责执行的法院书面提出异议，法院自收到之日起 {term('enforcement_objection_review', on).figures}内审查。",
        "执行过程中提出",
        (art("民诉法", 236), art("民诉法", 238)),
    ),
    Road.HIGHER_ENFORCEMENT: lambda on: Way(
        Road.HIGHER_ENFORCEMENT,
        f"法院收到申请执行书超过{term('enforcement_inaction', on).spoken}还没有执行",
        "向上一级法院申请执行。",
        f"超过{term('enforcement_inaction', on).spoken}后",
        (art("民诉法", 237),),
    ),
    Road.SUIT: lambda on: Way(
        Road.SUIT,
        "想让法院解决一件新的纠纷，或者起诉后没有收到答复",
        f"提交起诉状，法院一律接收并出具凭证，{term('filing_review', on).spoken}内决定是否立案；"
        "不予立案的会有书面裁定，可以上诉。",
        f"对不予受理裁定上诉：{_within('refusal_appeal', on)}",
        (art("立案规定", 2), art("民诉法", 126), art("立案规定", 9)),
    ),
    Road.RECUSAL: lambda on: Way(
        Road.RECUSAL,
        "案件还在审理，认为审判人员与案件有利害关系",
        "向审理案件的法院申请回避并说明理由。",
        "案件开始审理时提出；之后才知道理由的，可以在法庭辩论终结前提出",
        (art("民诉法", 47), art("民诉法", 48)),
    ),
}


_BY_ABOUT: dict[About, tuple[Road, ...]] = {
    About.JUDGMENT: (Road.APPEAL, Road.RETRIAL),
    About.ENFORCEMENT: (Road.ENFORCE, Road.OBJECTION, Road.HIGHER_ENFORCEMENT),
    About.FILING: (Road.SUIT,),
}


# Words that betray a matter of law under another heading; each taken literally, none decides anything.
_WORDS: tuple[tuple[str, tuple[Road, ...]], ...] = (
    ("上诉", (Road.APPEAL,)),
    ("再审", (Road.RETRIAL,)),
    ("申诉", (Road.RETRIAL,)),
    ("改判", (Road.APPEAL, Road.RETRIAL)),
    ("判决不公", (Road.APPEAL, Road.RETRIAL)),
    ("判决错误", (Road.APPEAL, Road.RETRIAL)),
    ("撤销判决", (Road.APPEAL, Road.RETRIAL)),
    ("重新审理", (Road.RETRIAL,)),
    ("重新判决", (Road.RETRIAL,)),
    ("申请执行", (Road.ENFORCE,)),
    ("强制执行", (Road.ENFORCE,)),
    ("不履行判决", (Road.ENFORCE,)),
    ("执行异议", (Road.OBJECTION,)),
    ("解除查封", (Road.OBJECTION,)),
    ("查封错误", (Road.OBJECTION,)),
    ("不予立案", (Road.SUIT,)),
    ("不立案", (Road.SUIT,)),
    ("要起诉", (Road.SUIT,)),
    ("回避", (Road.RECUSAL,)),
)


def roads_for(about: About, content: str, demand: str, on: date) -> RoadSigns:
    """The roads of law to show beside this petition, the likeliest first; none for what only the office can answer.

    ``on``: the day it was received.
    """
    text = f"{demand}\n{content}"
    found = list(_BY_ABOUT.get(about, ()))
    found += [road for words, roads in _WORDS if words in text for road in roads]
    signs = tuple(way(road, on) for road in dict.fromkeys(found))
    note = "这些请求要通过诉讼程序解决，信访不能改变裁判结果" if signs else ""
    return Finding(signs, SEPARATION if signs else (), note)


def road_lines(ways: Sequence[Way], on: date) -> tuple[list[str], tuple[Article, ...]]:
    """The roads as paragraphs of a letter, with their articles; appeal and retrial where none was found."""
    signs = ways or (way(Road.APPEAL, on), way(Road.RETRIAL, on))
    lines = [f"{sign.when}的，可以{sign.road.label}：{sign.how}期限：{sign.within}。" for sign in signs]
    return lines, tuple(article for sign in signs for article in sign.articles)
