"""The lists of those who mediate and of those who look for a mediator."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.cases.access import visible_to
from common.people.access import held_on
from common.people.models import Anyone
from mediation.course.models import Mediation
from mediation.course.states import EndReason, MediationState, ProposalState
from mediation.roster.models import Mediator

WAITING = [MediationState.ASKING, MediationState.CHOOSING, MediationState.PROPOSED]


def my_cases(user: Anyone, *, ended: bool = False) -> QuerySet[Mediation]:
    """The mediator's own cases, with proposals that wait for their answer; paged by the view."""
    rows = Mediation.objects.filter(
        Q(mediator__user=user.pk)
        | Q(proposals__mediator__user=user.pk, proposals__state__in=[ProposalState.PROPOSED, ProposalState.DISCLOSED])
    )
    rows = rows.filter(ended_on__isnull=not ended).distinct()
    return rows.select_related("case__court", "mediator")


def with_ways(rows: QuerySet[Mediation], user: Anyone, today: date) -> QuerySet[Mediation]:
    """Each with `opens`: the case is still theirs to read; and `owed`: a report of it is still to be written."""
    return rows.annotate(
        opens=Exists(visible_to(user, today).filter(pk=OuterRef("case"))),
        owed=Exists(unreported(user).filter(pk=OuterRef("pk"))),
    )


def unreported(user: Anyone) -> QuerySet[Mediation]:
    """Those of this mediator that are over by themselves and of which they have yet to report (特邀26)."""
    rows = Mediation.objects.filter(mediator__user=user.pk, ended_on__isnull=False, reported=False)
    return rows.exclude(end_reason=EndReason.AGREED)


def waiting(court_ids: list[int], today: date) -> QuerySet[Mediation]:
    """Mediations that wait for consent or a mediator, also for another one: theirs has left the roster."""
    there = Mediator.objects.filter(held_on(today), user__is_active=True).values("pk")
    left = Q(state=MediationState.RUNNING) & ~Q(mediator__in=there)
    return Mediation.objects.filter(Q(state__in=WAITING) | left, case__court__in=court_ids)


def without_mediator(court_ids: list[int], today: date) -> QuerySet[Mediation]:
    """The clerks' list, longest waiting first."""
    rows = waiting(court_ids, today)
    return rows.select_related("case__court").prefetch_related("consents__party", "proposals__mediator__user")
