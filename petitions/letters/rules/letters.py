"""The letters' words, written in advance and changed by the officer before signing.

信访条例32: a result letter states the request, facts and reasons, the opinion and what it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from common.law.articles import Article, Finding, art
from petitions.letters.rules.limbs import KINDS
from petitions.letters.rules.roads import Way, road_lines
from petitions.letters.states import FollowUp, Form, Limb, Outcome, Procedural

_FORMS: dict[Form, str] = {
    Form.WEB: "通过网上诉讼服务",
    Form.LETTER: "来信",
    Form.VISIT: "来访",
    Form.HOTLINE: "来电",
}


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def greeting(*, form: Form, received_on: date, number: str) -> str:
    """The first sentence of every letter."""
    return f"您于{_day(received_on)}{_FORMS[form]}反映的事项（登记编号：{number}）收悉。"


def procedural_text(
    template: Procedural, *, start: str, officer: str, division: str, due: date, on: date, ways: Sequence[Way] = ()
) -> str:
    """The first answer: received, who answers for it, by when (信访条例23第1款). A paragraph a line.

    ``on``: the day the petition was received, by which the law is asked.
    """
    owner = f"本院已予受理，由{division}{officer}承办，并负责向您答复。"
    lines = [f"{start}{owner}"]
    if template is Procedural.TO_PROCEDURE:
        lines.append(
            "经初步审查，您的请求中涉及诉讼权利救济的部分，应当通过诉讼程序处理，信访不能代替，也不延长其期限："
        )
        lines += road_lines(ways, on)[0]
        lines.append("其余部分本院继续办理。")
    elif template is Procedural.MORE_FACTS:
        lines.append(
            "为查明情况，请您补充说明事情发生的时间、地点、涉及的人员和案号，有材料的请一并提供。"
            "没有补充的，本院按已有情况办理。"
        )
    lines.append(f"本院将于{_day(due)}前书面告知您办理过程或者结果。")
    return "\n".join(lines)


_OPINIONS: dict[Outcome, tuple[str, tuple[Article, ...]]] = {
    Outcome.SUPPORTED: (
        "您反映的情况属实，您的请求符合规定，本院予以支持，并已要求有关部门改正。",
        (art("信访条例", 32, 1, 1),),
    ),
    Outcome.EXPLAINED: (
        "您的心情和请求可以理解，但现行法律没有相应的依据，本院不能照办，特向您说明。",
        (art("信访条例", 32, 1, 2),),
    ),
    Outcome.UNSUPPORTED: (
        "经核查，您反映的情况缺乏事实根据，或者您的请求不符合有关规定，本院不予支持。",
        (art("信访条例", 32, 1, 3),),
    ),
    Outcome.ADOPTED: ("您的意见建议对改进工作有帮助，本院予以采纳。感谢您的关心和监督。", (art("信访条例", 29, 1),)),
    Outcome.CONSIDERED: ("您的意见建议，本院已经认真研究，暂时不能采纳，理由如上。感谢您的关心和监督。", ()),
    Outcome.HANDLED: ("您反映的事项，本院已经依法办理，办理情况如上。", ()),
    Outcome.TO_PROCEDURE: ("您的请求应当按照法律规定的程序处理，信访不能代替。", ()),
    Outcome.FORWARDED: (
        (
            "您反映的事项不属于本院职权范围。属于下级法院职权范围的，本院已经转送，由其向您答复；"
            "其他的，请您向有权处理的机关提出。"
        ),
        (art("信访条例", 23, 1),),
    ),
    Outcome.NOT_AGAIN: (
        "您反映的事项已经复核。以同一事实和理由再提出的，不再受理。",
        (art("信访条例", 36, 3),),
    ),
}


def opinion(outcome: Outcome, limb: Limb) -> Finding[str]:
    """The pre-written opinion of an outcome and the article it rests on: its own, else that of the matter's kind."""
    words, articles = _OPINIONS[outcome]
    return Finding(words, articles or KINDS[limb].articles)


def result_text(outcome: Outcome, *, start: str, demand: str) -> str:
    """The answer as the officer finds it, to be completed where it says 【】. A paragraph a line; what may be done
    against it is not in it: that follows by rule."""
    words = " ".join(demand.split())
    return "\n".join(
        (
            f"{start}您的请求是：{words.rstrip('。；;.')}。",
            "经审查核实：【请写明查明的事实和理由】",
            f"处理意见：{_OPINIONS[outcome][0]}",
        )
    )


def prolonged_text(*, start: str, days: int, due: date, reason: str) -> list[str]:
    """More time was given: how much, until when and why (信访条例34)."""
    return [
        start,
        f"因情况复杂，经本院院长批准，办理期限延长{days}日。本院最迟于{_day(due)}书面答复您。",
        f"延长的理由：{reason.rstrip('。；;.')}。",
        f"以上告知依据{art('信访条例', 34).cite}作出。",
    ]


def reopened_text(*, start: str, due: date) -> list[str]:
    """It is taken up again; the day by which it is answered is a new one."""
    return [start, f"这件事项，本院决定重新办理。本院最迟于{_day(due)}答复您。"]


def follow_up_problem(follow_up: FollowUp, *, rated: bool, phone: bool, words: str) -> tuple[str, str]:
    """Why it cannot be ended on this follow-up, with the field to mend; two empty texts when it can. `phone`: a number
    is on file; `words`: what the officer wrote down."""
    if follow_up is FollowUp.ONLINE and not rated:
        return "信访人还没有在网上评价，请选择其他回访方式。", "follow_up"
    if follow_up is FollowUp.UNREACHABLE and rated:
        return "信访人已经在网上评价，请选择“本人已在网上评价”。", "follow_up"
    if follow_up is FollowUp.UNREACHABLE and phone and not words:
        return "信访人留了电话。请写明哪天打过几次、还用过什么办法。", "words"
    if follow_up in (FollowUp.PHONE, FollowUp.VISIT) and not words:
        return "请记下信访人的意见。", "words"
    return "", ""
