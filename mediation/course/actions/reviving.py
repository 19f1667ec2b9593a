"""A mediation that its term had ended, and whose term was not over: it goes on (民诉法85)."""

from __future__ import annotations

from datetime import date

from common.cases.actions import open_todo, set_deadline
from common.cases.events import By, CaseEvent
from common.cases.models import Case, Deadline
from common.cases.states import Holder, TodoKind
from common.law.transitions import move
from mediation.course.actions.opening import go_on
from mediation.course.models import Mediation
from mediation.course.states import MEDIATION_MOVES, ConsentState, ExtensionState, MediationState


def run_on(case: Case, mediation: Mediation, ran_out: Deadline, by: By, today: date) -> list[CaseEvent]:
    """Take the end back. The term runs again from its own first day; with a mediator it goes on where it stood, without
    one another is found. Times that were offered stay cancelled: nobody may have kept them free. The caller holds the
    locks and announces, these events last."""
    row = set_deadline(
        case=case,
        term=ran_out.term,
        holder=Holder(ran_out.holder),
        start=ran_out.start,
        by=by,
        subject=ran_out.subject,
        amount=ran_out.amount,
        left_out=ran_out.left_out,
    )
    runs = mediation.accepted_on is not None and mediation.mediator is not None
    mediation.extensions.filter(state=ExtensionState.REFUSED, decided_on=mediation.ended_on).update(
        state=ExtensionState.ASKED, decided_on=None
    )
    move(mediation, MediationState.RUNNING if runs else MediationState.ASKING, MEDIATION_MOVES)
    mediation.ended_on, mediation.end_reason, mediation.reported = None, "", False
    if mediation.accepted_on is not None:
        mediation.due = row.due
    mediation.save(update_fields=["state", "ended_on", "end_reason", "reported", "due"])
    if mediation.consents.filter(state=ConsentState.ASKED).exists():
        words = "放假安排有变动，调解继续进行，请电话征询还没有答复的当事人并登记。"
        open_todo(case=case, kind=TodoKind.CONTACT, words=words, by=by, today=today)
    return go_on(case, mediation, by=by, today=today)
