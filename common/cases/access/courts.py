"""Which courts somebody sees by a post, and until when a row of somebody's counts."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from common.cases.states import Capacity, CaseKind
from common.courts.models import Court
from common.people.access import holds_post, memberships_of
from common.people.models import Anyone
from common.people.states import Role

# Who is a party or speaks for one; every other capacity is an appointment by the court.
SIDES: tuple[Capacity, ...] = (Capacity.PARTY, Capacity.AGENT)


def sides_of(user: Anyone, today: date) -> tuple[Capacity, ...]:
    """As what this person stands on a side today: whoever holds a post in a court is nobody's agent, from the day of
    the post on (解释84; `no_post` asks the same of mandates)."""
    return (Capacity.PARTY,) if holds_post(user, today) else SIDES


# Roles that see every case of their court; a judge or an assistant sees only the cases they are appointed to.
COURT_WIDE: frozenset[Role] = frozenset(
    {
        Role.CLERK,
        Role.COUNSELLOR,
        Role.TRIAGE_OFFICER,
        Role.FINANCE,
        Role.DIVISION_HEAD,
        Role.PRESIDENT,
        Role.MANAGEMENT,
        Role.PETITION_OFFICER,
    }
)


# Of them, those that see every petition of their court; who took a letter in sees it no further (信访条例30第3款).
PETITIONS_WIDE: frozenset[Role] = frozenset({Role.PETITION_OFFICER, Role.DIVISION_HEAD, Role.PRESIDENT})

# Posts of the Intermediate Court that supervise the courts of the city: what happened in a case and when, never whom it
# is about.
CITY_POSTS: frozenset[Role] = frozenset({Role.PRESIDENT, Role.MANAGEMENT})


def courts_seen(user: Anyone, today: date) -> set[int]:
    """Ids of the courts whose every case this person may see."""
    return {m.court_id for m in memberships_of(user, today) if m.role in COURT_WIDE}


def petition_courts(user: Anyone, today: date) -> set[int]:
    """Ids of the courts whose every petition this person may see."""
    return {m.court_id for m in memberships_of(user, today) if m.role in PETITIONS_WIDE}


def court_wide(user: Anyone, today: date, *, case: str = "") -> Q | None:
    """The condition for cases that this person sees by a post of their court; None for nobody. `case` is the lookup
    from the row to the case, with its double underscore."""
    seen, petitions = courts_seen(user, today), petition_courts(user, today)
    if not seen:
        return None
    here = Q(**{f"{case}court_id__in": seen})
    if seen == petitions:
        return here
    letters = Q(**{f"{case}kind": CaseKind.PETITION})
    return here & (~letters | Q(**{f"{case}court_id__in": petitions}))


def supervises(user: Anyone, today: date) -> bool:
    """Whether this person supervises the whole city: president or 审管办 of the Intermediate Court."""
    return any(m.role in CITY_POSTS and m.court.is_intermediate for m in memberships_of(user, today))


def courts_watched(user: Anyone, today: date) -> set[int]:
    """Ids of the courts of whose cases this person sees the course: those of `courts_seen`, or by supervision all."""
    if supervises(user, today):
        return set(Court.objects.values_list("pk", flat=True))
    return courts_seen(user, today)


def not_over(today: date) -> Q:
    """Rows with `until` that still hold today: `until` is the first day on which they do not."""
    return Q(until__isnull=True) | Q(until__gt=today)
