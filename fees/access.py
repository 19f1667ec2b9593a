"""Who may do what in the fee office."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.models import Case
from common.people.access import has_role, memberships_of
from common.people.states import Role

DECIDERS = (Role.DIVISION_HEAD, Role.PRESIDENT)
PRESIDENT = (Role.PRESIDENT,)
COUNTER = (Role.FINANCE, Role.CLERK)


def courts_as(user: Any, roles: tuple[Role, ...], today: date) -> list[int]:
    """Ids of the courts where this person holds one of the roles."""
    return list(dict.fromkeys(post.court_id for post in memberships_of(user, today) if post.role in roles))


def may_decide_relief(case: Case, user: Any, today: date) -> bool:
    return has_role(user, DECIDERS, today=today, court=case.court_id)


def may_receive(case: Case, user: Any, today: date) -> bool:
    return has_role(user, COUNTER, today=today, court=case.court_id)


def is_finance(case: Case, user: Any, today: date) -> bool:
    return has_role(user, Role.FINANCE, today=today, court=case.court_id)
