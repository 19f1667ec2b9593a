"""Who sees a case: those who take part, and the court-wide roles of its court. A stranger gets 404."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from common.cases.events import Audience, By, Channel
from common.cases.models import Case, Event, Participation, Party, Representation
from common.cases.models.beside import Beside, unpacked, with_rows
from common.cases.states import Authority, Capacity
from common.people.queries import memberships_of
from common.people.states import Role
from common.web.doors import found_or_404

M = TypeVar("M", bound=Model)

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


def courts_seen(user: Any, today: date) -> set[int]:
    """Ids of the courts whose every case this person may see."""
    return {m.court_id for m in memberships_of(user, today) if m.role in COURT_WIDE}


def not_over(today: date) -> Q:
    """Rows with `until` that still hold today: `until` is the first day on which they do not."""
    return Q(until__isnull=True) | Q(until__gt=today)


def visible(user: Any, today: date) -> Q:
    """The condition that starts every look at cases."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    takes_part = Exists(
        Participation.objects.filter(not_over(today), case=OuterRef("pk"), user=user.pk, since__lte=today)
    )
    seen = courts_seen(user, today)
    return Q(takes_part) | Q(court_id__in=seen) if seen else Q(takes_part)


def visible_to(user: Any, today: date) -> QuerySet[Case]:
    """Cases this person may see. Everything that shows a case starts here; rooms only narrow."""
    return Case.objects.filter(visible(user, today))


def found_with(seen: QuerySet[M], tables: Sequence[Beside], **lookup: Any) -> M:
    """`found_or_404` of rows narrowed to what the user sees, with what a page reads beside the row. One query."""
    found: M = unpacked(found_or_404(with_rows(seen, tables), **lookup), tables)
    return found


def capacities(case: Case, user: Any, today: date) -> list[Participation]:
    """In which capacities this person takes part today, parties first. No query when the rows came with the case.

    A clerk at whose window a party stands (`user.stands_in`) is that party, and in that case nothing else meanwhile.
    """
    if not user.is_authenticated:
        return []
    if stands_in(case, user):
        return [user.stands_in[case.pk]]
    rows: Iterable[Participation]
    if "participations" in getattr(case, "_prefetched_objects_cache", {}):
        rows = [
            row
            for row in case.participations.all()
            if row.user_id == user.pk and row.since <= today and (row.until is None or row.until > today)
        ]
    else:
        rows = case.participations.filter(not_over(today), user=user.pk, since__lte=today).select_related("party")
    return sorted(rows, key=lambda p: (p.capacity != Capacity.PARTY, p.pk))


def stands_in(case: Case, user: Any) -> bool:
    """Whether this person acts at the window for a party of this case."""
    return case.pk in getattr(user, "stands_in", {})


def party_for(case: Case, user: Any, today: date) -> Party | None:
    """The party this person is, or speaks for, in this case; None for everybody else."""
    for row in capacities(case, user, today):
        if row.capacity in (Capacity.PARTY, Capacity.AGENT) and row.party is not None:
            return row.party
    return None


def may_dispose(case: Case, user: Any, today: date) -> bool:
    """Whether this person may settle, withdraw or counterclaim: the party itself, or an agent with 特别授权.

    民诉法62第2款; 解释89. An agent with 一般授权 may not.
    """
    for row in capacities(case, user, today):
        if row.capacity == Capacity.PARTY:
            return True
        if row.capacity == Capacity.AGENT and row.party is not None:
            return has_special_authority(row.party, user, today)
    return False


def has_special_authority(party: Party, user: Any, today: date) -> bool:
    """Whether this person is the party's agent with 特别授权 today (民诉法62第2款; 解释89, 147)."""
    rows = Representation.objects.filter(not_over(today), party=party, user=user.pk, authority=Authority.SPECIAL)
    return rows.exists()


def is_staff_on(case: Case, user: Any, today: date) -> bool:
    """Whether this person sees the case as the court does (and so reads events kept to staff)."""
    return not stands_in(case, user) and case.court_id in courts_seen(user, today)


def events_for(case: Case, user: Any, today: date) -> Any:
    """The events this person may read, oldest first."""
    stream = Event.objects.filter(case=case).order_by("seq")
    rows = capacities(case, user, today)
    appointed = any(row.capacity not in (Capacity.PARTY, Capacity.AGENT) for row in rows)
    if is_staff_on(case, user, today):
        return stream if appointed else stream.exclude(audience=Audience.HANDLERS)
    if appointed:
        return stream
    mine = [row.party_id for row in rows if row.party_id]
    return stream.filter(Q(audience=Audience.ALL) | Q(audience=Audience.SIDE, party_id__in=mine))


def by_of(request: Any, case: Case | None, today: date, *, channel: str = "") -> By:
    """Who acts in this request: the signed-in person, for the party they are or speak for, through which door.

    Staff who write down what somebody says pass channel=Channel.COUNTER and the party themselves; a clerk at whose
    window the party stands needs to say neither.
    """
    party = party_for(case, request.user, today) if case is not None else None
    if case is not None and stands_in(case, request.user):
        channel = Channel.COUNTER
    if not channel:
        agent = request.META.get("HTTP_USER_AGENT", "")
        channel = Channel.PHONE if "Mobile" in agent or "Android" in agent else Channel.WEB
    return By(
        user_id=request.user.pk if request.user.is_authenticated else None,
        channel=Channel(channel),
        party_id=party.pk if party else None,
    )
