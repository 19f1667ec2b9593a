"""What a notice waits for, and its end when nothing is left to pay."""

from __future__ import annotations

from datetime import date

from common.cases.actions import close_deadlines, finish_todo, set_deadline
from common.cases.events import SYSTEM, By
from common.cases.rules import Awaited
from common.cases.states import Holder, TodoKind
from common.law.papers import PaperKind
from common.law.transitions import move
from fees.money import queries
from fees.money.models import FeeNotice
from fees.money.states import NOTICE_MOVES, TERM_OF, NoticeKind, NoticeState


def wait_for_receipt(*, notice: FeeNotice, by: By, paper: PaperKind = PaperKind.FEE_NOTICE) -> None:
    """The days run from the day after receipt of `paper` by the payer (办法22; 解释199, 207)."""
    set_deadline(
        case=notice.case,
        term=TERM_OF[NoticeKind(notice.kind)],
        holder=Holder.PARTY,
        party_id=notice.party_id,
        awaits=Awaited(paper, notice.party_id),
        subject=f"notice:{notice.pk}",
        by=by,
    )


def paid_up(*, notice: FeeNotice, today: date) -> None:
    """Nothing is left to pay: the notice is done and its term met. Part of an action that holds the locks."""
    move(notice, NoticeState.PAID, NOTICE_MOVES)
    notice.ended_on = today
    notice.save(update_fields=["state", "ended_on"])
    close_deadlines(case=notice.case, today=today, terms=list(queries.FEE_TERMS), subject=f"notice:{notice.pk}")
    finish_todo(case=notice.case, kind=TodoKind.DEFERRED, by=SYSTEM, today=today)
    finish_todo(case=notice.case, kind=TodoKind.FEE_UNPAID, subject=f"notice:{notice.pk}", by=SYSTEM, today=today)
    if notice.kind == NoticeKind.INCREASE:
        finish_todo(case=notice.case, kind=TodoKind.INCREASE_UNPAID, by=SYSTEM, today=today)
