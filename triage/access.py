"""Who may do what in triage."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.models import Case
from common.people.access import has_role, memberships_of
from common.people.states import Role

OFFICERS = (Role.TRIAGE_OFFICER,)


def officer_courts(user: Any, today: date) -> list[int]:
    """Ids of the courts where this person sorts cases."""
    return [post.court_id for post in memberships_of(user, today) if post.role in OFFICERS]


def judge_courts(user: Any, today: date) -> list[int]:
    return [post.court_id for post in memberships_of(user, today) if post.role == Role.JUDGE]


def may_sort(case: Case, user: Any, today: date) -> bool:
    return has_role(user, OFFICERS, today=today, court=case.court_id)


def may_close(case: Case, user: Any) -> bool:
    """The judge who has the case; nobody else closes it."""
    return bool(user.is_authenticated and case.assignments.filter(judge=user.pk, until__isnull=True).exists())


def may_reassign(case: Case, user: Any, today: date) -> bool:
    """The head of division or the president decides on recusal and reassigns (民诉法49)."""
    return has_role(user, (Role.DIVISION_HEAD, Role.PRESIDENT), today=today, court=case.court_id)
