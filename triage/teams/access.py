"""Who tries a case, and who gives it to others."""

from __future__ import annotations

from datetime import date

from common.cases.access import for_court, holds
from common.cases.models import Case
from common.cases.states import ENDED
from common.people.models import Anyone
from common.people.states import Role
from triage.teams.models import Assignment

LEADERS = (Role.DIVISION_HEAD, Role.PRESIDENT)


def tries(case: Case, assignment: Assignment | None, user: Anyone) -> bool:
    """Whether this is the judge of the assignment, and acts in the case as its judge."""
    return assignment is not None and assignment.judge_id == user.pk and for_court(case, user)


def may_offer_recusal(case: Case, assignment: Assignment | None, user: Anyone, today: date) -> bool:
    """Whoever works on the case for the court says by themselves that they must stand aside (民诉法47): its team, and
    the clerks. Who decides on it registers it at once."""
    if case.stage in ENDED or not for_court(case, user) or may_reassign(case, user, today):
        return False
    ours = assignment is not None and user.pk in assignment.team.people
    return ours or holds(case, user, (Role.CLERK,), today)


def may_reassign(case: Case, user: Anyone, today: date) -> bool:
    """The head of division or the president decides on recusal, reassigns and hands drafts over (民诉法49)."""
    return holds(case, user, LEADERS, today)
