"""Finding a mediator: who can take the case, and who has been asked."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from common.cases.models import Case, Participation
from common.cases.states import Capacity
from mediation.course.models import Mediation, Proposal
from mediation.course.states import MediationState, ProposalState
from mediation.roster.models import Mediator
from mediation.roster.queries import need, roster
from mediation.roster.rules import Candidate, rank

_BUSY = Q(mediations__state=MediationState.RUNNING)
_ASKED = Q(proposals__state__in=[ProposalState.PROPOSED, ProposalState.DISCLOSED])


def candidates(case: Case, today: date) -> list[Candidate]:
    """The roster as the rule reads it, with each one's present load. People who stand in the case are left out."""
    inside = Participation.objects.filter(case=case).exclude(capacity=Capacity.MEDIATOR).values("user_id")
    rows = roster(case, today).exclude(user_id__in=inside).prefetch_related("townships")
    rows = rows.annotate(
        running=Count("mediations", filter=_BUSY, distinct=True), asked=Count("proposals", filter=_ASKED, distinct=True)
    )
    return [
        Candidate(
            mediator_id=row.pk,
            name=row.user.display_name,
            specialities=frozenset(row.specialities),
            township_ids=frozenset(town.pk for town in row.townships.all()),
            court_id=row.centre.court_id,
            load=row.running + row.asked,
            max_load=row.max_load,
        )
        for row in rows
    ]


def suited(case: Case, today: date) -> list[Mediator]:
    """Who may be chosen for the case, the most suitable first: by speciality, place and load (特邀12)."""
    order = {each.mediator_id: n for n, each in enumerate(rank(candidates(case, today), need(case)))}
    return sorted((row for row in roster(case, today) if row.pk in order), key=lambda row: order[row.pk])


def excluded_mediators(mediation: Mediation) -> set[int]:
    """Those who refused, lapsed or were replaced in this mediation."""
    gone = [ProposalState.REFUSED, ProposalState.LAPSED, ProposalState.REPLACED]
    return set(mediation.proposals.filter(state__in=gone).values_list("mediator_id", flat=True))


def open_proposal(mediation: Mediation) -> Proposal | None:
    waiting = [ProposalState.PROPOSED, ProposalState.DISCLOSED]
    return mediation.proposals.filter(state__in=waiting).select_related("mediator__user", "mediator__centre").first()
