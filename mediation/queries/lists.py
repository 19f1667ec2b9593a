"""What leaves a mediation, and the lists of those who work in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from common.cases.models import Case, Participation
from common.cases.queries import DeskItem
from common.cases.states import Capacity
from common.delivery.models import ServiceAddress
from common.people.access import memberships_of
from common.people.queries import serving
from common.people.states import Role
from mediation.access import DESK_ROLES, held_on
from mediation.models import Agreement, Centre, Confirmation, Mediation, Mediator, SettledPoints
from mediation.queries.waiting import for_party
from mediation.states import ConfirmationState, MediationState, Outcome, PointsState, ProposalState

WAITING = [MediationState.ASKING, MediationState.CHOOSING, MediationState.PROPOSED]
EXAMINED = [ConfirmationState.APPLIED, ConfirmationState.ACCEPTED]


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


def my_cases(user: Any, *, ended: bool = False) -> QuerySet[Mediation]:
    """The mediator's own cases, with proposals that wait for their answer; paged by the view."""
    rows = Mediation.objects.filter(
        Q(mediator__user=user.pk)
        | Q(proposals__mediator__user=user.pk, proposals__state__in=[ProposalState.PROPOSED, ProposalState.DISCLOSED])
    )
    rows = rows.filter(ended_on__isnull=not ended).distinct()
    return rows.select_related("case__court", "mediator")


def waiting(court_ids: list[int], today: date) -> QuerySet[Mediation]:
    """Mediations that wait for consent or a mediator, also for another one: theirs has left the roster."""
    there = Mediator.objects.filter(held_on(today), user__is_active=True).values("pk")
    left = Q(state=MediationState.RUNNING) & ~Q(mediator__in=there)
    return Mediation.objects.filter(Q(state__in=WAITING) | left, case__court__in=court_ids)


def without_mediator(court_ids: list[int], today: date) -> QuerySet[Mediation]:
    """The clerks' list, longest waiting first."""
    rows = waiting(court_ids, today)
    return rows.select_related("case__court").prefetch_related("consents__party", "proposals__mediator__user")


def papers_to_review(user: Any) -> QuerySet[Agreement]:
    """调解书 asked of this judge: those of cases they are admitted to."""
    mine = Participation.objects.filter(user=user.pk, capacity=Capacity.JUDGE, until__isnull=True).values("case_id")
    rows = Agreement.objects.filter(mediation__case__in=mine, outcome=Outcome.PAPER_SOUGHT)
    return rows.select_related("mediation__case__court").order_by("paper_sought_on", "id")


def confirmations_to_examine(user: Any) -> QuerySet[Confirmation]:
    """Confirmations that this judge examines, longest waiting first."""
    rows = Confirmation.objects.filter(judge=user.pk, state__in=EXAMINED)
    return rows.select_related("case__court", "agreement").order_by("applied_on", "id")


def papers_without_judge(today: date) -> QuerySet[Agreement]:
    """调解书 that were asked for and lie before nobody who is a judge of the court today."""
    rows = Agreement.objects.filter(outcome=Outcome.PAPER_SOUGHT).order_by("pk")
    return rows.filter(~serving(Role.JUDGE, today, user="paper_judge", court="mediation__case__court"))


def confirmations_without_judge(today: date) -> QuerySet[Confirmation]:
    """Applications for confirmation that lie before nobody who is a judge of the court today."""
    rows = Confirmation.objects.filter(state__in=EXAMINED).order_by("pk")
    return rows.filter(~serving(Role.JUDGE, today, user="judge", court="case__court"))


def published(*, court_id: int | None = None, speciality: str = "", today: date) -> QuerySet[Mediator]:
    """The public list (在线调解5)."""
    rows = Mediator.objects.filter(held_on(today), centre__closed_on__isnull=True, user__is_active=True)
    if court_id:
        rows = rows.filter(centre__court=court_id)
    if speciality:
        rows = rows.filter(specialities__contains=[speciality])
    return rows.select_related("user", "centre__court").prefetch_related("townships")


def mediator_names(ids: Iterable[int]) -> dict[int, str]:
    """Mediator pk -> name, for timelines. One query."""
    return dict(Mediator.objects.filter(pk__in=set(ids)).values_list("pk", "user__name"))


def covered_courts(day: date) -> dict[int, date]:
    """Court pk -> since when it has a mediation centre, of those open on this day (实施意见5). One query."""
    rows = Centre.objects.filter(opened_on__lte=day).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))
    found: dict[int, date] = {}
    for court_id, since in rows.order_by("opened_on", "pk").values_list("court_id", "opened_on"):
        found.setdefault(court_id, since)
    return found


def desk(user: Any, today: date) -> list[DeskItem]:
    """What waits for this person in the mediation centre: as mediator, at the clerks' desk, as judge."""
    items: list[DeskItem] = []
    posts = memberships_of(user, today)
    if not posts and user.is_authenticated:  # mediators are not staff
        mine = for_party(user, today)
        days = [due for _, due in my_cases(user).order_by().values_list("pk", "due")]
        due = sum(1 for day in days if day is not None and day <= today)
        items += [DeskItem("我的调解", len(days), reverse("mediation:desk"), due=due), *mine]
    if courts := [post.court_id for post in posts if post.role in DESK_ROLES]:
        count = waiting(courts, today).count()
        items.append(DeskItem("待征询意愿或者指定调解员", count, reverse("mediation:waiting")))
    if any(post.role == Role.JUDGE for post in posts):
        papers = papers_to_review(user).order_by().values("pk")
        both = papers.union(confirmations_to_examine(user).order_by().values("pk"), all=True)
        items.append(DeskItem("调解书和司法确认", both.count(), reverse("mediation:judge")))
    return [item for item in items if item.count]
