"""Reads of the mediation centre, one function per need; none writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from common.cases.models import Case, Participation, Party
from common.cases.states import Capacity
from common.courts.queries import calendar
from common.courts.states import CourtLevel
from common.delivery.models import ServiceAddress
from common.law import causes, terms
from common.people.queries import staff_of
from common.people.states import Role
from mediation.access import held_on
from mediation.models import (
    Agreement,
    Confirmation,
    Consent,
    Mediation,
    Mediator,
    Proposal,
    SettledPoints,
)
from mediation.rules import Candidate, Need, Side
from mediation.states import (
    OPEN,
    AgreementState,
    ConfirmationState,
    ConsentState,
    MediationState,
    Outcome,
    PointsState,
    ProposalState,
)

_BUSY = Q(mediations__state=MediationState.RUNNING)
_ASKED = Q(proposals__state__in=[ProposalState.PROPOSED, ProposalState.DISCLOSED])


def roster(case: Case, today: date) -> QuerySet[Mediator]:
    """Who could be chosen for a case: its court's roster and the Intermediate Court's (特邀5; 在线调解27)."""
    return (
        Mediator.objects.filter(held_on(today), user__is_active=True)
        .filter(Q(centre__court=case.court_id) | Q(centre__court__level=CourtLevel.INTERMEDIATE))
        .filter(centre__closed_on__isnull=True)
        .select_related("user", "centre__court")
        .order_by("centre__court__order", "id")
    )


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


def need(case: Case) -> Need:
    """What the case asks of a mediator: the areas of its cause and its place."""
    areas = set(causes.areas(case.cause)) if causes.exists(case.cause) else set()
    if case.key_area:
        areas.add(case.key_area)
    return Need(frozenset(areas), case.township_id, case.court_id)


def latest(case: Case) -> Mediation | None:
    """The newest mediation of a case with what pages show of it; None when there was none."""
    return (
        Mediation.objects.filter(case=case)
        .select_related("mediator__user", "mediator__centre", "stopped_by")
        .order_by("-id")
        .first()
    )


def sides(consents: list[Consent]) -> list[Side]:
    return [Side(row.party_id, row.party.side, ConsentState(row.state)) for row in consents]


def consents(mediation: Mediation) -> list[Consent]:
    return list(
        mediation.consents.select_related("party", "nominee__user").order_by("party__side", "party__order", "id")
    )


def term_end(key: str, start: date) -> date:
    """The last day of a term of the table from `start`, by the court's calendar."""
    day = terms.deadline(key, start, calendar()).value.day
    if day is None:
        raise ValueError(f"term {key} has no day")
    return day


def effective_agreement(case: Case) -> Agreement | None:
    """The newest effective agreement of the case."""
    rows = Agreement.objects.filter(mediation__case=case, state=AgreementState.EFFECTIVE)
    return rows.select_related("mediation").order_by("-id").first()


def open_agreement(mediation: Mediation) -> Agreement | None:
    """The text being drafted or signed."""
    return mediation.agreements.filter(state__in=[AgreementState.DRAFT, AgreementState.SIGNING]).first()


def open_points(mediation: Mediation) -> SettledPoints | None:
    return mediation.points.filter(state__in=[PointsState.DRAFT, PointsState.SIGNING]).first()


def excluded_mediators(mediation: Mediation) -> set[int]:
    """Those who refused, lapsed or were replaced in this mediation."""
    gone = [ProposalState.REFUSED, ProposalState.LAPSED, ProposalState.REPLACED]
    return set(mediation.proposals.filter(state__in=gone).values_list("mediator_id", flat=True))


def open_proposal(mediation: Mediation) -> Proposal | None:
    waiting = [ProposalState.PROPOSED, ProposalState.DISCLOSED]
    return mediation.proposals.filter(state__in=waiting).select_related("mediator__user", "mediator__centre").first()


def least_loaded_judge(case: Case, today: date) -> int | None:
    """The case's judge if it has one, else the judge of its court with the fewest open cases; None without judges."""
    had = Participation.objects.filter(case=case, capacity=Capacity.JUDGE, until__isnull=True).first()
    if had is not None:
        return had.user_id
    ids = sorted({post.user_id for post in staff_of(case.court_id, Role.JUDGE, today)})
    if not ids:
        return None
    counts = dict(
        Participation.objects.filter(user__in=ids, capacity=Capacity.JUDGE, until__isnull=True)
        .filter(case__closed_on__isnull=True)
        .values_list("user_id")
        .annotate(n=Count("pk"))
        .order_by("user_id")
    )
    return min(ids, key=lambda pk: (counts.get(pk, 0), pk))


# --- What goes on to the trial team ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Handover:
    """All that leaves a mediation that did not settle (在线调解18, 22; 特邀22): never concessions, never notes.

    `addresses`: (party id, name, recipient, postal address, whether electronic service was agreed to).
    """

    facts: tuple[str, ...]
    issues: tuple[str, ...]
    signed_on: date | None
    addresses: tuple[tuple[int, str, str, str, bool], ...]
    reasons: tuple[tuple[str, str], ...]


def handover(case: Case) -> Handover:
    """Signed undisputed facts and issues, the confirmed addresses, and the coded reason of each party's side.

    A text that was not signed by all gives nothing.
    """
    points = SettledPoints.objects.filter(mediation__case=case, state=PointsState.SIGNED).order_by("-id").first()
    rows = ServiceAddress.objects.filter(
        party__case=case, superseded_at__isnull=True, confirmed_at__isnull=False
    ).select_related("party")
    last = Mediation.objects.filter(case=case).order_by("-id").first()
    reasons = last.reasons.select_related("party") if last is not None else ()
    return Handover(
        facts=tuple(points.facts) if points else (),
        issues=tuple(points.issues) if points else (),
        signed_on=points.signed_on if points else None,
        addresses=tuple(
            (row.party_id, row.party.name, row.recipient_name, row.postal, row.e_consent)
            for row in rows.order_by("party__side", "party__order", "id")
        ),
        reasons=tuple((row.party.name, row.code_label) for row in reasons),
    )


# --- Lists -----------------------------------------------------------------------------------------------------------


def desk(user: Any, *, ended: bool = False) -> QuerySet[Mediation]:
    """The mediator's own cases, with proposals that wait for their answer; paged by the view."""
    rows = Mediation.objects.filter(
        Q(mediator__user=user.pk)
        | Q(proposals__mediator__user=user.pk, proposals__state__in=[ProposalState.PROPOSED, ProposalState.DISCLOSED])
    )
    rows = rows.filter(ended_on__isnull=not ended).distinct()
    return rows.select_related("case__court", "mediator")


def without_mediator(court_ids: list[int]) -> QuerySet[Mediation]:
    """Mediations that wait for consent or a mediator, longest first: the clerks' list."""
    waiting = [MediationState.ASKING, MediationState.CHOOSING, MediationState.PROPOSED]
    rows = Mediation.objects.filter(case__court__in=court_ids, state__in=waiting)
    return rows.select_related("case__court").prefetch_related("consents__party", "proposals__mediator__user")


def papers_to_review(user: Any, today: date) -> QuerySet[Agreement]:
    """调解书 asked of this judge: those of cases they are admitted to."""
    mine = Participation.objects.filter(user=user.pk, capacity=Capacity.JUDGE, until__isnull=True).values("case_id")
    rows = Agreement.objects.filter(mediation__case__in=mine, outcome=Outcome.PAPER_SOUGHT)
    return rows.select_related("mediation__case__court").order_by("paper_sought_on", "id")


def confirmations_to_examine(user: Any, today: date) -> QuerySet[Confirmation]:
    """Confirmations that this judge examines, longest waiting first."""
    waiting = [ConfirmationState.APPLIED, ConfirmationState.ACCEPTED]
    rows = Confirmation.objects.filter(judge=user.pk, state__in=waiting)
    return rows.select_related("case__court", "agreement").order_by("applied_on", "id")


def published(*, court_id: int | None = None, speciality: str = "", today: date) -> QuerySet[Mediator]:
    """The public list (在线调解5)."""
    rows = Mediator.objects.filter(held_on(today), centre__closed_on__isnull=True, user__is_active=True)
    if court_id:
        rows = rows.filter(centre__court=court_id)
    if speciality:
        rows = rows.filter(specialities__contains=[speciality])
    return rows.select_related("user", "centre__court").prefetch_related("townships")


def is_open(mediation: Mediation) -> bool:
    return MediationState(mediation.state) in OPEN


def party_of(consents_: list[Consent], party_id: int | None) -> Consent | None:
    return next((row for row in consents_ if row.party_id == party_id), None)


def parties_of(case: Case) -> list[Party]:
    return list(case.parties.filter(left_on__isnull=True).order_by("side", "order", "id"))
