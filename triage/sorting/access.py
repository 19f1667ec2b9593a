"""Who sorts."""

from __future__ import annotations

from datetime import date

from common.cases.access import holds
from common.cases.models import Case
from common.people.access import memberships_of
from common.people.models import Anyone
from common.people.states import Role

OFFICERS = (Role.TRIAGE_OFFICER,)


def officer_courts(user: Anyone, today: date) -> list[int]:
    """Ids of the courts where this person sorts cases."""
    return [post.court_id for post in memberships_of(user, today) if post.role in OFFICERS]


def may_sort(case: Case, user: Anyone, today: date) -> bool:
    return holds(case, user, OFFICERS, today)
