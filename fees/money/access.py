"""Who receives and gives back money, who may pay."""

from __future__ import annotations

from datetime import date

from common.cases.access import holds
from common.cases.models import Case, Party
from common.cases.states import Side
from common.people.access import memberships_of
from common.people.models import Anyone
from common.people.states import Role
from fees.money.models import FeeNotice

COUNTER = (Role.FINANCE, Role.CLERK)


def courts_as(user: Anyone, roles: tuple[Role, ...], today: date) -> list[int]:
    """Ids of the courts where this person holds one of the roles."""
    return list(dict.fromkeys(post.court_id for post in memberships_of(user, today) if post.role in roles))


def may_receive(case: Case, user: Anyone, today: date) -> bool:
    return holds(case, user, COUNTER, today)


def is_finance(case: Case, user: Anyone, today: date) -> bool:
    return holds(case, user, Role.FINANCE, today)


def may_pay(notice: FeeNotice, party: Party) -> bool:
    """The payer, or another claimant: several claimants owe it together."""
    return notice.party_id == party.pk or (party.side == Side.CLAIMANT and notice.party.side == Side.CLAIMANT)
