"""Who may do what in triage."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.access import capacities, stands_in
from common.cases.models import Case
from common.cases.states import Capacity
from common.people.access import has_role, memberships_of
from common.people.states import Role

OFFICERS = (Role.TRIAGE_OFFICER,)
LEADERS = (Role.DIVISION_HEAD, Role.PRESIDENT)
REGISTRY = (Role.JUDGE, Role.CLERK, Role.TRIAGE_OFFICER)


def officer_courts(user: Any, today: date) -> list[int]:
    """Ids of the courts where this person sorts cases."""
    return [post.court_id for post in memberships_of(user, today) if post.role in OFFICERS]


def judge_courts(user: Any, today: date) -> list[int]:
    return [post.court_id for post in memberships_of(user, today) if post.role == Role.JUDGE]


def leads(user: Any, today: date) -> list[int]:
    """Ids of the courts where this person is head of a division or president."""
    return sorted({post.court_id for post in memberships_of(user, today) if post.role in LEADERS})


def may_sort(case: Case, user: Any, today: date) -> bool:
    return has_role(user, OFFICERS, today=today, court=case.court_id)


def may_close(case: Case, user: Any) -> bool:
    """The judge who has the case; nobody else closes it."""
    return bool(user.is_authenticated and case.assignments.filter(judge=user.pk, until__isnull=True).exists())


def may_reassign(case: Case, user: Any, today: date) -> bool:
    """The head of division or the president decides on recusal, reassigns and hands drafts over (民诉法49)."""
    return has_role(user, LEADERS, today=today, court=case.court_id)


def may_grant(case: Case, user: Any, today: date) -> bool:
    """Only the president of the court makes a trial term longer (民诉法152, 164, 168)."""
    return has_role(user, Role.PRESIDENT, today=today, court=case.court_id)


def may_record_hearing(case: Case, assignment: Any, user: Any, today: date) -> bool:
    """The judge who has the case, or the assistant or court clerk appointed to it (民诉法150)."""
    if assignment is None:
        return False
    bench = (Capacity.ASSISTANT, Capacity.COURT_CLERK)
    return assignment.judge_id == user.pk or any(row.capacity in bench for row in capacities(case, user, today))


def may_propose(case: Case, assignment: Any, user: Any, today: date) -> bool:
    """驳回起诉 and 移送: the judge who has the case; before it has one, a judge or the filing desk of its court."""
    if assignment is not None:
        return bool(assignment.judge_id == user.pk)
    return not stands_in(case, user) and has_role(user, REGISTRY, today=today, court=case.court_id)
