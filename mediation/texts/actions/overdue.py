"""An agreement that all parties have signed waits for the mediator's hand, and not for ever (在线调解19; 特邀24).

The parties' signatures are what makes it effective; the mediator's is asked for by both texts, which name no day. The
court waits as long as it has set, reminds the mediator, and then the head of division decides who signs instead.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines, finish_todo, open_todo, set_deadline
from common.cases.events import By, CaseEvent
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Holder, TodoKind
from common.courts.queries import parameter
from common.law.transitions import move
from mediation.course.actions.ending import end
from mediation.course.actions.locking import open_one
from mediation.course.actions.mediators import take_over
from mediation.course.events import Failed
from mediation.course.queries import candidates
from mediation.course.states import EndReason
from mediation.texts import queries
from mediation.texts.actions import texts
from mediation.texts.events import HandNamed, HandOverdue, TextVoided
from mediation.texts.models import Agreement
from mediation.texts.states import AGREEMENT_MOVES, AgreementState

TERM = "mediator_signs"


def await_hand(case: Case, agreement: Agreement, by: By, today: date) -> None:
    """All parties have signed: from now on the court waits for the mediator. The caller holds the locks."""
    set_deadline(
        case=case,
        term=TERM,
        holder=Holder.MEDIATOR,
        start=today,
        by=by,
        subject=f"agreement:{agreement.pk}",
        amount=parameter("mediator_signs_days", today).number,
    )


def hand_no_more(case: Case, by: By, today: date, *, met: bool) -> None:
    """The text is signed, or is out no more: nobody waits for the mediator. The caller holds the locks."""
    close_deadlines(case=case, today=today, terms=[TERM], met=met)
    finish_todo(case=case, kind=TodoKind.COUNTERSIGN, by=by, today=today)


@transaction.atomic
def hand_overdue(*, case: Case, by: By, today: date) -> None:
    """The mediator has not signed in the time the court waits: a to-do of the head of division; all are told."""
    case = Case.lock(case.pk)
    mediation = open_one(case)
    if mediation is None or not queries.awaits_mediator(mediation):
        return
    words = "各方都已签署调解协议，调解员一直没有签名，请另定调解员签名，或者写明理由作废协议。"
    open_todo(case=case, kind=TodoKind.COUNTERSIGN, words=words, by=by, today=today)
    announce(case=case, event=HandOverdue(mediation_id=mediation.pk), by=by)


def _waiting(agreement: Agreement) -> texts.Opened[Agreement]:
    """The text, locked, while it waits for the mediator and the head has been asked."""
    found = texts.opened(agreement)
    asked = found.case.todos.filter(what=TodoKind.COUNTERSIGN, done_on__isnull=True).exists()
    if found.row.state != AgreementState.SIGNING or not asked:
        raise ActionRefused(f"这份协议现在是“{found.row.state_label}”，不需要另定调解员签名。")
    return found


@transaction.atomic
def name_hand(*, agreement: Agreement, mediator_id: int, by: By, today: date) -> Agreement:
    """Another mediator of the roster signs in place of the one who did not, in a time of their own. What the parties
    signed stands."""
    found = _waiting(agreement)
    case, mediation = found.case, found.mediation
    if mediator_id not in {each.mediator_id for each in candidates(case, today)}:
        raise ActionRefused("这位调解员不在可选名册中，或者是本案的参与人。", field="choice")
    if mediation.mediator_id == mediator_id:
        raise ActionRefused("这就是没有签名的调解员，请另选一位。", field="choice")
    hand_no_more(case, by, today, met=False)
    former = take_over(case, mediation, mediator_id, "各方都已签名，由庭长另定调解员签名", by=by, today=today)
    await_hand(case, found.row, by, today)
    event = HandNamed(agreement_id=found.row.pk, mediator_id=mediator_id, former_id=former)
    announce(case=case, event=event, by=by)
    return found.row


@transaction.atomic
def void_text(*, agreement: Agreement, words: str, by: By, today: date) -> Agreement:
    """The text is void, for a reason that the parties read. Within its period the mediation goes on; after it, it is
    over (在线调解25第8项)."""
    found = _waiting(agreement)
    case, mediation, row = found.case, found.mediation, found.row
    if not words.strip():
        raise ActionRefused("请写明作废的理由，各方当事人会看到。", field="words")
    move(row, AgreementState.ABANDONED, AGREEMENT_MOVES)
    row.void_words = words.strip()[:200]
    row.save(update_fields=["state", "void_words"])
    hand_no_more(case, by, today, met=False)
    events: list[CaseEvent] = [TextVoided(agreement_id=row.pk)]
    if mediation.due is not None and mediation.due < today:
        end(case, mediation, reason=EndReason.OTHER, today=today)
        events.append(Failed(mediation_id=mediation.pk, reason=EndReason.OTHER))
    for event in events:
        announce(case=case, event=event, by=by)
    return row
