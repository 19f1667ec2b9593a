"""Who sees a case: those who take part, and the court-wide roles of its court. A stranger gets 404."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from common.cases.events import Audience, By, Channel
from common.cases.models import Case, Deadline, Event, Participation, Party, Representation
from common.cases.rules import HEAD_AFTER, Signer
from common.cases.states import OF_COURT, OF_PARTIES, Authority, Capacity, DeadlineState, PartyKind, SignsAs
from common.courts.models import Court
from common.fields import blind_index
from common.law import numbers
from common.people.access import has_role, held_on, memberships_of
from common.people.models import Membership, OrganisationMember, User
from common.people.rules import normalise_phone, same_name
from common.people.states import Role

# Who is a party or speaks for one; every other capacity is an appointment by the court.
SIDES: tuple[Capacity, ...] = (Capacity.PARTY, Capacity.AGENT)

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


# Posts of the Intermediate Court that supervise the courts of the city: what happened in a case and when, never whom it
# is about.
CITY_POSTS: frozenset[Role] = frozenset({Role.PRESIDENT, Role.MANAGEMENT})


def courts_seen(user: Any, today: date) -> set[int]:
    """Ids of the courts whose every case this person may see."""
    return {m.court_id for m in memberships_of(user, today) if m.role in COURT_WIDE}


def supervises(user: Any, today: date) -> bool:
    """Whether this person supervises the whole city: president or 审管办 of the Intermediate Court."""
    return any(m.role in CITY_POSTS and m.court.is_intermediate for m in memberships_of(user, today))


def courts_watched(user: Any, today: date) -> set[int]:
    """Ids of the courts of whose cases this person sees the course: those of `courts_seen`, or by supervision all."""
    if supervises(user, today):
        return set(Court.objects.values_list("pk", flat=True))
    return courts_seen(user, today)


def not_over(today: date) -> Q:
    """Rows with `until` that still hold today: `until` is the first day on which they do not."""
    return Q(until__isnull=True) | Q(until__gt=today)


@dataclass(frozen=True)
class Visitor:
    """Who stands at a clerk's window: as what the clerk takes part meanwhile, and the person that was identified."""

    row: Participation
    name: str
    agent: bool

    @property
    def signer(self) -> Signer:
        """As whom this person signs before the clerk."""
        party = self.row.party
        if party is None:
            raise ValueError("whoever stands at the window stands for a party")
        if self.agent:
            return Signer(self.name, SignsAs.AGENT, party.name)
        own = SignsAs.SELF if party.kind == PartyKind.NATURAL else SignsAs.LEGAL_REPRESENTATIVE
        return Signer(self.name, own, party.name)


def at_window(user: Any) -> dict[int, Visitor]:
    """{case: who}: the case in which a party stands at this clerk's window, empty for everybody else.

    There the clerk is that party and nothing else meanwhile: neither the court nor whatever else they are themselves.
    """
    found: dict[int, Visitor] = getattr(user, "stands_in", {})
    return found


def stands_in(case: Case, user: Any) -> bool:
    """Whether this person acts at the window for a party of this case."""
    return case.pk in at_window(user)


def off_window(user: Any, *, case: str = "case") -> Q:
    """The condition for rows not of the case whose party stands at this person's window. `case`: from the row to it."""
    held = at_window(user)
    return ~Q(**{f"{case}__in": list(held)}) if held else Q()


BY_A_COLLEAGUE = "您是本案的当事人、代理人、当事人单位的人员或者本案调解员，不能办理本案。请由同事办理。"

# Who takes part by what they are, not by a post of the court.
WITHOUT_POST: tuple[Capacity, ...] = (*SIDES, Capacity.MEDIATOR)


@dataclass(frozen=True)
class Conflicts:
    """Ids of the cases in which somebody must not act: `sides` for anybody's, `all` besides for the court's."""

    sides: frozenset[int]
    all: frozenset[int]


def _no_judge_mediating() -> Q:
    """Mediators who were no judge of the case's court when they came to it: an invited mediator does nothing else in
    the case, later either (特邀调解16); a judge who mediates goes on to try it (民诉法96)."""
    judged = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=OuterRef("since")),
        user=OuterRef("user"),
        court=OuterRef("case__court"),
        role=Role.JUDGE,
        since__lte=OuterRef("since"),
    )
    return Q(capacity=Capacity.MEDIATOR) & ~Q(Exists(judged))


def conflicts_of(user: Any) -> Conflicts:
    """The cases this person is or was in as a party, an agent, one of a party's unit, or an invited mediator: there
    they are nobody of the court (民诉法47; 特邀调解16). `conflicted` asks the same of a case.

    A person checked by their document is the party of that number, with an account or without. Two queries for each
    user object, and none before somebody's post is asked.
    """
    if not user.is_authenticated:
        return Conflicts(frozenset(), frozenset())
    kept: Conflicts | None = user.__dict__.get("_conflicts")
    if kept is None:
        kept = user.__dict__["_conflicts"] = _conflicts(user)
    return kept


def _conflicts(user: Any) -> Conflicts:
    units = list(
        OrganisationMember.objects.filter(user=user.pk).values_list("organisation__uscc", "organisation__name")
    )
    party = Q(user=user.pk) | Q(representations__user=user.pk)
    keys = [key for code, _ in units if code and (key := blind_index(numbers.clean(code)))]
    if user.is_verified and user.id_hash:
        keys.append(user.id_hash)
    if keys:
        party |= Q(id_hash__in=keys)
    if units:
        party |= Q(id_hash="", name__in=[name for _, name in units]) & ~Q(kind=PartyKind.NATURAL)
    side, mediator = Value(True), Value(False)
    sides = Party.objects.filter(party).order_by().values_list("case", side)
    seats = Participation.objects.filter(user=user.pk).order_by()
    rows = sides.union(
        seats.filter(capacity__in=SIDES).values_list("case", side),
        seats.filter(_no_judge_mediating()).values_list("case", mediator),
    )
    found = list(rows)
    return Conflicts(frozenset(case for case, own in found if own), frozenset(case for case, _ in found))


def conflicted(case: Case) -> set[int]:
    """Ids of the accounts that must not act for the court in this case: `conflicts_of`, asked of the case."""
    seats = Participation.objects.filter(Q(capacity__in=SIDES) | _no_judge_mediating(), case=case).order_by()
    found = set(seats.values_list("user", flat=True))
    agents = Representation.objects.filter(party__case=case, user__isnull=False).order_by()
    found |= set(agents.values_list("user", flat=True))
    parties = list(Party.objects.filter(case=case))
    found |= {row.user_id for row in parties if row.user_id is not None}
    hashes = [row.id_hash for row in parties if row.id_hash]
    found |= set(User.objects.filter(id_hash__in=hashes, verified_on__isnull=False).values_list("pk", flat=True))
    units = [row for row in parties if row.kind != PartyKind.NATURAL]
    own = Q(organisation__uscc__in=[numbers.clean(row.id_number) for row in units if row.id_number])
    own |= Q(organisation__name__in=[row.name for row in units if not row.id_hash])
    return found | set(OrganisationMember.objects.filter(own).values_list("user", flat=True)) if units else found


def takes_side(case: Case, user: Any) -> bool:
    """Whether this person is or was on a side of the case."""
    return case.pk in conflicts_of(user).sides


def for_court(case: Case, user: Any) -> bool:
    """Whether this person, where they hold a post, may act in this case by it: no party stands at their window, and
    they are in the case as nothing else."""
    return not stands_in(case, user) and case.pk not in conflicts_of(user).all


def unbiased(user: Any, *, case: str = "case") -> Q:
    """The condition for rows of cases in which this person has no conflict, whoever stands at their window."""
    barred = conflicts_of(user).all
    return ~Q(**{f"{case}__in": sorted(barred)}) if barred else Q()


def as_court(user: Any, *, case: str = "case") -> Q:
    """The condition for rows on a page of the court: `for_court`, of many. `case` is the lookup from the row to the
    case."""
    return off_window(user, case=case) & unbiased(user, case=case)


def as_mediator(user: Any, *, case: str = "case") -> Q:
    """The condition for rows on a mediator's own page: not of a case in which they are on a side."""
    kept, barred = off_window(user, case=case), conflicts_of(user).sides
    return kept & ~Q(**{f"{case}__in": sorted(barred)}) if barred else kept


def _seats(user: Any, today: date) -> QuerySet[Participation]:
    """As what this person takes part today. An appointment by the court holds while they have a post in it and no
    conflict of interest."""
    seats = Q(capacity__in=WITHOUT_POST)
    if posts := {post.court_id for post in memberships_of(user, today)}:
        seats |= Q(case__court__in=posts) & unbiased(user)
    return Participation.objects.filter(not_over(today), seats, user=user.pk, since__lte=today)


def visible(user: Any, today: date) -> Q:
    """The condition that starts every look at cases."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    takes_part = Exists(_seats(user, today).filter(case=OuterRef("pk")))
    seen = courts_seen(user, today)
    return Q(takes_part) | Q(court_id__in=seen) & unbiased(user, case="pk") if seen else Q(takes_part)


def visible_to(user: Any, today: date) -> QuerySet[Case]:
    """Cases this person may see. Everything that shows a case starts here; rooms only narrow."""
    return Case.objects.filter(visible(user, today))


def readable(user: Any, today: date) -> Q:
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
    if seen := courts_seen(user, today):
        condition |= Q(case__court_id__in=seen) & unbiased(user) & ~Q(audience=Audience.HANDLERS)
    condition &= off_window(user)
    for case_id, visitor in at_window(user).items():
        side = Q(audience=Audience.ALL) | Q(audience=Audience.SIDE, party=visitor.row.party_id)
        condition |= Q(case=case_id) & side
    return condition


def readable_in(case: Case, user: Any, today: date) -> Q:
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

    rows: Sequence[Participation]  # in which capacities, parties first
    court: bool  # by a court-wide post of the case's court
    window: bool  # a clerk at whose window the party stands

    @property
    def party(self) -> Party | None:
        """The party this person is, or speaks for."""
        return next((row.party for row in self.rows if row.capacity in SIDES and row.party is not None), None)

    def is_any(self, *held: Capacity) -> bool:
        return any(row.capacity in held for row in self.rows)


def looker(case: Case, user: Any, today: date) -> Looker:
    """Who this person is in this case today. No query for a case that came with `PARTICIPATIONS`."""
    if not user.is_authenticated:
        return Looker((), court=False, window=False)
    if stands_in(case, user):
        return Looker((at_window(user)[case.pk].row,), court=False, window=True)
    rows = [
        row
        for row in case.participations.all()
        if row.user_id == user.pk and row.since <= today and (row.until is None or row.until > today)
    ]
    rows.sort(key=lambda p: (p.capacity != Capacity.PARTY, p.pk))
    here = any(post.court_id == case.court_id for post in memberships_of(user, today))
    if not here or not for_court(case, user):
        return Looker([row for row in rows if row.capacity in WITHOUT_POST], court=False, window=False)
    return Looker(rows, court=case.court_id in courts_seen(user, today), window=False)


def capacities(case: Case, user: Any, today: date) -> Sequence[Participation]:
    """In which capacities this person takes part today, parties first."""
    return looker(case, user, today).rows


def holds(case: Case, user: Any, roles: Role | Iterable[Role], today: date) -> bool:
    """Whether this person holds one of the roles in the case's court, and acts in this case by it."""
    return has_role(user, roles, today=today, court=case.court_id) and for_court(case, user)


def party_for(case: Case, user: Any, today: date) -> Party | None:
    """The party this person is, or speaks for, in this case; None for everybody else."""
    return looker(case, user, today).party


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


def checked() -> Q:
    """Agents whose mandate the court has compared with its original; the others are provisional (解释88, 89)."""
    return Q(checked_on__isnull=False)


def empowered(today: date) -> Q:
    """Agents who may dispose today: 特别授权, and the mandate checked (民诉法62第2款; 解释89, 147)."""
    return not_over(today) & checked() & Q(authority=Authority.SPECIAL)


def has_special_authority(party: Party, user: Any, today: date) -> bool:
    """Whether this person is the party's agent with 特别授权 today, the mandate checked."""
    return Representation.objects.filter(empowered(today), party=party, user=user.pk).exists()


def is_provisional(party: Party, user_id: int, today: date) -> bool:
    """Whether this person has 特别授权 from the party and nobody has checked it yet. One query."""
    rows = Representation.objects.filter(not_over(today), party=party, user=user_id, authority=Authority.SPECIAL)
    found = list(rows.values_list("checked_on", flat=True))
    return bool(found) and not any(found)


def disposes(party: Party, by: By, today: date) -> bool:
    """Whether who acts may dispose of what is the party's: the party itself, or its agent with 特别授权.

    At the window the clerk has seen who stands there and by what power: the pages let through only who may.
    """
    if by.channel in (Channel.COUNTER, Channel.STATION):
        return True
    if by.user_id is None:
        return False
    if Party.objects.filter(pk=party.pk, user=by.user_id).exists():  # the row in hand may be older than its account
        return True
    rows = Participation.objects.filter(not_over(today), party=party, user=by.user_id, capacity=Capacity.PARTY)
    if rows.exists():  # a unit's member to the last day
        return True
    return Representation.objects.filter(empowered(today), party=party, user=by.user_id).exists()


def opposes(party: Party, *, user: User | None = None, name: str = "", phone: str = "") -> bool:
    """Whether this person is or ever was on another side of the party's case, or sat in it for court or mediation.

    An account is looked for in every seat, also those it left: as a party, taking part, speaking for one. Besides, it
    is whoever stands there without account under its checked name and number; so is somebody who has none, by name and
    telephone. An agent somebody only named counts once the court has checked it: else a name typed by one side would
    shut the other's door.
    """
    name, index, document = (user.name, user.phone_hash if user.phone_verified else "", "") if user else (name, "", "")
    if user is None:
        index = blind_index(normalise_phone(phone)) or ""
    elif user.is_verified:
        document = user.id_hash or ""
    if user is not None:
        seats = Participation.objects.filter(case=party.case_id, user=user).select_related("party")
        if any(row.party is None or row.party.side != party.side for row in seats):
            return True
    others = Party.objects.filter(case=party.case_id).exclude(side=party.side)
    for row in others:
        if user is not None and row.user_id == user.pk:
            return True
        known = (document and row.id_hash == document) or (index and row.phone_hash == index)
        if known and row.kind == PartyKind.NATURAL and same_name(row.name, name):
            return True
    speakers = Representation.objects.filter(party__in=others)
    if user is not None and speakers.filter(user=user).exists():
        return True
    named = speakers.filter(checked(), phone_hash=index) if index else speakers.none()
    return any(same_name(row.name, name) for row in named)


def is_staff_on(case: Case, user: Any, today: date) -> bool:
    """Whether this person sees the case as the court does (and so reads events kept to staff)."""
    return looker(case, user, today).court


def events_for(case: Case, user: Any, today: date) -> QuerySet[Event]:
    """The events this person may read, oldest first."""
    return Event.objects.filter(readable_in(case, user, today), case=case).order_by("seq")


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


def keeps(user: Any, today: date) -> Q:
    """The condition for deadlines that are this person's to keep: a party's own and everybody's, for the party and its
    agents; the court's, for whoever takes part in the capacity that has it; where nobody does, for whoever has that
    post and sees every case of the court."""
    posts = memberships_of(user, today)
    barred = sorted(conflicts_of(user).all) if posts else []
    free = ~Q(case__in=barred)
    part = {"case__participations__user": user.pk, "case__participations__since__lte": today}
    here = Q(case__participations__until__isnull=True) | Q(case__participations__until__gt=today)
    seats = Membership.objects.filter(user=user.pk, court=OuterRef("case__court"), role=OuterRef("holder"))
    mine = Deadline.objects.filter(
        here,
        Q(_held(seats, today), case__participations__party__isnull=True, case__participations__capacity=F("holder"))
        & ~Q(~Q(holder__in=WITHOUT_POST), case__in=barred)
        | Q(
            Q(party=F("case__participations__party")) | Q(party__isnull=True, holder__in=OF_PARTIES),
            case__participations__capacity__in=SIDES,
            case__participations__party__left_on__isnull=True,
        ),
        **part,
    )
    condition = Q(pk__in=mine.order_by().values("pk"))
    for post in posts:
        if post.role in COURT_WIDE and post.role in OF_COURT:
            condition |= Q(~_somebody_has(today), free, case__court=post.court_id, holder=post.role)
    return condition


def _held(posts: QuerySet[Membership], today: date) -> Q:
    """Of the posts by which somebody sits in a case, one is held today; who sits there by none (a mediator of the
    list) needs none."""
    return Q(Exists(posts.filter(held_on(today)))) | ~Q(Exists(posts))


def in_post(today: date) -> Q:
    """The condition for participations of the court that count today: the account works, and the post is still held."""
    posts = Membership.objects.filter(user=OuterRef("user"), court=OuterRef("case__court"), role=OuterRef("capacity"))
    return Q(_held(posts, today), user__is_active=True)


def _somebody_has(today: date) -> Exists:
    return Exists(
        Participation.objects.filter(
            not_over(today), in_post(today), case=OuterRef("case"), capacity=OuterRef("holder"), party__isnull=True
        )
    )


def unkept(today: date) -> Q:
    """The condition for deadlines of the court that nobody keeps: no such person in the case, nor in the court."""
    post = Membership.objects.filter(held_on(today), court=OuterRef("case__court"), role=OuterRef("holder"))
    wide = Q(Exists(post.filter(user__is_active=True)), holder__in=COURT_WIDE)
    return ~wide & ~Q(_somebody_has(today))


def missed() -> Q:
    """The condition for terms of the court that ran out and that nobody has dealt with yet, whoever has them."""
    return Q(state=DeadlineState.LAPSED, dealt_on__isnull=True, holder__in=OF_COURT)


def missed_by(user: Any, today: date) -> QuerySet[Deadline]:
    """Those on this person's list: their own; and for a head of division, those of the court which lay with their
    holder for `HEAD_AFTER`, or which nobody holds."""
    condition = keeps(user, today)
    heads = {post.court_id for post in memberships_of(user, today) if post.role == Role.DIVISION_HEAD}
    if heads:
        late = Q(ended_on__lte=today - HEAD_AFTER) | unkept(today)
        condition |= Q(late, unbiased(user), case__court__in=heads)
    return Deadline.objects.filter(missed(), condition, off_window(user))
