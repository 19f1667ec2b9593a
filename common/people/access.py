"""Who is what. Everything that asks for a role on a request shares one query, kept on the user object."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest

from common.courts.models import Court
from common.law import clock
from common.people.models import Anyone, Membership, OrganisationMember, User
from common.people.rules import password_expired
from common.people.states import Role


def held_on(today: date) -> Q:
    """The filter for rows with `since` and `until` that cover a day."""
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))


def posts_of(user: User) -> list[Membership]:
    """Every post this user ever held or is to hold, with court and division loaded. One query per user object."""
    kept: list[Membership] | None = user.__dict__.get("_posts")
    if kept is None:
        rows = Membership.objects.filter(user=user).select_related("court", "division")
        kept = user.__dict__["_posts"] = list(rows.order_by("court__order", "role", "pk"))
    return kept


def memberships_of(user: Anyone, today: date) -> list[Membership]:
    """The posts this user holds today, with court and division loaded; [] for a guest or somebody switched off.

    One query per user object. Where the installation demands a second factor or a fresh password of the staff
    (`STAFF_SECOND_FACTOR`, `STAFF_PASSWORD_DAYS`), posts stay shut until both are there: no page can forget to ask.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    held = [post for post in posts_of(user) if post.covers(today)]
    return held if held and is_proved(user, today) else []


def is_proved(user: Anyone, today: date) -> bool:
    """Whether the account shows the court's cases to whoever signs in to it, staff or mediator: it works, its password
    is fresh and a second factor is there, where they are demanded."""
    if not user.is_authenticated or not user.is_active:
        return False
    return not password_expired(user.password_changed_on, settings.STAFF_PASSWORD_DAYS, today) and _proved(user)


def _proved(user: User) -> bool:
    """Whether a second factor is there, where one is demanded. One query per user object, and only there."""
    if not settings.STAFF_SECOND_FACTOR:
        return True
    proved: bool | None = user.__dict__.get("_proved")
    if proved is None:
        factors = Authenticator.objects.filter(user=user.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
        proved = user.__dict__["_proved"] = factors.exists()
    return proved


def holds_post(user: Anyone, today: date) -> bool:
    """Whether this person holds any post today, also one that stays shut until a second factor or a fresh password is
    there (`memberships_of`): what their post bars them from, it bars them from without these too."""
    return user.is_authenticated and any(post.covers(today) for post in posts_of(user))


def posts_left(user: User, today: date) -> set[tuple[int, str]]:
    """(court, role) of the posts that are this user's at another time, and not today."""
    held = {(post.court_id, post.role) for post in memberships_of(user, today)}
    return {(post.court_id, post.role) for post in posts_of(user)} - held


def has_role(user: Anyone, roles: Role | Iterable[Role], *, today: date, court: Court | int | None = None) -> bool:
    """Whether the user holds one of the roles today, in `court` (a Court or its pk) if one is given."""
    wanted = {roles} if isinstance(roles, Role) else set(roles)
    court_id = court.pk if isinstance(court, Court) else court
    return any(
        post.role in wanted and (court_id is None or post.court_id == court_id) for post in memberships_of(user, today)
    )


def is_court_staff(user: Anyone, today: date) -> bool:
    """Whether the user holds any post today."""
    return bool(memberships_of(user, today))


def acts_for(user: Anyone, organisation_id: int, today: date) -> bool:
    """Whether the user may act for this organisation today. One query."""
    if not user.is_authenticated:
        return False
    return OrganisationMember.objects.filter(held_on(today), user=user, organisation=organisation_id).exists()


# Who registers at the counter who acts for a unit.
KEEPERS = (Role.CLERK, Role.COUNSELLOR)


def may_end(member: OrganisationMember, user: User, today: date) -> bool:
    """Whether this person may end the membership: the member, or a keeper of a court where whoever confirmed it held
    that post on that day. One that no court confirmed may be ended by the keepers of any."""
    if member.user_id == user.pk:
        return True
    if member.confirmed_by_id is None:
        return has_role(user, KEEPERS, today=today)
    posts = Membership.objects.filter(held_on(member.since), user=member.confirmed_by_id, role__in=KEEPERS)
    here = {post.court_id for post in memberships_of(user, today) if post.role in KEEPERS}
    return not here.isdisjoint(posts.values_list("court_id", flat=True))


def staff_door(request: HttpRequest, *, roles: Iterable[str] = ()) -> bool:
    """The door ``staff`` of common.web.doors: any post, or one of the roles. It stands before the view, so it asks the
    day itself; the view's own `memberships_of` then costs nothing."""
    today = clock.today()
    wanted = {Role(role) for role in roles}
    return has_role(request.user, wanted, today=today) if wanted else is_court_staff(request.user, today)


def person_of(request: HttpRequest) -> User:
    """The user of a request behind a door that asks for sign-in. PermissionDenied if a view forgot its door."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
