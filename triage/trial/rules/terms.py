"""The trial term (审限): what makes it longer, and turning one procedure into another.

民诉法43, 152, 164, 168-170; 解释258, 260, 279.
"""

from __future__ import annotations

from datetime import date

from common.law.articles import Finding, art
from common.law.procedures import Procedure, trial_term
from common.law.terms import Unit
from common.law.terms import term as law_term

_ORDER = {each: place for place, each in enumerate(Procedure)}


def may_convert(frm: Procedure, to: Procedure, *, today: date, term_ends: date | None, heard: bool) -> Finding[bool]:
    """Whether a case tried by `frm` may go on by `to` today; the note says why not. `heard`: a hearing was held."""
    if frm == to:
        return Finding(False, (), f"本案已经适用{to.label}")
    if _ORDER[to] > _ORDER[frm]:
        # 解释258第2款: the ruling must come before the summary term ends; from small claims too, which are summary.
        if frm.is_summary and not to.is_summary and term_ends is not None and today > term_ends:
            return Finding(False, (art("民诉解释", 258, 2),), "审理期限已经届满，应当在届满前裁定转为普通程序")
        return Finding(True, _UP[frm])
    if heard and not frm.is_summary and to.is_summary:
        return Finding(False, (art("民诉解释", 260),), "已经按照普通程序开庭的案件，不得转为简易程序审理")
    if to is Procedure.SMALL:
        return Finding(True, (art("民诉法", 165),))
    if to is Procedure.SUMMARY:
        return Finding(True, (art("民诉法", 160, 2), art("民诉解释", 264)))
    return Finding(True, (art("民诉法", 40, 2),))


_UP = {
    Procedure.SMALL: (art("民诉法", 169), art("民诉解释", 258, 3)),
    Procedure.SUMMARY: (art("民诉法", 170), art("民诉解释", 258, 3)),
    Procedure.ORDINARY_SINGLE: (art("民诉法", 43),),
    Procedure.ORDINARY_PANEL: (),
}


def conversion_refused(found: Finding[bool]) -> str:
    """The words for a user; empty when the conversion may be made."""
    return "" if found.value else found.note


def longer_term(
    procedure: Procedure, *, on: date, months: int, granted: int, today: date, term_ends: date | None
) -> Finding[str]:
    """Why the trial term may not be made `months` longer, in words; "" when it may. `granted`: how often it was.
    `on`: the day the case was received.

    Once by the court's own president, by as much as the law allows (民诉法152, 164, 168; 解释258). A second time only
    the court above may approve (152). The note says that the request came late (延审规定1): the president should know.
    """
    term = trial_term(procedure, on)
    most = term.value.extension_months
    if term_ends is None:
        return Finding("本案没有正在计算的审理期限。", term.articles)
    if granted:
        words = "本院已经批准延长过一次。"
        if not procedure.is_summary:
            words += "还需要延长的，应当报请上级人民法院批准。"
        return Finding(words, term.articles)
    if not 1 <= months <= most:
        how = f"只能延长 {most} 个月" if most == 1 else f"可以延长 1 至 {most} 个月"
        return Finding(f"{procedure.label}{how}。", term.articles)
    ask = law_term("trial_extension_request", on)
    if (term_ends - today).days < ask.counted(Unit.DAYS):
        words = f"申请应当在审理期限届满{ask.spoken}前提出，本次已晚于该日"
        return Finding("", (*term.articles, *ask.articles), words)
    return Finding("", term.articles)
