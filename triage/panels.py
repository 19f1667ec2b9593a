"""What triage shows on the home page and on the case page: the parts of its wings, joined."""

from __future__ import annotations

from datetime import date

from common.cases.access import party_for
from common.cases.models import Case
from common.cases.queries import DeskItem, Panel
from common.people.models import User
from triage.after import queries as after
from triage.sorting import queries as sorting
from triage.teams import queries as teams
from triage.teams.access import decider, waits_aside
from triage.trial.queries import panels as trial


def desk(user: User, today: date) -> list[DeskItem]:
    """What waits for this person: proposals to decide, rulings to sign, cases whose term ends. Staff only. What waits
    for a leader is a to-do of the case."""
    return [*sorting.desk(user, today), *trial.desk(user, today)]


def panel(case: Case, user: User, today: date) -> Panel | None:
    """What triage shows of a case on the case page; None before anything was sorted and nobody may do anything."""
    decision = sorting.decision_of(case)
    assigned = teams.assignments_of(case)
    assignment = next((row for row in assigned if row.until is None), None)
    tried = trial.trial_of(case, assigned=bool(assigned))
    party = party_for(case, user, today)
    rows = [
        *sorting.rows(case, decision, staff=party is None),
        *teams.rows(assignment),
        *trial.rows(tried, staff=party is None),
    ]
    offers = [
        *sorting.offers(case, decision, user, today),
        *trial.offers(case, tried, assignment, party, user, today),
    ]
    standing = ""
    if tried.closing is not None and party is not None and party.left_on is None:
        standing = after.notice(case, tried.closing, party, today)
        offers.append(after.offer(case))
    notice = ""
    if waits_aside(case, user):
        who = decider(case, assignment, user.pk, today).label
        notice = f"您已经申请自行回避，正等{who}决定。决定以前，您不能办理这件案件。"
    if not rows and not offers and not notice:
        return None
    return Panel(title="分流与审理", rows=rows, offers=offers, notice=notice, standing=standing, order=30)
