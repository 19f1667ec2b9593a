"""Who may name and release agents."""

from __future__ import annotations

from datetime import date

from common.cases.access import SIDES, at_window, capacities, stands_in
from common.cases.models import Case, Party, Representation
from common.cases.states import Capacity
from common.people.models import Anyone


def names_agents(case: Case, user: Anyone, today: date) -> Party | None:
    """The party this person is, who may name and release agents; an agent names no other, at the window either, nor
    does who is a party too while they act for the one they speak for."""
    if stands_in(case, user) and at_window(user)[case.pk].agent:
        return None
    rows = [row for row in capacities(case, user, today) if row.capacity in SIDES]
    now = next((row for row in rows if row.party is not None and row.party.left_on is None), None)
    return now.party if now is not None and now.capacity == Capacity.PARTY else None


def speaks_here(case: Case, user: Anyone, today: date) -> list[Representation]:
    """As whose agent this person speaks in the case, which each mandate lets them give up; nobody at a window does."""
    if not user.is_authenticated or stands_in(case, user):
        return []
    rows = Representation.objects.filter(party__case=case, user=user.pk, since__lte=today, until__isnull=True)
    return list(rows.select_related("party").order_by("pk"))


def stands_for(case: Case, user: Anyone, today: date) -> list[Party]:
    """For whom this person hands in a mandate: the party for itself; an agent for itself, by the paper of whoever else
    of the side it speaks for already. Nobody at a window, where the clerk records it."""
    party = names_agents(case, user, today)
    if party is not None:
        return [party]
    sides = {each.party.side for each in speaks_here(case, user, today)}
    others = case.parties.filter(side__in=sides, left_on__isnull=True).exclude(user=user.pk)
    return list(others.order_by("side", "order", "pk"))
