"""Whose draft and whose filing it is; which clerks decide on filings."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from common.cases.access import holds, party_for, visible_to
from common.cases.models import Case, Party
from common.people.models import Anyone
from common.people.queries import courts_of
from common.people.states import Role
from intake.filing.models import Draft, Filing
from intake.guidance.access import kept_by

CLERKS = (Role.CLERK, Role.DIVISION_HEAD)


def drafts_of(user: Anyone, guest: str, today: date) -> QuerySet[Draft]:
    """Drafts this visitor may open: their own, the session's, and for clerks those begun at their counter."""
    condition = kept_by(user, guest)
    courts = [each.pk for each in courts_of(user, today, CLERKS)] if user.is_authenticated else []
    if courts:
        condition |= Q(channel="counter", court__in=courts) | Q(entered_by=user.pk)
    return Draft.objects.filter(condition).select_related("court")


def filings_of(user: Anyone, today: date) -> QuerySet[Filing]:
    """Filings of the cases this person may see."""
    return Filing.objects.filter(case__in=visible_to(user, today)).select_related("case__court", "reviewed_by")


def may_review(case: Case, user: Anyone, today: date) -> bool:
    """A clerk or head of division of the case's court decides on filings; others of the court only read. Whoever stands
    in for a party at the window decides nothing of that case meanwhile."""
    return holds(case, user, CLERKS, today)


def filer_of(case: Case, user: Anyone, today: date) -> Party | None:
    """The claimant this person is or speaks for; None for everybody else."""
    party = party_for(case, user, today)
    return party if party is not None and party.side == "claimant" else None
