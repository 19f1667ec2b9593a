"""Reads about people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from common.courts.models import Court
from common.fields import blind_index
from common.law import numbers
from common.people.access import held_on, memberships_of
from common.people.models import (
    AccountRecord,
    Anyone,
    DutyTurn,
    Membership,
    Organisation,
    OrganisationMember,
    PostProposal,
    User,
)
from common.people.rules import normalise_phone, same_name
from common.people.states import PostState, Role
from common.web.paging import Page, page

__all__ = [
    "account_named",
    "count_waiting_posts",
    "courts_of",
    "duty_turns",
    "in_post",
    "in_role",
    "memberships_of",
    "on_duty",
    "organisations_of",
    "post_records",
    "posts_now",
    "serving",
    "staff_of",
    "units",
    "user_by_document",
    "waiting_posts",
]


def account_named(name: str, phone: str) -> User | None:
    """The account of this person: number and real name checked."""
    index = blind_index(normalise_phone(phone))
    rows = User.objects.filter(phone_hash=index, phone_verified=True, verified_on__isnull=False, is_active=True)
    return next((user for user in rows if index and same_name(user.name, name)), None)


def courts_of(user: Anyone, today: date, roles: Iterable[Role] | None = None) -> list[Court]:
    """The courts the user holds a post in today (one of `roles`, if given), each once. No query of its own."""
    wanted = None if roles is None else set(roles)
    found = {p.court_id: p.court for p in memberships_of(user, today) if wanted is None or p.role in wanted}
    return list(found.values())


def staff_of(court: Court | int, roles: Role | Iterable[Role], today: date) -> list[Membership]:
    """The posts of these roles held in a court today, users and divisions loaded, by user pk. One query."""
    wanted = [roles] if isinstance(roles, Role) else list(roles)
    court_id = court.pk if isinstance(court, Court) else court
    rows = Membership.objects.filter(held_on(today), court=court_id, role__in=wanted, user__is_active=True)
    return list(rows.select_related("user", "division").order_by("user_id", "pk"))


def duty_turns(court_id: int, today: date) -> QuerySet[DutyTurn]:
    """The turns of duty in a court that are not over, with their judges, the soonest first."""
    rows = DutyTurn.objects.filter(court=court_id, until__gte=today, ended_on__isnull=True)
    return rows.select_related("judge", "planned_by").order_by("since", "pk")


def on_duty(court_id: int, today: date) -> frozenset[int] | None:
    """The judges on duty in a court today, by pk, who still are judges there; None where the court keeps no rota. One
    query on a day with a turn."""
    turns = duty_turns(court_id, today).filter(serving(Role.JUDGE, today, user="judge", court="court"))
    found = frozenset(turns.filter(since__lte=today).values_list("judge", flat=True))
    return found if found or duty_turns(court_id, today).exists() else None


def in_role(role: Role, today: date) -> list[Membership]:
    """The posts of this role held in any court today. One query."""
    rows = Membership.objects.filter(held_on(today), role=role, user__is_active=True)
    return list(rows.select_related("user").order_by("pk"))


def serving(role: Role, today: date, *, user: str, court: str) -> Exists:
    """The condition that whoever a row names still holds the role in the row's court today.

    `user` and `court` are lookups from the row, e.g. `rows.filter(~serving(Role.JUDGE, today, user="judge",
    court="case__court"))`: what lies before a judge who left.
    """
    posts = Membership.objects.filter(held_on(today), role=role, user__is_active=True)
    return Exists(posts.filter(user=OuterRef(user), court=OuterRef(court)))


def organisations_of(user: User, today: date) -> list[OrganisationMember]:
    """The organisations the user may act for today. One query."""
    rows = OrganisationMember.objects.filter(held_on(today), user=user)
    return list(rows.select_related("organisation").order_by("organisation__name", "pk"))


def units(text: str, today: date, limit: int = 20) -> list[Organisation]:
    """Units of this code, or whose name contains the text, each with `now`: who acts for it today. Two queries."""
    rows = Organisation.objects.all()
    if code := numbers.clean(text):
        rows = rows.filter(Q(uscc=code) | Q(name__icontains=text))
    acting = (
        OrganisationMember.objects.filter(held_on(today))
        .select_related("user", "confirmed_by", "ended_by")
        .order_by("pk")
    )
    return list(rows.prefetch_related(Prefetch("members", acting, to_attr="now")).order_by("name", "pk")[:limit])


def posts_now(today: date) -> QuerySet[Membership]:
    """Posts that are held today or are still to come."""
    going = Q(until__isnull=True) | Q(until__gte=today)
    return Membership.objects.filter(going, user__is_active=True).select_related("user", "court", "division")


def in_post(text: str, today: date, asked: Mapping[str, str]) -> Page[Membership]:
    """Who has a post: all, or those whose name, number or court the text is."""
    rows = posts_now(today)
    if text:
        number = Q(user__phone_hash=blind_index(normalise_phone(text)), user__phone_verified=True)
        rows = rows.filter(number | Q(user__name__contains=text) | Q(court__name__contains=text))
    return page(rows, asked, order=("court__order", "role", "id"))


def waiting_posts(user: User) -> list[PostProposal]:
    """What is proposed and not decided, the oldest first; `own` says that this person may not decide it. One query."""
    rows = PostProposal.objects.filter(state=PostState.WAITING).order_by("pk")
    found = list(rows.select_related("user", "court", "division", "proposed_by"))
    read: list[Any] = found
    for row in read:
        row.own = user.pk in (row.user_id, row.proposed_by_id)
    return found


def count_waiting_posts() -> int:
    return PostProposal.objects.filter(state=PostState.WAITING).count()


def post_records(asked: Mapping[str, str]) -> Page[AccountRecord]:
    """The chain of posts, the newest first."""
    rows = AccountRecord.objects.select_related("actor", "proposal__user", "proposal__court", "proposal__division")
    return page(rows, asked, order=("-seq",))


def user_by_document(number: str) -> User | None:
    """The user whose real name was checked with this document; None when nobody's was. One query."""
    index = blind_index(numbers.clean(number))
    return User.objects.filter(id_hash=index, verified_on__isnull=False).first() if index else None
