"""Conflict of interest: whoever is in a case as a party, an agent or a mediator, is complained of, or stood aside, is
nobody of the court in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from common.cases.access.courts import SIDES
from common.cases.access.window import off_window, stands_in
from common.cases.models import Case, Participation, Party, Representation, Todo
from common.cases.states import Capacity, PartyKind, TodoKind
from common.fields import blind_index
from common.law import numbers
from common.people.access import posts_of
from common.people.models import Anyone, Membership, OrganisationMember, User
from common.people.states import Role

# Who is or was on a side; who stood aside; and of whom a petition complains, until it is said that they were not meant.
_BARRED = Q(capacity__in=SIDES) | Q(capacity__in=(Capacity.COMPLAINED, Capacity.ASIDE), until__isnull=True)
BY_A_COLLEAGUE = "您是本案的当事人、代理人、当事人单位的人员、本案调解员，或者已经回避，不能办理本案。请由同事办理。"
UNTIL_DECIDED = "您已经申请回避，决定以前不能办理这件案件。"
_WAITS = TodoKind.RECUSAL.value


@dataclass(frozen=True)
class Conflicts:
    """Ids of the cases in which somebody must not act: `sides` for anybody's, `all` besides for the court's; of these
    `unknown`, of which they are not to know (信访条例30第3款). In those of `waiting` they offered to stand aside and
    nobody has decided: they read and do nothing (民诉法48第2款)."""

    sides: frozenset[int]
    all: frozenset[int]
    unknown: frozenset[int] = frozenset()
    waiting: frozenset[int] = frozenset()


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


def conflicts_of(user: Anyone) -> Conflicts:
    """The cases this person is or was in as a party, an agent, one of a party's unit, an invited mediator, whom a
    petition complains of, or who stood aside: there they are nobody of the court (民诉法47; 特邀调解16; 信访条例28).
    `conflicted` asks the same of a case.

    A person checked by their document is the party of that number, with an account or without. Two queries for each
    user object, and none before somebody's post is asked.
    """
    if not user.is_authenticated:
        return Conflicts(frozenset(), frozenset())
    kept: Conflicts | None = user.__dict__.get("_conflicts")
    if kept is None:
        kept = user.__dict__["_conflicts"] = _conflicts(user)
    return kept


def _conflicts(user: User) -> Conflicts:
    units = list(
        OrganisationMember.objects.filter(user=user.pk).values_list("organisation__uscc", "organisation__name")
    )
    party = Q(user=user.pk) | Q(representations__user=user.pk)
    keys = [key for code, _ in units if code and (key := blind_index(numbers.clean(code)))]
    if user.is_verified and user.id_hash:
        keys.append(user.id_hash)
    if keys:
        party |= Q(id_hash__in=keys) | Q(guardian_hash__in=keys)
    if units:
        party |= Q(id_hash="", name__in=[name for _, name in units]) & ~Q(kind=PartyKind.NATURAL)
    mediating = Q(capacity=Capacity.MEDIATOR)
    for post in posts_of(user):  # as `_no_judge_mediating`, of posts that are known
        if post.role == Role.JUDGE:
            ended = {"since__lte": post.until} if post.until else {}
            mediating &= ~Q(case__court=post.court_id, since__gte=post.since, **ended)
    sides = Party.objects.filter(party).order_by().values_list("case", Value(Capacity.PARTY.value))
    seats = Participation.objects.filter(_BARRED | mediating, user=user.pk).order_by()
    offered = _offers().filter(subject=recusal_of(user.pk)).values_list("case", Value(_WAITS))
    rows = list(sides.union(seats.values_list("case", "capacity"), offered))
    waiting = frozenset(case for case, capacity in rows if capacity == _WAITS)
    found = [(case, capacity) for case, capacity in rows if capacity != _WAITS]
    own = frozenset(case for case, capacity in found if capacity in SIDES)
    meant = frozenset(case for case, capacity in found if capacity == Capacity.COMPLAINED)
    return Conflicts(own, frozenset(case for case, _ in found), meant - own, waiting)


def recusal_of(user_id: int) -> str:
    """The subject of the to-do by which somebody's own offer to stand aside waits to be decided."""
    return f"user:{user_id}"


def _offers() -> QuerySet[Todo]:
    return Todo.objects.filter(what=TodoKind.RECUSAL, done_on=None).order_by()


def offering(case: Case) -> list[int]:
    """Who offered to stand aside in the case, and of whom nobody has decided, by pk."""
    return [int(subject.partition(":")[2]) for subject in _offers().filter(case=case).values_list("subject", flat=True)]


def awaits_decision(case: Case, user_id: int | None) -> bool:
    """Whether this person offered to stand aside in the case and nobody has decided yet: they may read it, and do
    nothing in it (民诉法48第2款). Asked anew; of who looks at a page, `Conflicts.waiting` knows."""
    return user_id is not None and _offers().filter(case=case, subject=recusal_of(user_id)).exists()


def conflicted(case: Case) -> set[int]:
    """Ids of the accounts that must not act for the court in this case: `conflicts_of`, asked of the case."""
    seats = Participation.objects.filter(_BARRED | _no_judge_mediating(), case=case).order_by()
    found = set(seats.values_list("user", flat=True))
    agents = Representation.objects.filter(party__case=case, user__isnull=False).order_by()
    found |= set(agents.values_list("user", flat=True))
    parties = list(Party.objects.filter(case=case))
    found |= {row.user_id for row in parties if row.user_id is not None}
    hashes = [key for row in parties for key in (row.id_hash, row.guardian_hash) if key]
    found |= set(User.objects.filter(id_hash__in=hashes, verified_on__isnull=False).values_list("pk", flat=True))
    units = [row for row in parties if row.kind != PartyKind.NATURAL]
    own = Q(organisation__uscc__in=[numbers.clean(row.id_number) for row in units if row.id_number])
    own |= Q(organisation__name__in=[row.name for row in units if not row.id_hash])
    return found | set(OrganisationMember.objects.filter(own).values_list("user", flat=True)) if units else found


def barred_from(cases: Collection[int], users: Iterable[User]) -> set[tuple[int, int]]:
    """(case, account) of each of these users who must not act for the court in one of these cases: `conflicts_of`,
    asked of many at once, without reading what is encrypted. Three queries."""
    people = {user.pk: user for user in users}
    keys: dict[str, set[int]] = defaultdict(set)
    names: dict[str, set[int]] = defaultdict(set)
    for user in people.values():
        if user.is_verified and user.id_hash:
            keys[user.id_hash].add(user.pk)
    units = OrganisationMember.objects.filter(user__in=people)
    for pk, code, name in units.values_list("user", "organisation__uscc", "organisation__name"):
        names[name].add(pk)
        if code and (key := blind_index(numbers.clean(code))):
            keys[key].add(pk)
    found = Participation.objects.filter(_BARRED | _no_judge_mediating(), case__in=cases, user__in=people).order_by()
    barred = set(found.values_list("case", "user"))
    own = Q(user__in=people) | Q(representations__user__in=people)
    own |= Q(id_hash__in=keys) | Q(guardian_hash__in=keys) | Q(id_hash="", name__in=names)
    rows = Party.objects.filter(own, case__in=cases).order_by()
    columns = ("case", "user", "representations__user", "id_hash", "guardian_hash", "name", "kind")
    for case, user_id, agent, own_key, guardian_key, name, kind in rows.values_list(*columns):
        meant = (
            {pk for pk in (user_id, agent) if pk in people} | keys.get(own_key, set()) | keys.get(guardian_key, set())
        )
        if not own_key and kind != PartyKind.NATURAL:
            meant |= names.get(name, set())
        barred |= {(case, pk) for pk in meant}
    return barred


def takes_side(case: Case, user: Anyone) -> bool:
    """Whether this person is or was on a side of the case."""
    return case.pk in conflicts_of(user).sides


def for_court(case: Case, user: Anyone) -> bool:
    """Whether this person, where they hold a post, may look at this case by it: no party stands at their window, and
    they are in the case as nothing else."""
    return not stands_in(case, user) and case.pk not in conflicts_of(user).all


def acts_for_court(case: Case, user: Anyone) -> bool:
    """`for_court`, and they may act by the post too: not while their offer to stand aside is open (民诉法48)."""
    return for_court(case, user) and case.pk not in conflicts_of(user).waiting


def unbiased(user: Anyone, *, case: str = "case") -> Q:
    """The condition for rows of cases in which this person has no conflict, whoever stands at their window."""
    barred = conflicts_of(user).all
    return ~Q(**{f"{case}__in": sorted(barred)}) if barred else Q()


def as_court(user: Anyone, *, case: str = "case") -> Q:
    """The condition for rows on a page of the court: `for_court`, of many. `case` is the lookup from the row to the
    case."""
    return off_window(user, case=case) & unbiased(user, case=case)


def as_mediator(user: Anyone, *, case: str = "case") -> Q:
    """The condition for rows on a mediator's own page: not of a case in which they are on a side."""
    kept, barred = off_window(user, case=case), conflicts_of(user).sides
    return kept & ~Q(**{f"{case}__in": sorted(barred)}) if barred else kept
