"""The end of a mediation: everybody left, the period is over, or the dispute was withdrawn."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.dispatch import Signal

from common.cases.actions import announce, close_deadlines, finish_todo, set_deadline
from common.cases.events import SYSTEM, By, CaseEvent
from common.cases.models import Case, Party
from common.cases.states import DeadlineState, Holder, TodoKind
from common.law.transitions import move
from mediation.course import queries
from mediation.course.actions.locking import open_one
from mediation.course.events import Declined, Failed, PartyLeft, Stopped
from mediation.course.models import Consent, Mediation
from mediation.course.rules import standing
from mediation.course.states import (
    CONSENT_MOVES,
    MEDIATION_MOVES,
    ConsentState,
    EndReason,
    ExtensionState,
    MediationState,
    ProposalState,
    SessionState,
)

# Told of a mediation (`mediation`) the moment it ends: what the wings above have under way falls with it, in the same
# transaction. Who listens stands in mediation.apps; this wing knows none of them.
over = Signal()

TERMS = [
    "mediation_waiting",
    "choose_mediator",
    "appoint_mediator",
    "mediator_accepts",
    "contact_other_side",
    "mediation_a",
    "mediation_b",
    "mediation_c_ordinary",
    "mediation_c_summary",
    "mediation_c_extension",
]


def end(case: Case, mediation: Mediation, *, reason: EndReason, today: date, stopped_by: Party | None = None) -> None:
    """Write the end: offered times fall, terms close, and so does what hangs on it (`over`). The caller announces."""
    agreed = reason is EndReason.AGREED
    move(mediation, MediationState.AGREED if agreed else MediationState.ENDED, MEDIATION_MOVES)
    mediation.ended_on, mediation.end_reason, mediation.stopped_by = today, reason, stopped_by
    mediation.save(update_fields=["state", "ended_on", "end_reason", "stopped_by"])
    over.send(Mediation, mediation=mediation)
    mediation.sessions.filter(state__in=[SessionState.OFFERED, SessionState.SET]).update(state=SessionState.CANCELLED)
    mediation.proposals.filter(state__in=[ProposalState.PROPOSED, ProposalState.DISCLOSED]).update(
        state=ProposalState.LAPSED, answered_on=today
    )
    mediation.extensions.filter(state=ExtensionState.ASKED).update(state=ExtensionState.REFUSED, decided_on=today)
    close_deadlines(case=case, today=today, terms=TERMS, met=agreed)
    for kind in (TodoKind.CONTACT, TodoKind.MEDIATOR):
        finish_todo(case=case, kind=kind, by=SYSTEM, today=today)  # nobody needs to be asked or named any more


def leave(case: Case, mediation: Mediation, consent: Consent, *, state: ConsentState, by: By, today: date) -> CaseEvent:
    """A party is out: declined or out of reach. The event that says whether it ends or goes on with the others."""
    move(consent, state, CONSENT_MOVES)
    consent.answered_on, consent.channel = today, by.channel
    consent.recorded_by_id = by.user_id
    consent.save(update_fields=["state", "answered_on", "channel", "recorded_by"])
    _, reason = standing(queries.sides(queries.consents(mediation)))
    if reason is None:
        return PartyLeft(mediation_id=mediation.pk, party_id=consent.party_id)
    declined = state is ConsentState.DECLINED
    end(case, mediation, reason=reason, today=today, stopped_by=consent.party if declined else None)
    if reason is EndReason.UNWILLING:
        return Declined(mediation_id=mediation.pk, party_id=consent.party_id)
    return Failed(mediation_id=mediation.pk, reason=reason)


@transaction.atomic
def stop_for_withdrawal(*, case: Case, by: By, today: date) -> Mediation | None:
    """The filer withdrew the dispute itself: an open mediation ends with it (在线调解25第2项). Moves nothing."""
    case = Case.lock(case.pk)
    mediation = open_one(case)
    if mediation is None:
        return None
    end(case, mediation, reason=EndReason.SELF_SETTLED, today=today)
    announce(case=case, event=Stopped(mediation_id=mediation.pk), by=by)
    return mediation


@transaction.atomic
def give_up(*, case: Case, by: By, today: date) -> Mediation | None:
    """The court has waited long enough for consents and a mediator, and no period ever began: it cannot be mediated
    (在线调解25第8项). Nothing where a mediator has taken it: then the period says when it is over. Where somebody was
    asked in time and may still answer, the court waits until that day (在线调解10, 12)."""
    case = Case.lock(case.pk)
    mediation = open_one(case)
    if mediation is None or mediation.accepted_on is not None:
        return mediation
    last = queries.waits_until(mediation)
    if queries.is_choosing(mediation):
        last = max(last or today, today)  # their choice ended with the bound, and is followed this same morning
    if last is not None and last >= today:
        _wait_until(case, mediation, last, by)
        return mediation
    end(case, mediation, reason=EndReason.OTHER, today=today)
    announce(case=case, event=Failed(mediation_id=mediation.pk, reason=EndReason.OTHER), by=by)
    return mediation


def _wait_until(case: Case, mediation: Mediation, last: date, by: By) -> None:
    """The bound runs to this day: counted in days from where it began."""
    subject = mediation.subject
    bound = case.deadlines.filter(term=queries.WAITING, subject=subject).latest("pk")
    if bound.start is None or (bound.state == DeadlineState.OPEN and bound.due == last):
        return
    days = (last - bound.start).days
    holder = Holder(bound.holder)
    set_deadline(case=case, term=bound.term, holder=holder, start=bound.start, by=by, subject=subject, amount=days)


def follow_due(*, case: Case, term: str, due: date) -> None:
    """The period's last day moved with the calendar: the copy that lists are sorted by moves with it."""
    Mediation.objects.filter(case=case, term=term, ended_on__isnull=True).update(due=due)
