"""Who may do what in a mediation. Sight of the case comes first (common.cases.access.visible_to); these only narrow."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from common.cases.access import holds, is_proven, stands_in, takes_side
from common.cases.models import Case, Party
from common.law import clock
from common.people.models import Anyone
from common.people.states import Role
from mediation.course.models import Mediation
from mediation.roster.access import is_mediator

# Who may write down at the counter or by telephone what a party says.
DESK_ROLES = (Role.CLERK, Role.COUNSELLOR, Role.TRIAGE_OFFICER)


def mediator_door(request: HttpRequest) -> bool:
    """The door of the workbench: on a roster, or still holding a mediation from when they were."""
    today = clock.today()
    if is_mediator(request.user, today):
        return True
    return Mediation.objects.filter(mediator__user=request.user.pk, ended_on__isnull=True).exists()


def mediates(case: Case, mediation: Mediation, user: Anyone) -> bool:
    """Whether this person is the mediator of it: the only one who writes sessions, notes and texts."""
    if mediation.mediator is None or mediation.mediator.user_id != user.pk:
        return False
    return not stands_in(case, user) and not takes_side(case, user)


def desk_in(case: Case, user: Anyone, today: date) -> bool:
    """Staff of the case's court who record for parties."""
    return holds(case, user, DESK_ROLES, today)


def is_party_itself(party: Party, user: Anyone) -> bool:
    return user.is_authenticated and party.user_id == user.pk and is_proven(party, user)
