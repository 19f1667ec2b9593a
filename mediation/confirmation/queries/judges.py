"""Who examines, and what waits for them."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet

from common.cases.models import Case, Participation
from common.cases.states import Capacity
from common.people.models import Anyone
from common.people.queries import on_duty, serving, staff_of
from common.people.states import Role
from mediation.confirmation.models import Confirmation
from mediation.confirmation.states import ConfirmationState


def least_loaded_judge(case: Case, today: date) -> int | None:
    """The case's judge if it has one who still is one here, else the judge on duty, of several or in a court
    that keeps no rota the one with the fewest open cases; None without judges."""
    ids = sorted({post.user_id for post in staff_of(case.court_id, Role.JUDGE, today)})
    if not ids:
        return None
    had = Participation.objects.filter(case=case, capacity=Capacity.JUDGE, until__isnull=True, user__in=ids).first()
    if had is not None:
        return had.user_id
    if (duty := on_duty(case.court_id, today)) is not None:
        ids = [pk for pk in ids if pk in duty]
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


EXAMINED = [ConfirmationState.APPLIED, ConfirmationState.ACCEPTED]


def confirmations_to_examine(user: Anyone) -> QuerySet[Confirmation]:
    """Confirmations that this judge examines, longest waiting first."""
    rows = Confirmation.objects.filter(judge=user.pk, state__in=EXAMINED)
    return rows.select_related("case__court", "agreement").order_by("applied_on", "id")


def confirmations_without_judge(today: date) -> QuerySet[Confirmation]:
    """Applications for confirmation that lie before nobody who is a judge of the court today."""
    rows = Confirmation.objects.filter(state__in=EXAMINED).order_by("pk")
    return rows.filter(~serving(Role.JUDGE, today, user="judge", court="case__court"))
