"""Who may do what in a trial."""

from __future__ import annotations

from datetime import date

from common.cases.access import acts_for_court, holds, looker
from common.cases.models import Case, Party
from common.cases.states import ENDED, Capacity, Side, Stage
from common.people.access import memberships_of
from common.people.models import Anyone
from common.people.queries import on_duty
from common.people.states import Role
from common.web.wording import day_words
from triage.teams.access import LEADERS, tries
from triage.teams.models import Assignment

REGISTRY = (Role.CLERK, Role.TRIAGE_OFFICER)


def judge_courts(user: Anyone, today: date) -> list[int]:
    return [post.court_id for post in memberships_of(user, today) if post.role == Role.JUDGE]


def leads(user: Anyone, today: date) -> list[int]:
    """Ids of the courts where this person is head of a division or president."""
    return sorted({post.court_id for post in memberships_of(user, today) if post.role in LEADERS})


def may_close(case: Case, user: Anyone) -> bool:
    """The judge who has the case; nobody else closes it."""
    return any(tries(case, row, user) for row in case.assignments.filter(until__isnull=True))


def may_grant(case: Case, user: Anyone, today: date) -> bool:
    """Only the president of the court makes a trial term longer (民诉法152, 164, 168)."""
    return holds(case, user, Role.PRESIDENT, today)


def may_record_hearing(case: Case, assignment: Assignment | None, user: Anyone, today: date) -> bool:
    """The judge who has the case, or the assistant or court clerk appointed to it (民诉法150)."""
    if assignment is None or not acts_for_court(case, user):
        return False
    return tries(case, assignment, user) or looker(case, user, today).is_any(Capacity.ASSISTANT, Capacity.COURT_CLERK)


# Before a judge has it, the filing desk takes down what a claimant says of its claims.
TO_CLERK = frozenset({Stage.PAYMENT, Stage.ASSIGNMENT})


def may_record_claims(case: Case, assignment: Assignment | None, user: Anyone, today: date) -> bool:
    """Whoever records the hearing; before the case has a judge, the filing desk."""
    early = case.stage in TO_CLERK and holds(case, user, Role.CLERK, today)
    return early or may_record_hearing(case, assignment, user, today)


def may_record_appeal(case: Case, user: Anyone, today: date) -> bool:
    """An appeal comes in on paper, after the team has let the case go: who takes it in is a judge, a court clerk or the
    window of the court that decided (民诉法173)."""
    return holds(case, user, (Role.JUDGE, Role.COURT_CLERK, Role.CLERK), today)


def may_propose(case: Case, assignment: Assignment | None, user: Anyone, today: date) -> bool:
    """驳回起诉 and 移送: the judge who has the case; before it has one, the judge on duty or the filing desk of its
    court."""
    if assignment is not None:
        return tries(case, assignment, user)
    if holds(case, user, Role.JUDGE, today) and user.pk in (on_duty(case.court_id, today) or ()):
        return True
    return holds(case, user, REGISTRY, today)


def no_withdrawal(case: Case, party: Party) -> str:
    """Why this party may not ask to withdraw the suit now, in a sentence; "" when it may (民诉法148). The page, the
    offer and the act ask it alike."""
    if party.case_id != case.pk or party.side != Side.CLAIMANT:
        return "只有原告可以申请撤诉。"
    if party.left_on is not None:
        return f"您已于 {day_words(party.left_on, year=True)}撤诉，不再是本案当事人。"
    if case.registered_on is None:
        return "本案还没有立案，可以直接撤回起诉材料。"
    return "本案已经结束。" if case.stage in ENDED else ""
