"""Who decides on relief."""

from __future__ import annotations

from datetime import date

from common.cases.access import holds
from common.cases.models import Case
from common.people.models import Anyone
from common.people.states import Role

DECIDERS = (Role.DIVISION_HEAD, Role.PRESIDENT)


def may_decide_relief(case: Case, user: Anyone, today: date) -> bool:
    return holds(case, user, DECIDERS, today)
