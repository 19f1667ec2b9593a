"""What every act on a mediation shares: locking, ending, and settling what the answers amount to."""

from __future__ import annotations

from datetime import date

from common.cases.actions import close_deadlines, finish_todo
from common.cases.events import SYSTEM, By, CaseEvent
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import TodoKind
from common.law.transitions import TransitionError, check
from mediation import queries
from mediation.events import Declined, Failed, PartyLeft
from mediation.models import Consent, Mediation
from mediation.rules import standing
from mediation.states import (
    MEDIATION_STEPS,
    AgreementState,
    ConsentState,
    EndReason,
    ExtensionState,
    MediationState,
    PointsState,
    ProposalState,
    SessionState,
)

TERMS = [
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


def locked(mediation_id: int) -> tuple[Case, Mediation]:
    """The case and the mediation, locked in this order (house rule)."""
    case_id = Mediation.objects.values_list("case_id", flat=True).get(pk=mediation_id)
    case = Case.lock(case_id)
    row = Mediation.objects.select_for_update(of=("self",)).select_related("mediator__user").get(pk=mediation_id)
    return case, row


def open_one(case: Case) -> Mediation | None:
    """The open mediation of a case that is already locked."""
    rows = Mediation.objects.select_for_update(of=("self",)).filter(case=case, ended_on__isnull=True)
    return rows.select_related("mediator__user").first()


def need_open(mediation: Mediation) -> None:
    if not queries.is_open(mediation):
        reason = EndReason(mediation.end_reason).label if mediation.end_reason else ""
        raise ActionRefused(f"调解已经终结（{reason}），不能再办理这一项。")


def need_running(mediation: Mediation) -> None:
    need_open(mediation)
    if mediation.state != MediationState.RUNNING:
        raise ActionRefused("调解员接受之后才能办理这一项。")


def need_mediator(mediation: Mediation, by: By) -> None:
    if mediation.mediator is None or mediation.mediator.user_id != by.user_id:
        raise ActionRefused("只有本案的调解员可以办理这一项。")


def need_party(case: Case, by: By) -> Party:
    """The party this person acts for, still in the case."""
    party = Party.objects.filter(pk=by.party_id, case=case, left_on__isnull=True).first() if by.party_id else None
    if party is None:
        raise ActionRefused("只有本案当事人可以办理这一项。")
    return party


def move(mediation: Mediation, to: MediationState) -> None:
    """Change the state, in memory; ActionRefused in Chinese when the table does not allow it."""
    try:
        check(MEDIATION_STEPS, MediationState(mediation.state), to)
    except TransitionError as error:
        raise ActionRefused(str(error)) from error
    mediation.state = to


def end(case: Case, mediation: Mediation, *, reason: EndReason, today: date, stopped_by: Party | None = None) -> None:
    """Write the end: drafts fall, offered times fall, terms close. A text already out to be signed as *points* stays:
    the parties may still sign what they do not dispute. The caller announces."""
    agreed = reason is EndReason.AGREED
    move(mediation, MediationState.AGREED if agreed else MediationState.ENDED)
    mediation.ended_on, mediation.end_reason, mediation.stopped_by = today, reason, stopped_by
    mediation.save(update_fields=["state", "ended_on", "end_reason", "stopped_by"])
    mediation.agreements.filter(state=AgreementState.SIGNING).update(state=AgreementState.ABANDONED)
    for draft in mediation.agreements.filter(state=AgreementState.DRAFT):
        draft.items.all().delete()
        draft.delete()
    mediation.points.filter(state=PointsState.DRAFT).delete()
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
    consent.state, consent.answered_on, consent.channel = state, today, by.channel
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


def follow_due(*, case: Case, term: str, due: date) -> None:
    """The period's last day moved with the calendar: the copy that lists are sorted by moves with it."""
    Mediation.objects.filter(case=case, term=term, ended_on__isnull=True).update(due=due)
