"""Reads of the mediation centre, one function per need; none writes."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from common.cases.access import empowered, not_over
from common.cases.models import Case, Participation, Party, Representation
from common.cases.states import Capacity
from common.courts.queries import calendar
from common.courts.states import CourtLevel
from common.law import causes, terms
from common.people.queries import staff_of
from common.people.states import Role
from mediation.access import held_on
from mediation.models import (
    Agreement,
    Consent,
    Mediation,
    Mediator,
    Proposal,
    SettledPoints,
)
from mediation.rules import Candidate, Need, Side, rank
from mediation.states import (
    OPEN,
    AgreementState,
    ConsentState,
    MediationState,
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


def suited(case: Case, today: date) -> list[Mediator]:
    """Who may be chosen for the case, the most suitable first: by speciality, place and load (特邀12)."""
    order = {each.mediator_id: n for n, each in enumerate(rank(candidates(case, today), need(case)))}
    return sorted((row for row in roster(case, today) if row.pk in order), key=lambda row: order[row.pk])


def latest(case: Case) -> Mediation | None:
    """The newest mediation of a case with what pages show of it; None when there was none."""
    return (
        Mediation.objects.filter(case=case).select_related("mediator__user", "mediator__centre").order_by("-id").first()
    )


def sides(consents: list[Consent]) -> list[Side]:
    return [Side(row.party_id, row.party.side, ConsentState(row.state)) for row in consents]


def consents(mediation: Mediation) -> list[Consent]:
    return list(
        mediation.consents.select_related("party", "nominee__user").order_by("party__side", "party__order", "id")
    )


def term_end(key: str, start: date, on: date) -> date:
    """The last day of a term of the table from `start`, by the court's calendar; `on`: when the case was received."""
    day = terms.deadline(key, start, calendar(), on=on).value.day
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
    """The case's judge if it has one who still is one here, else the judge of its court with the fewest open cases;
    None without judges."""
    ids = sorted({post.user_id for post in staff_of(case.court_id, Role.JUDGE, today)})
    if not ids:
        return None
    had = Participation.objects.filter(case=case, capacity=Capacity.JUDGE, until__isnull=True, user__in=ids).first()
    if had is not None:
        return had.user_id
    counts = dict(
        Participation.objects.filter(user__in=ids, capacity=Capacity.JUDGE, until__isnull=True)
        .filter(case__closed_on__isnull=True)
        .values_list("user_id")
        .annotate(n=Count("pk"))
        .order_by("user_id")
    )
    return min(ids, key=lambda pk: (counts.get(pk, 0), pk))


def is_open(mediation: Mediation) -> bool:
    return MediationState(mediation.state) in OPEN


def party_of(consents_: list[Consent], party_id: int | None) -> Consent | None:
    return next((row for row in consents_ if row.party_id == party_id), None)


def spoken_for_without_power(case: Case, today: date) -> set[int]:
    """Parties without an account of their own for whom only agents speak online, none with a checked 特别授权: what
    they said on filing is not yet the party's own yes to mediation (解释147). One query."""
    rows = Representation.objects.filter(not_over(today), party__case=case, party__user=None, user__isnull=False)
    power = Exists(Representation.objects.filter(empowered(today), pk=OuterRef("pk")))
    found: dict[int, bool] = {}
    for party_id, may in rows.annotate(may=power).values_list("party_id", "may"):
        found[party_id] = found.get(party_id, False) or may
    return {pk for pk, may in found.items() if not may}


def parties_of(case: Case) -> list[Party]:
    return list(case.parties.filter(left_on__isnull=True).order_by("side", "order", "id"))
