"""Whether a dispute may be heard, or judged, on a day: everybody sued has the complaint and had its time to answer.

民诉法128, 285; 解释266, 275.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from common.law.articles import Finding, art
from common.law.procedures import Procedure
from common.web.wording import day_words
from triage.trial.states import ClosingWay, SaidHow

GROUND = (art("民诉法", 128), art("民诉解释", 266, 3), art("民诉解释", 275, 3))


@dataclass(frozen=True, slots=True)
class Stand:
    """A party of one of the two sides, as far as its answer matters. `called`: as it is called in the case, with its
    name; `last`: the last day to answer, None while it has not begun to run; `waived_on`: when it said that it needs no
    time; `waived_until`: the day on which the procedure it was said in was left, and the waiver with it."""

    party_id: int
    called: str
    sued: bool
    joined_on: date
    left_on: date | None = None
    served_on: date | None = None
    last: date | None = None
    waived_on: date | None = None
    waived_until: date | None = None

    def there(self, on: date) -> bool:
        return self.joined_on <= on and (self.left_on is None or self.left_on > on)

    def needs_none(self, on: date) -> bool:
        """It had said so by that day, in the procedure of that day: what was waived in summary procedure is not waived
        in another, where 民诉法128 binds again."""
        still = self.waived_until is None or on < self.waived_until
        return self.waived_on is not None and self.waived_on <= on and still

    def waits(self, on: date) -> bool:
        """Not served, or the time to answer is not over: the last day itself still belongs to it."""
        return self.served_on is None or self.last is None or on <= self.last

    @property
    def why(self) -> str:
        if self.served_on is None:
            return f"{self.called}还没有收到起诉状副本，答辩期还没有开始"
        if self.last is None:
            return f"{self.called}的答辩期还没有开始"
        return f"{self.called}的答辩期到 {day_words(self.last, year=True)}，还没有过"


def unanswered(stands: Collection[Stand], on: date) -> Finding[tuple[Stand, ...]]:
    """For whom a hearing or a judgment of that day would come too early; empty when it would not.

    The copy was received and the last day to answer lies before it (民诉法128), or every party of both sides had said
    by then that it needs no such time (解释266第3款, 275第3款). One who left is not waited for, one who came later is.
    """
    there = [each for each in stands if each.there(on)]
    if there and all(each.needs_none(on) for each in there):
        return Finding((), GROUND)
    return Finding(tuple(each for each in there if each.sued and each.waits(on)), GROUND)


def may_answer_still(stands: Collection[Stand], on: date) -> Finding[tuple[Stand, ...]]:
    """Of those whom a hearing of that day would come too early for, whoever is known to: who is still to be served is
    called with the complaint, and looked at again when its time begins."""
    return Finding(tuple(each for each in unanswered(stands, on).value if each.last is not None), GROUND)


def called_ahead(procedure: str) -> Finding[bool]:
    """Whether everybody is called three days ahead, by summons: in the ordinary procedure (民诉法139; 解释227); in a
    summary one they may be called at any time, by simple means (162; 解释261)."""
    return Finding(not waivable(procedure), (art("民诉法", 139), art("民诉解释", 227), art("民诉解释", 261)))


def nobody_sued(stands: Collection[Stand], on: date) -> Finding[bool]:
    """Whether no respondent is left on that day: then there is nobody to hear, or to judge (民诉法122)."""
    return Finding(not any(each.sued and each.there(on) for each in stands), (art("民诉法", 122, 2),))


def unheard(stands: Collection[Stand], heard: Collection[date], on: date) -> Finding[tuple[Stand, ...]]:
    """Who of both sides was in the case on that day and at none of the hearings held by then: a judgment comes after
    everybody could argue (民诉法145)."""
    held = [day for day in heard if day <= on]
    there = [each for each in stands if each.there(on)]
    return Finding(
        tuple(each for each in there if not any(each.joined_on <= day for day in held)), (art("民诉法", 145),)
    )


def may_judge_unheard(procedure: str) -> Finding[bool]:
    """Only in summary procedure and small claims may the parties be heard in another way than at a hearing, as long as
    each could say what it thinks (民诉法162)."""
    return Finding(waivable(procedure), (art("民诉法", 162),))


def may_close(way: ClosingWay, stands: Collection[Stand], on: date) -> Finding[tuple[Stand, ...]]:
    """The same for a closing: only a judgment waits for answers."""
    return unanswered(stands, on) if way.on_merits else Finding(())


def too_early(waits: Sequence[Stand], act: str, procedure: str) -> str:
    """What is missing, and what to do next; "" when nothing is. `act`: 开庭 or 判决."""
    if not waits:
        return ""
    words = "；".join(each.why for each in waits)
    steps = []
    if any(each.served_on is None for each in waits):
        steps.append("请先送达起诉状副本")
    else:
        steps.append(f"请等答辩期满再{act}")
    if waivable(procedure):
        steps.append("各方都不需要答辩期的，请先登记")
    return f"{words}，不能{act}。{'。'.join(steps)}。"


def waivable(procedure: str) -> bool:
    """Only in summary procedure and small claims does the law let the parties do without (解释266, 275)."""
    return bool(procedure) and Procedure(procedure).is_summary


def may_say(procedure: str, how: SaidHow) -> Finding[str]:
    """Why a waiver, or an agreed last day, may not be written down in this procedure; "" when it may."""
    if not waivable(procedure):
        words = "只有适用简易程序或者小额诉讼程序的案件，才可以约定、放弃答辩期。请等答辩期满。"
        return Finding(words, (art("民诉解释", 266), art("民诉解释", 275)))
    if Procedure(procedure) is not Procedure.SMALL:
        return Finding("", (art("民诉解释", 266),))
    if not how.came:
        return Finding("小额诉讼案件，当事人到庭后才能这样表示。请在到庭时记入笔录。", (art("民诉解释", 275, 3),))
    return Finding("", (art("民诉解释", 275),))
