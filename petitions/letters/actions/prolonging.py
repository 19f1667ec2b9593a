"""More time for a matter of 信访条例31第6项: the officer asks with the reason, the president decides (信访条例34)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines, finish_todo, open_todo, set_deadline
from common.cases.events import By
from common.cases.rules import ActionRefused
from common.cases.states import DeadlineState, Holder, TodoKind
from common.law.terms import Unit, term
from common.law.transitions import move
from petitions.letters.actions.locking import keep, locked
from petitions.letters.events import Prolonged, ProlongingAsked, ProlongingRefused
from petitions.letters.models import Petition, Prolonging
from petitions.letters.queries import prolonging, running
from petitions.letters.rules.limbs import FINISH, PROLONGED
from petitions.letters.states import IN_HAND, PROLONGING_MOVES, PetitionState, ProlongingState


@transaction.atomic
def ask_prolonging(
    *, petition: Petition, days: int, reason: str, by: By, today: date, expected: int | None = None
) -> Prolonging:
    """Ask the president for `days` more; once, while the sixty days run."""
    row = locked(petition, expected)
    finish = running(row, [FINISH, PROLONGED])
    if row.state not in IN_HAND or finish is None:
        raise ActionRefused("只有正在办理、应当出具处理意见书的信访，才能申请延期。")
    if finish.term == PROLONGED:
        raise ActionRefused("这件信访已经延期过一次，不能再延。")
    if finish.state != DeadlineState.OPEN or finish.due is None or finish.due < today:
        raise ActionRefused("办结期限已经过了，不能再申请延期。请尽快答复。")
    most = term(PROLONGED, row.case.received_on).counted(Unit.DAYS)
    if not 1 <= days <= most:
        raise ActionRefused(f"延长 1 至 {most} 日。", field="days")
    if not reason.strip():
        raise ActionRefused("请写明情况怎么复杂，这个理由会告知信访人。", field="reason")
    if prolonging(row) is not None:
        raise ActionRefused("已有一项延期申请正在等院长批准。")
    if by.user_id is None:
        raise ValueError("a person asks for more time")
    asked = Prolonging.objects.create(
        petition=row, days=days, reason=reason.strip(), asked_by_id=by.user_id, asked_on=today
    )
    words = f"信访专员申请延长办理期限 {days} 日，请批准。"
    open_todo(case=row.case, kind=TodoKind.PETITION_PROLONGING, words=words, by=by, today=today)
    keep(row)
    announce(case=row.case, event=ProlongingAsked(petition_id=row.pk, prolonging_id=asked.pk), by=by)
    return asked


@transaction.atomic
def decide_prolonging(
    *, petition: Petition, granted: bool, words: str, by: By, today: date, expected: int | None = None
) -> Prolonging:
    """The president (本机关负责人) agrees or not; whoever asked does not decide. The longer term is one length from the
    same day, so that a holiday in between makes it neither longer nor shorter."""
    row = locked(petition, expected)
    asked = prolonging(row)
    if asked is None:
        raise ActionRefused("没有等待批准的延期申请，可能已经有人处理。")
    if asked.asked_by_id == by.user_id:
        raise ActionRefused("申请人自己不能批准，请由院长批准。")
    if not granted and not words.strip():
        raise ActionRefused("请写明不同意的理由。", field="words")
    finish = running(row, [FINISH])
    if granted and (finish is None or finish.start is None or finish.state != DeadlineState.OPEN):
        raise ActionRefused("办结期限已经过了，不能再批准延期。")
    _decide(asked, ProlongingState.GRANTED if granted else ProlongingState.REFUSED, by, today, words.strip())
    finish_todo(case=row.case, kind=TodoKind.PETITION_PROLONGING, by=by, today=today)
    if not granted or finish is None:
        keep(row)
        announce(case=row.case, event=ProlongingRefused(petition_id=row.pk, prolonging_id=asked.pk), by=by)
        return asked
    close_deadlines(case=row.case, today=today, terms=[FINISH], met=False)
    longer = set_deadline(
        case=row.case,
        term=PROLONGED,
        holder=Holder.PETITION_OFFICER,
        by=by,
        start=finish.start,
        amount=term(FINISH, row.case.received_on).counted(Unit.DAYS) + asked.days,
    )
    moves = row.state == PetitionState.ACKNOWLEDGED and longer.due is not None
    keep(row, **({"due_on": longer.due} if moves else {}))
    announce(case=row.case, event=Prolonged(petition_id=row.pk, prolonging_id=asked.pk, due=longer.due or today), by=by)
    return asked


def _decide(asked: Prolonging, to: ProlongingState, by: By, today: date, words: str = "") -> None:
    move(asked, to, PROLONGING_MOVES, "这项延期申请已经处理过了。")
    asked.decided_by_id, asked.decided_on, asked.words = by.user_id, today, words
    asked.save()


def void_prolonging(row: Petition, by: By, today: date) -> None:
    """It was answered, or is no matter of the sixty days: the request falls away. Inside the caller's transaction."""
    asked = prolonging(row)
    if asked is None:
        return
    _decide(asked, ProlongingState.VOID, by, today)
    finish_todo(case=row.case, kind=TodoKind.PETITION_PROLONGING, by=by, today=today)
