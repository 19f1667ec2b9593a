"""Who sees a case and what of it, in which capacity, and as whom they act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from common.cases.access.conflicts import acts_for_court, for_court, unbiased
from common.cases.access.courts import SIDES, court_wide, courts_seen, not_over, petition_courts, sides_of
from common.cases.access.grounds import by_post, by_roster, rests
from common.cases.access.speaking import has_power, is_proven, lacks_guardian, powers_of
from common.cases.access.window import acting_for, at_window, off_window, stands_in
from common.cases.events import Audience, By, Channel
from common.cases.models import Case, Event, Participation, Party
from common.cases.states import Capacity, CaseKind, Disposal
from common.people.access import has_role, memberships_of
from common.people.models import Anyone
from common.people.states import Role

# Who takes part by what they are, not by a post of the court.
WITHOUT_POST: tuple[Capacity, ...] = (*SIDES, Capacity.MEDIATOR)


def _seats(user: Anyone, today: date) -> QuerySet[Participation]:
    """As what this person takes part today. An appointment holds while it rests on something (`grounds`), one by the
    court without a conflict of interest; as an agent nobody does who has a post."""
    seats = by_roster(user, today) | Q(capacity__in=sides_of(user, today))
    if memberships_of(user, today):
        seats |= by_post(user, today) & unbiased(user)
    return Participation.objects.filter(not_over(today), seats, user=user.pk, since__lte=today)


def visible(user: Anyone, today: date) -> Q:
    """The condition that starts every look at cases."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    takes_part = Exists(_seats(user, today).filter(case=OuterRef("pk")))
    wide = court_wide(user, today)
    return Q(takes_part) | wide & unbiased(user, case="pk") if wide is not None else Q(takes_part)


def visible_to(user: Anyone, today: date) -> QuerySet[Case]:
    """Cases this person may see. Everything that shows a case starts here; rooms only narrow."""
    return Case.objects.filter(visible(user, today))


def readable(user: Anyone, today: date) -> Q:
    """The condition for rows with a case and an audience (events, files, papers still to be made) this person reads.

    A party reads what is for all and what is for its own side; court-wide staff read all but what is kept to those
    appointed; those appointed read everything of the case; a clerk at the window what the party there reads.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    part = _seats(user, today).filter(case=OuterRef("case"))
    condition = Q(Exists(part.exclude(capacity__in=SIDES)))
    condition |= Q(audience=Audience.ALL) & Q(Exists(part))
    condition |= Q(audience=Audience.SIDE) & Q(Exists(part.filter(capacity__in=SIDES, party=OuterRef("party"))))
    if (wide := court_wide(user, today, case="case__")) is not None:
        condition |= wide & unbiased(user) & ~Q(audience=Audience.HANDLERS)
    condition &= off_window(user)
    for case_id, visitor in at_window(user).items():
        side = Q(audience=Audience.ALL) | Q(audience=Audience.SIDE, party=visitor.row.party_id)
        condition |= Q(case=case_id) & side
    return condition


def readable_in(case: Case, user: Anyone, today: date) -> Q:
    """`readable` for the rows of one case at hand: who looks is known, and the database is not asked again."""
    who = looker(case, user, today)
    if any(row.capacity not in SIDES for row in who.rows):
        return Q()
    condition = Q(audience=Audience.ALL) if who.rows else Q(pk__in=[])
    if sides := [row.party_id for row in who.rows if row.party_id is not None]:
        condition |= Q(audience=Audience.SIDE, party__in=sides)
    if who.court:
        condition |= ~Q(audience=Audience.HANDLERS)
    return condition


@dataclass(frozen=True)
class Looker:
    """Who looks at one case. Every question of sight and capacity in a case is answered from this."""

    rows: Sequence[Participation]  # in which capacities: for whom they act now first, then parties
    court: bool  # by a court-wide post of the case's court
    window: bool  # a clerk at whose window the party stands

    @property
    def sees(self) -> bool:
        """Whether this person sees the case at all: `visible`, of one case at hand."""
        return self.court or bool(self.rows)

    @property
    def party(self) -> Party | None:
        """The party this person is, or speaks for; of several the one they act for now."""
        return next(iter(self.parties), None)

    @property
    def parties(self) -> list[Party]:
        """Every party this person is, or speaks for; first the one they act for now."""
        return [row.party for row in self.rows if row.capacity in SIDES and row.party is not None]

    def is_any(self, *held: Capacity) -> bool:
        return any(row.capacity in held for row in self.rows)


def looker(case: Case, user: Anyone, today: date) -> Looker:
    """Who this person is in this case today; a party only while the account is proved to be it (`is_proven`). No query
    for a case that came with `PARTICIPATIONS`."""
    if not user.is_authenticated:
        return Looker((), court=False, window=False)
    if stands_in(case, user):
        return Looker((at_window(user)[case.pk].row,), court=False, window=True)
    rows = [
        row
        for row in case.participations.all()
        if row.user_id == user.pk and row.since <= today and (row.until is None or row.until > today)
        if row.capacity != Capacity.AGENT or Capacity.AGENT in sides_of(user, today)
        if row.capacity != Capacity.PARTY or row.party is None or is_proven(row.party, user)
        if row.capacity in SIDES or rests(row, case, user, today)
    ]
    chosen = acting_for(user).get(case.pk)
    rows.sort(key=lambda p: (p.party_id != chosen, p.capacity != Capacity.PARTY, p.pk))
    here = any(post.court_id == case.court_id for post in memberships_of(user, today))
    if not here or not for_court(case, user):
        return Looker([row for row in rows if row.capacity in WITHOUT_POST], court=False, window=False)
    seen = petition_courts(user, today) if case.kind == CaseKind.PETITION else courts_seen(user, today)
    return Looker(rows, court=case.court_id in seen, window=False)


def capacities(case: Case, user: Anyone, today: date) -> Sequence[Participation]:
    """In which capacities this person takes part today: first for the party they act for now, parties before agents."""
    return looker(case, user, today).rows


def holds(case: Case, user: Anyone, roles: Role | Iterable[Role], today: date) -> bool:
    """Whether this person holds one of the roles in the case's court, and acts in this case by it."""
    return has_role(user, roles, today=today, court=case.court_id) and acts_for_court(case, user)


def party_for(case: Case, user: Anyone, today: date) -> Party | None:
    """The party this person is, or speaks for, in this case; None for everybody else."""
    return looker(case, user, today).party


def may_dispose(case: Case, user: Anyone, act: Disposal, today: date) -> bool:
    """Whether this person may do this with what is the party's: the party itself, or an agent whose mandate names it.

    民诉法62第2款; 解释89. Not a guardian whom nothing proves yet, but at the window, where an agent too has only the
    powers of its mandate. The page asks this, the act `disposes`.
    """
    found = looker(case, user, today)
    if found.window:
        visitor = at_window(user)[case.pk]
        if visitor.agent:
            return act.power.label in powers_of(visitor, today)
        return visitor.row.party is None or not lacks_guardian(visitor.row.party, today)
    for row in found.rows:
        if row.capacity == Capacity.PARTY:
            return row.party is None or not (row.party.guardian_unproved or lacks_guardian(row.party, today, user))
        if row.capacity == Capacity.AGENT and row.party is not None:
            return has_power(row.party, user, act, today)
    return False


def is_staff_on(case: Case, user: Anyone, today: date) -> bool:
    """Whether this person sees the case as the court does (and so reads events kept to staff)."""
    return looker(case, user, today).court


def events_for(case: Case, user: Anyone, today: date) -> QuerySet[Event]:
    """The events this person may read, oldest first."""
    return Event.objects.filter(readable_in(case, user, today), case=case).order_by("seq")


def by_of(request: HttpRequest, case: Case | None, today: date, *, channel: str = "") -> By:
    """Who acts in this request: the signed-in person, for the party they are or speak for, through which door.

    Staff who write down what somebody says pass channel=Channel.COUNTER and the party themselves; a clerk at whose
    window the party stands needs to say neither.
    """
    party = party_for(case, request.user, today) if case is not None else None
    limited, powers = False, frozenset[str]()
    if case is not None and stands_in(case, request.user):
        channel = Channel.COUNTER
        visitor = at_window(request.user)[case.pk]
        limited = visitor.agent
        powers = powers_of(visitor, today) if limited else powers
    if not channel:
        agent = request.META.get("HTTP_USER_AGENT", "")
        channel = Channel.PHONE if "Mobile" in agent or "Android" in agent else Channel.WEB
    return By(
        user_id=request.user.pk if request.user.is_authenticated else None,
        channel=Channel(channel),
        party_id=party.pk if party else None,
        limited=limited,
        powers=powers,
    )
