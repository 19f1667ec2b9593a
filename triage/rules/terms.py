"""Turning one procedure into another during trial (民诉法43, 169, 170; 解释258, 260, 269, 279)."""

from __future__ import annotations

from datetime import date

from common.law.articles import Finding, art
from common.law.procedures import Procedure

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
