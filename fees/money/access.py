"""Who receives and gives back money, who may pay."""

from __future__ import annotations

from collections import Counter
from datetime import date

from common.cases.access import holds
from common.cases.models import Case, Party
from common.cases.states import Side
from common.people.access import held_on, memberships_of
from common.people.models import Anyone, Membership
from common.people.states import Role
from fees.money.models import FeeNotice, Refund

COUNTER = (Role.FINANCE, Role.CLERK)
TWO = 2  # one compares, the other releases


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


def released_by_head(user: Anyone, today: date) -> list[int]:
    """The courts in which this head of division releases refunds: those that have no second finance officer. Nobody
    releases what they compared."""
    heads = courts_as(user, (Role.DIVISION_HEAD,), today)
    if not heads:
        return []
    officers = _officers(heads, today)
    return [court for court in heads if officers[court] < TWO]


def _officers(courts: list[int], today: date) -> Counter[int]:
    posts = Membership.objects.filter(held_on(today), role=Role.FINANCE, court__in=courts, user__is_active=True)
    return Counter(court for court, _ in set(posts.order_by("court").values_list("court", "user")))


def releases_in(court_id: int, today: date) -> Role:
    """The post that releases refunds in this court beside whoever compared them."""
    return Role.FINANCE if _officers([court_id], today)[court_id] >= TWO else Role.DIVISION_HEAD


def refund_courts(user: Anyone, today: date) -> list[int]:
    """The courts whose refunds this person sees to."""
    return list(dict.fromkeys([*courts_as(user, (Role.FINANCE,), today), *released_by_head(user, today)]))


def may_prepare(refund: Refund, user: Anyone, today: date) -> bool:
    return refund.prepared_by_id is None and is_finance(refund.case, user, today)


def may_release(refund: Refund, user: Anyone, today: date) -> bool:
    """The second of two: never whoever compared it."""
    return refund.prepared_by_id not in (None, user.pk) and refund.case.court_id in refund_courts(user, today)
