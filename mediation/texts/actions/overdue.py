"""An agreement that all parties have signed waits for the mediator's hand, and not for ever (在线调解19; 特邀24).

The parties' signatures are what makes it effective: nothing that is decided here takes that away. The mediator's is
asked for by both texts, which name no day. The court waits as long as it has set, reminds the mediator, and then the
head of division decides who signs instead, or that it goes out without.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines, finish_todo, open_todo, set_deadline
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Holder, TodoKind
from common.courts.queries import parameter
from mediation.course.actions.mediators import take_over
from mediation.course.queries import candidates
from mediation.texts import queries
from mediation.texts.actions import texts
from mediation.texts.events import HandNamed, HandOverdue, HandWaived
from mediation.texts.models import Agreement

TERM = "mediator_signs"


@transaction.atomic
def await_hand(*, agreement_id: int, by: By, today: date) -> None:
    """All parties have signed: from now on the court waits for the mediator, where they have not signed yet."""
    found = texts.opened(Agreement.objects.get(pk=agreement_id))
    if queries.lacks_hand(found.row):
        _wait(found.case, found.row, by, today)


def _wait(case: Case, agreement: Agreement, by: By, today: date) -> None:
    set_deadline(
        case=case,
        term=TERM,
        holder=Holder.MEDIATOR,
        start=today,
        by=by,
        subject=f"agreement:{agreement.pk}",
        amount=parameter("mediator_signs_days", today).number,
    )


def hand_no_more(case: Case, agreement: Agreement, by: By, today: date, *, met: bool) -> None:
    """The mediator has signed, or is not waited for any more. The caller holds the locks."""
    close_deadlines(case=case, today=today, terms=[TERM], subject=f"agreement:{agreement.pk}", met=met)
    if not queries.without_hand().filter(mediation__case=case).exclude(pk=agreement.pk).exists():
        finish_todo(case=case, kind=TodoKind.COUNTERSIGN, by=by, today=today)


@transaction.atomic
def hand_overdue(*, case: Case, by: By, today: date) -> None:
    """The mediator has not signed in the time the court waits: a to-do of the head of division; all are told."""
    case = Case.lock(case.pk)
    row = queries.without_hand().filter(mediation__case=case).first()
    if row is None:
        return
    words = "各方都已签署调解协议，协议已经生效，调解员一直没有签名，请另定调解员签名，或者决定不再等。"
    open_todo(case=case, kind=TodoKind.COUNTERSIGN, words=words, by=by, today=today)
    announce(case=case, event=HandOverdue(agreement_id=row.pk), by=by)


def _waiting(agreement: Agreement) -> texts.Opened[Agreement]:
    """The text, locked, while it waits for the mediator and the head has been asked."""
    found = texts.opened(agreement)
    asked = found.case.todos.filter(what=TodoKind.COUNTERSIGN, done_on__isnull=True).exists()
    if not asked or not queries.lacks_hand(found.row):
        raise ActionRefused("这份协议现在不需要另定调解员签名。")
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
    hand_no_more(case, found.row, by, today, met=False)
    former = take_over(case, mediation, mediator_id, "各方都已签名，由庭长另定调解员签名", by=by, today=today)
    _wait(case, found.row, by, today)
    event = HandNamed(agreement_id=found.row.pk, mediator_id=mediator_id, former_id=former)
    announce(case=case, event=event, by=by)
    return found.row


@transaction.atomic
def waive_hand(*, agreement: Agreement, words: str, by: By, today: date) -> Agreement:
    """The mediator's hand is not waited for any more: the parties get the paper without it, and it says why. What binds
    them by their own signatures nobody of the court takes away here (在线调解19第2款)."""
    found = _waiting(agreement)
    row = found.row
    if not words.strip():
        raise ActionRefused("请写明没有调解员签名的原因，协议书上会写。", field="words")
    row.hand_waived_on, row.hand_words = today, words.strip()[:200]
    row.save(update_fields=["hand_waived_on", "hand_words"])
    hand_no_more(found.case, row, by, today, met=False)
    announce(case=found.case, event=HandWaived(agreement_id=row.pk), by=by)
    return row
