"""Whose draft it is, and what a visitor may do with a filing."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from common.cases.access import capacities, holds, is_staff_on, may_dispose, party_for, visible_to
from common.cases.models import Case, Party
from common.cases.states import Capacity
from common.people.queries import courts_of
from common.people.states import Role
from intake.models import Draft, Filing, Guidance
from intake.rules.review import withdrawable

CLERKS = (Role.CLERK, Role.DIVISION_HEAD)
DESK = ("clerk", "counsellor", "division_head", "president", "triage_officer")
_KEY = "intake_guest"


def guest_of(request: HttpRequest) -> str:
    """The token of this visitor's session; empty when they began nothing. It survives signing in."""
    return str(request.session.get(_KEY, ""))


def make_guest(request: HttpRequest) -> str:
    """The token, made on the first act of a visitor who is not signed in."""
    token = guest_of(request)
    if not token:
        token = secrets.token_urlsafe(24)
        request.session[_KEY] = token
    return token


def _own(user: Any, guest: str) -> Q:
    condition = Q(guest=guest, owner__isnull=True) if guest else Q(pk__in=[])
    return condition | Q(owner=user.pk) if user.is_authenticated else condition


def drafts_of(user: Any, guest: str, today: date) -> QuerySet[Draft]:
    """Drafts this visitor may open: their own, the session's, and for clerks those begun at their counter."""
    condition = _own(user, guest)
    courts = [each.pk for each in courts_of(user, today, CLERKS)] if user.is_authenticated else []
    if courts:
        condition |= Q(channel="counter", court__in=courts) | Q(entered_by=user.pk)
    return Draft.objects.filter(condition).select_related("court")


def guidances_of(user: Any, guest: str) -> QuerySet[Guidance]:
    """Self-assessments of this account or session."""
    return Guidance.objects.filter(_own(user, guest))


def filings_of(user: Any, today: date) -> QuerySet[Filing]:
    """Filings of the cases this person may see."""
    return Filing.objects.filter(case__in=visible_to(user, today)).select_related("case__court", "reviewed_by")


def may_review(case: Case, user: Any, today: date) -> bool:
    """A clerk or head of division of the case's court decides on filings; others of the court only read. Whoever stands
    in for a party at the window decides nothing of that case meanwhile."""
    return holds(case, user, CLERKS, today)


def reads_review(case: Case, user: Any, today: date) -> bool:
    return is_staff_on(case, user, today)


def filer_of(case: Case, user: Any, today: date) -> Party | None:
    """The claimant this person is or speaks for; None for everybody else."""
    party = party_for(case, user, today)
    return party if party is not None and party.side == "claimant" else None


def names_agents(case: Case, user: Any, today: date) -> Party | None:
    """The party this person is, who may name and release agents; an agent names no other agent."""
    for row in capacities(case, user, today):
        if row.capacity == Capacity.PARTY and row.party is not None and row.party.left_on is None:
            return row.party
    return None


def respondent_of(case: Case, user: Any, today: date) -> Party | None:
    """The respondent this person is or speaks for; None for everybody else."""
    party = party_for(case, user, today)
    return party if party is not None and party.side in ("respondent", "third") else None


def may_withdraw(filing: Filing, user: Any, today: date) -> bool:
    """While it is possible, by a filer still in the case or an agent with 特别授权 (民诉解释第八十九条)."""
    party = filer_of(filing.case, user, today)
    return (
        party is not None
        and party.left_on is None
        and withdrawable(state=filing.state, stage=filing.case.stage).value
        and may_dispose(filing.case, user, today)
    )
