"""Who tries a case, and who gives it to others."""

from __future__ import annotations

from datetime import date

from common.cases.access import acts_for_court, awaits_decision, conflicts_of, for_court, holds
from common.cases.models import Case
from common.cases.states import ENDED
from common.people.access import has_role
from common.people.models import Anyone
from common.people.queries import staff_of
from common.people.states import Role
from triage.teams.models import Assignment

LEADERS = (Role.DIVISION_HEAD, Role.PRESIDENT)
_JUDGES = (Role.JUDGE, Role.DIVISION_HEAD)


def tries(case: Case, assignment: Assignment | None, user: Anyone) -> bool:
    """Whether this is the judge of the assignment, and acts in the case as its judge."""
    return assignment is not None and assignment.judge_id == user.pk and acts_for_court(case, user)


def waits_aside(case: Case, user: Anyone) -> bool:
    """Whether this person offered to stand aside and nobody has decided: until then they do nothing (民诉法48第2款)."""
    return case.pk in conflicts_of(user).waiting


def may_offer_recusal(case: Case, assignment: Assignment | None, user: Anyone, today: date) -> bool:
    """Whoever works on the case for the court says by themselves that they must stand aside (民诉法47): its team, and
    the clerks. Who decides on it registers it at once."""
    if case.stage in ENDED or not for_court(case, user) or may_reassign(case, user, today):
        return False
    ours = assignment is not None and user.pk in assignment.team.people
    return ours or has_role(user, Role.CLERK, today=today, court=case.court_id)


def decider(case: Case, assignment: Assignment | None, user_id: int, today: date) -> Role:
    """Who decides whether this person stands aside (民诉法49): of judges, whatever else they are (民诉解释48), the
    president; of others the judge who has the case, unless there is none or that judge waits to hear too. A court
    without a president has its head of division decide."""
    posts = staff_of(case.court_id, (*_JUDGES, Role.PRESIDENT), today)
    judges = any(post.user_id == user_id for post in posts)
    tried_by = assignment.judge_id if assignment is not None else None
    here = any(post.user_id == tried_by and post.role == Role.JUDGE for post in posts)
    if here and not judges and not awaits_decision(case, tried_by):
        return Role.JUDGE
    presides = any(post.role == Role.PRESIDENT and post.user_id != user_id for post in posts)
    return Role.PRESIDENT if presides else Role.DIVISION_HEAD


def may_decide(case: Case, assignment: Assignment | None, of: int, user: Anyone, today: date) -> bool:
    """Whether this person decides on the offer of `of` to stand aside."""
    role = decider(case, assignment, of, today)
    return tries(case, assignment, user) if role == Role.JUDGE else of != user.pk and holds(case, user, role, today)


def may_reassign(case: Case, user: Anyone, today: date) -> bool:
    """The head of division or the president decides on recusal, reassigns and hands drafts over (民诉法49)."""
    return holds(case, user, LEADERS, today)
