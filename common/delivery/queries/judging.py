"""What binds by a signature and nobody signs for: what the judge ends."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.cases.access import as_court, not_over
from common.cases.models import (
    Case,
    Participation,
)
from common.cases.states import Capacity
from common.delivery.models import Service
from common.delivery.queries.standing import unaccepted
from common.delivery.states import SERVERS
from common.people.models import Anyone
from common.people.queries import courts_of


def tried_by(user: Anyone, today: date, *, case: str = "case") -> QuerySet[Participation]:
    """The condition that this person is the judge of the row's case. `case`: from the row to it."""
    rows = Participation.objects.filter(not_over(today), case=OuterRef(case))
    return rows.filter(user=user.pk, capacity=Capacity.JUDGE)


def tries(case: Case, user: Anyone, today: date) -> bool:
    """Whether this person is the judge of the case."""
    return Case.objects.filter(Exists(tried_by(user, today, case="pk")), pk=case.pk).exists()


def may_end(user: Anyone, court_ids: list[int], today: date) -> QuerySet[Service]:
    """Those of them of which this person writes down that nobody signs: who serves in these courts, and the judge of
    the case."""
    kept = Q(case__court__in=court_ids) | Q(Exists(tried_by(user, today)))
    rows = unaccepted().filter(as_court(user), kept)
    return rows.select_related("case__court", "party__case")


def waits_for(case: Case, user: Anyone, today: date) -> QuerySet[Service]:
    """`may_end` in one case, for its page."""
    courts = [court.pk for court in courts_of(user, today, SERVERS)]
    return may_end(user, courts, today).filter(case=case)


UNSIGNED = "unsigned"  # the subject of the to-do that asks a judge about them
