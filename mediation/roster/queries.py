"""The roster: who may be chosen for a case, what is published, which courts have a centre."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from common.cases.models import Case
from common.courts.states import CourtLevel
from common.law import causes
from common.people.access import held_on
from common.people.models import User
from mediation.roster.models import Centre, Mediator
from mediation.roster.rules import Need


def roster(case: Case, today: date) -> QuerySet[Mediator]:
    """Who could be chosen for a case: its court's roster and the Intermediate Court's (特邀5; 在线调解27)."""
    return (
        Mediator.objects.filter(held_on(today), user__is_active=True)
        .filter(Q(centre__court=case.court_id) | Q(centre__court__level=CourtLevel.INTERMEDIATE))
        .filter(centre__closed_on__isnull=True)
        .select_related("user", "centre__court")
        .order_by("centre__court__order", "id")
    )


def need(case: Case) -> Need:
    """What the case asks of a mediator: the areas of its cause and its place."""
    areas = set(causes.areas(case.cause)) if causes.exists(case.cause) else set()
    if case.key_area:
        areas.add(case.key_area)
    return Need(frozenset(areas), case.township_id, case.court_id)


def published(*, court_id: int | None = None, speciality: str = "", today: date) -> QuerySet[Mediator]:
    """The public list (在线调解5)."""
    rows = Mediator.objects.filter(held_on(today), centre__closed_on__isnull=True, user__is_active=True)
    if court_id:
        rows = rows.filter(centre__court=court_id)
    if speciality:
        rows = rows.filter(specialities__contains=[speciality])
    return rows.select_related("user", "centre__court").prefetch_related("townships")


def is_published(user: User, today: date) -> bool:
    """Whether this person stands on the public list. One light query for who was never on it: every page asks."""
    if not Mediator.objects.filter(user=user.pk).exists():
        return False
    return published(today=today).filter(user=user.pk).exists()


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
