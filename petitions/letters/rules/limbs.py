"""Of what kind a matter is, and what follows: its terms, the answers that fit, what may be done against the answer.

信访条例 23, 29 to 36. The sixty days, 复查 and 复核 are for 第三十一条第六项 alone; what belongs to litigation
(第一项) goes by the law of litigation, and no day of the 条例 runs for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from common.law.articles import Article, Finding, art, merge
from common.law.terms import term
from petitions.letters.rules.roads import Way, road_lines
from petitions.letters.states import About, Level, Limb, Outcome

REPLY, RESULT = "petition_reply", "petition_result"
NOTICE, FINISH, PROLONGED = "petition_register", "petition_finish", "petition_finish_extension"
RECHECK, REEXAMINE = "petition_recheck", "petition_reexamine"
ASK_RECHECK, ASK_REEXAMINE = "petition_recheck_request", "petition_reexamine_request"

FIRST_ANSWERS: tuple[str, ...] = (NOTICE, REPLY)
RESULTS: tuple[str, ...] = (FINISH, PROLONGED, RESULT, RECHECK, REEXAMINE)
REVIEWS: tuple[str, ...] = (ASK_RECHECK, ASK_REEXAMINE)


@dataclass(frozen=True, slots=True)
class Kind:
    """What follows from a limb. ``told``: how the petitioner reads it; ``elsewhere``: where it goes instead."""

    articles: tuple[Article, ...]
    outcomes: tuple[Outcome, ...]
    told: str
    elsewhere: str = ""


_LED = (Outcome.TO_PROCEDURE, Outcome.FORWARDED)


# Another decides it, or it is not taken up again: nothing was found that a review could look at.
NO_OPINION: tuple[Outcome, ...] = (Outcome.TO_PROCEDURE, Outcome.FORWARDED, Outcome.NOT_AGAIN)


def _limb(item: int) -> tuple[Article, ...]:
    return (art("信访条例", 31, None, item),)


KINDS: dict[Limb, Kind] = {
    Limb.SUGGESTION: Kind(
        (art("信访条例", 29, 1),),
        (Outcome.ADOPTED, Outcome.CONSIDERED, Outcome.FORWARDED),
        "法院会研究您的意见建议，并答复您。",
    ),
    Limb.REPORT: Kind(
        (art("信访条例", 30, 1),),
        (Outcome.HANDLED, Outcome.FORWARDED),
        "法院会依照规定办理，并答复您。您写的材料不会给被反映的人看。",
    ),
    Limb.LITIGATION: Kind(
        (art("信访条例", 28, 2), *_limb(1)),
        (Outcome.TO_PROCEDURE, Outcome.HANDLED, Outcome.FORWARDED),
        "这件事要按诉讼程序解决，怎么走、有几天，见下面。法院也会书面答复您。",
    ),
    Limb.ARBITRATION: Kind(_limb(2), _LED, "这件事要通过仲裁解决。", "请向有管辖权的仲裁机构申请仲裁。"),
    Limb.PARTY: Kind(_limb(3), _LED, "这件事要通过党员申诉或者申请复审解决。", "请向作出决定的组织或者它的上级提出。"),
    Limb.ADMINISTRATIVE: Kind(
        _limb(4), _LED, "这件事要通过行政程序解决。", "请向有权处理的行政机关提出，也可以依法申请行政复议。"
    ),
    Limb.DUTY: Kind(_limb(5), (Outcome.HANDLED, Outcome.FORWARDED), "法院会依法办理，并答复您。"),
    Limb.OPINION: Kind(
        _limb(6),
        (Outcome.SUPPORTED, Outcome.EXPLAINED, Outcome.UNSUPPORTED, Outcome.FORWARDED),
        "法院会听您说明、调查核实，然后出具信访处理意见书。",
    ),
}


_BY_ABOUT: dict[About, Limb] = {
    About.CONDUCT: Limb.OPINION,
    About.JUDGMENT: Limb.LITIGATION,
    About.ENFORCEMENT: Limb.LITIGATION,
    About.FILING: Limb.LITIGATION,
    About.SERVICE: Limb.OPINION,
    About.OTHER: Limb.SUGGESTION,
}


def limb_for(about: About) -> Finding[Limb]:
    """What was ticked as a first sorting; an officer confirms or corrects it."""
    found = _BY_ABOUT[about]
    return Finding(found, KINDS[found].articles, "按信访人选择的事项初步归类，由承办人核对")


def answers_for(limb: Limb, level: Level, *, final_before: bool) -> tuple[Outcome, ...]:
    """The results that fit such a matter. ``final_before``: one of the same person was re-examined (信访条例36).

    Who is asked for a review gives the opinion itself (信访条例35, 36): sent on, it leaves nothing to go on from.
    """
    fit = KINDS[limb].outcomes
    if level is not Level.FIRST:
        fit = tuple(each for each in fit if each is not Outcome.FORWARDED)
    return (*fit, *((Outcome.NOT_AGAIN,) if final_before else ()))


def terms_for(limb: Limb, level: Level) -> tuple[str, ...]:
    """The terms the court has, by their keys, the one that ends first in front.

    The notice of 信访条例23第2款 does not bind where litigation has its own rules (第4款), and 34 binds
    第三十一条第六项 alone: elsewhere the court's own setting stands.
    """
    if level is Level.RECHECK:
        return (RECHECK,)
    if level is Level.REEXAMINATION:
        return (REEXAMINE,)
    return (REPLY if limb is Limb.LITIGATION else NOTICE, FINISH if limb is Limb.OPINION else RESULT)


def next_level(level: Level) -> Level | None:
    """Before whom an opinion may be brought next; None after the re-examination (信访条例 35, 36)."""
    return {Level.FIRST: Level.RECHECK, Level.RECHECK: Level.REEXAMINATION}.get(level)


def review_term(limb: Limb, level: Level, outcome: Outcome) -> str:
    """The term in which a review of this answer may be asked; "" where none may.

    A review is for what was decided under 第三十一条第六项: not for what went elsewhere or is not taken up again.
    """
    if limb is not Limb.OPINION or outcome in NO_OPINION:
        return ""
    return {Level.FIRST: ASK_RECHECK, Level.RECHECK: ASK_REEXAMINE}.get(level, "")


def remedies(
    limb: Limb, level: Level, outcome: Outcome, *, higher_court: str, on: date, ways: Sequence[Way] = ()
) -> Finding[str]:
    """What one may do against the answer, a paragraph a line; "" where nothing may be done or it is another's to say.

    ``on``: the day it was received, by which the law is asked. ``ways``: the roads of law it is about (诉访分离).
    """
    if outcome in (Outcome.FORWARDED, Outcome.NOT_AGAIN):
        return Finding("")
    key = review_term(limb, level, outcome)
    if key:
        asked = term(key, on)
        name = Level.RECHECK.label if key == ASK_RECHECK else Level.REEXAMINATION.label
        words = f"您对本意见不服的，可以自收到之日起{asked.length}内，请求{higher_court}{name}。"
        return Finding(words, asked.articles)
    if limb is Limb.OPINION and level is Level.REEXAMINATION:
        words = "本意见是复核意见。以同一事实和理由再提出的，各级机关不再受理。"
        return Finding(words, (art("信访条例", 36, 3),))
    if limb is Limb.LITIGATION:
        lines, articles = road_lines(ways, on)
        return Finding("\n".join(("信访不能代替下列程序，也不延长其期限：", *lines)), merge(articles))
    return Finding(KINDS[limb].elsewhere)


def title_of(limb: Limb, level: Level, outcome: Outcome) -> str:
    """What the letter with the result is called: 信访处理意见书 only under 第三十一条第六项 (信访条例32), and no
    opinion where the matter is another's to decide or is not taken up again."""
    if outcome in NO_OPINION:
        return "信访事项答复意见书"
    if level is not Level.FIRST:
        return f"信访{level.label}意见书"
    return "信访处理意见书" if limb is Limb.OPINION else "信访事项答复意见书"
