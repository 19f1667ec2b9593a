"""Who may do what in the fee office."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.access import holds
from common.cases.models import Case
from common.people.access import memberships_of
from common.people.states import Role

DECIDERS = (Role.DIVISION_HEAD, Role.PRESIDENT)
PRESIDENT = (Role.PRESIDENT,)
COUNTER = (Role.FINANCE, Role.CLERK)


def courts_as(user: Any, roles: tuple[Role, ...], today: date) -> list[int]:
    """Ids of the courts where this person holds one of the roles."""
    return list(dict.fromkeys(post.court_id for post in memberships_of(user, today) if post.role in roles))


def may_decide_relief(case: Case, user: Any, today: date) -> bool:
    return holds(case, user, DECIDERS, today)


def may_receive(case: Case, user: Any, today: date) -> bool:
    return holds(case, user, COUNTER, today)


def is_finance(case: Case, user: Any, today: date) -> bool:
    return holds(case, user, Role.FINANCE, today)
