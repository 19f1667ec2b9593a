"""Reads of the outbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from common.cases.access import COURT_WIDE, WITHOUT_POST, barred_from, in_post, not_over
from common.cases.models import Deadline, Participation, Party, Todo
from common.cases.states import OF_PARTIES
from common.fields import blind_index
from common.fields.sealed import DecryptionFailed
from common.notifications.models import Notice
from common.notifications.rules import Recipient
from common.notifications.states import OPEN, Channel, NoticeState
from common.people.access import held_on
from common.people.models import Membership, User
from common.people.rules import normalise_phone
from common.people.states import Role
from common.web.paging import Page, page

GROUPS = 8  # cases on a page of the inbox
FOLDED = 5  # of one case, its newest included; the rest is told by the case page
# What a message is about: its case; one that is about no case stands alone, under a number no case has.
ABOUT = Coalesce("event__case", "party__case", -F("pk"))


def due(now: datetime) -> QuerySet[Notice]:
    """What is to be sent: new, to be tried again, or held by a worker that died."""
    return Notice.objects.filter(state__in=sorted(OPEN), due_at__lte=now)


def inbox(user: User) -> QuerySet[Notice]:
    """The user's in-site messages that have arrived, newest first."""
    return Notice.objects.filter(user=user.pk, channel=Channel.IN_SITE, state=NoticeState.SENT).order_by("-id")


@dataclass(frozen=True)
class Group:
    """One case in the inbox: its newest message, those before it, and how many of all are unread."""

    newest: Notice
    older: Sequence[Notice]
    unread: int
    left: int  # older ones that are not listed

    @property
    def case(self) -> Any:
        """The case, or None for a message about none."""
        holder = self.newest.event or self.newest.party
        return holder.case if holder else None


def of_case(uid: str) -> Q:
    """The filter for messages about the case with this uid."""
    return Q(event__case__uid=uid) | Q(event=None, party__case__uid=uid)


def grouped(user: User, asked: Mapping[str, str]) -> tuple[Page[Notice], list[Group]]:
    """The inbox by case, the case told of last first: a page of newest messages, and the groups they head.

    Two queries whatever there is: the heads of the page, and what stands behind them.
    """
    rows = inbox(user)
    heads = rows.order_by().annotate(about=ABOUT).values("about").annotate(head=Max("pk")).values("head")
    cases = ("event__case", "party__case")
    found = page(rows.filter(pk__in=heads).select_related(*cases), asked, order=["-id"], size=GROUPS)
    about = [_about(row) for row in found.rows]
    window: dict[str, Any] = {"partition_by": [F("about")]}
    behind = (
        rows.annotate(about=ABOUT)
        .filter(about__in=about)
        .annotate(
            place=Window(RowNumber(), order_by="-id", **window),
            total=Window(Count("pk"), **window),
            unread=Window(Count("pk", filter=Q(read_at=None)), **window),
        )
        .filter(place__lte=FOLDED)
    )
    listed: dict[int, list[Any]] = defaultdict(list)
    for row in behind if about else ():
        listed[row.about].append(row)
    groups = []
    for head, key in zip(found.rows, about, strict=True):
        same = listed[key] or [head]
        one = same[0]
        unread, total = getattr(one, "unread", 0), getattr(one, "total", 1)
        older = [row for row in same if row.pk != head.pk]
        groups.append(Group(head, older, unread, max(0, total - 1 - len(older))))
    return found, groups


def _about(row: Notice) -> int:
    """ABOUT, of a row that is here."""
    holder = row.event or row.party
    return holder.case_id if holder else -row.pk


def unread_count(user: User) -> int:
    """How many of them are unread; one indexed query, for the frame of every page."""
    return inbox(user).filter(read_at__isnull=True).count()


def outgoing(phone: str = "") -> QuerySet[Notice]:
    """Messages by SMS and e-mail, newest first; of one number if given. For the demonstration's viewer."""
    rows = Notice.objects.exclude(channel=Channel.IN_SITE).order_by("-id")
    if phone:
        rows = rows.filter(address_hash=blind_index(normalise_phone(phone)) or "-")
    return rows


_ABOVE = (Role.PRESIDENT, Role.MANAGEMENT)
LADDER = frozenset({Role.DIVISION_HEAD, *_ABOVE})  # who follows what its keeper lets lie, one of them at least


def recipients_of(party: Party, today: date) -> list[Recipient]:
    """Whom to tell of what is a party's: itself (a ward's guardian), by its own account or number, and each agent whose
    mandate holds. One list for notices and reminders. `representations__user` comes with the party, or costs a query.
    """
    agents = [each for each in party.representations.all() if each.until is None or each.until > today]
    user = party.user
    # A number that only the other side gave is not used where the party's own is known by its account.
    at = party.reached_at
    number = at if party.phone_known or user is None or not user.phone_verified else user.phone
    own = replace(_recipient(user, number, party.pk), known=party.phone_known or number != at)
    return [own, *(_recipient(each.user, each.phone, party.pk, each.pk) for each in agents)]


def _recipient(user: User | None, phone: str, party_id: int | None, agent_id: int | None = None) -> Recipient:
    return Recipient(
        user_id=user.pk if user else None,
        party_id=party_id,
        agent_id=agent_id,
        phone=phone or (user.phone if user else ""),
    )


def _seated(seats: QuerySet[Participation]) -> list[Participation]:
    """Who sits in these cases, with their accounts. Where one of them cannot be read, each number is read by itself:
    the court's clock does not stop for a key that is lost (`_rung`)."""
    try:
        return list(seats)
    except DecryptionFailed:
        return list(seats.defer("user__phone", "user__id_number"))


def _rung(user: User) -> Recipient:
    """Somebody of the court or the list; whose number cannot be read hears it in the portal alone."""
    try:
        return _recipient(user, "", None)
    except DecryptionFailed:
        return Recipient(user_id=user.pk)


class Keepers:
    """Whom to tell of each of these deadlines or to-dos (read with their cases): whoever `common.cases.access` says has
    it, and does not stand in the case as anything else (`barred_from`). Six queries for any number."""

    def __init__(self, rows: Sequence[Deadline | Todo], today: date) -> None:
        self.today = today
        cases = {row.case_id for row in rows}
        self.parties: dict[int, list[Party]] = defaultdict(list)
        # Parties are read where a term is theirs alone: a number that cannot be read silences nobody else's to-do.
        theirs = {row.case_id for row in rows if isinstance(row, Deadline) and row.holder in OF_PARTIES}
        people = Party.objects.filter(case__in=theirs, left_on__isnull=True).select_related("user")
        for party in people.prefetch_related("representations__user").order_by("pk"):
            self.parties[party.case_id].append(party)
        self.officers: dict[tuple[int, str], list[Recipient]] = defaultdict(list)
        seats = Participation.objects.filter(not_over(today), in_post(today), case__in=cases, party=None)
        holders = _seated(seats.select_related("user").order_by("pk"))
        for part in holders:
            self.officers[part.case_id, part.capacity].append(_rung(part.user))
        self.posts: dict[tuple[int, str], list[Recipient]] = defaultdict(list)
        held = Membership.objects.filter(
            held_on(today),
            court__in={row.case.court_id for row in rows},
            role__in=sorted(COURT_WIDE | LADDER),
            user__is_active=True,
        )
        # No telephone of theirs rings: one that cannot be read silences nobody.
        held = held.select_related("user").defer("user__phone", "user__id_number")
        posts = list(held.order_by("user_id", "pk"))
        staff = {part.user for part in holders} | {post.user for post in posts}
        self.barred = barred_from(cases, staff)
        for post in posts:
            # Several share a post, and its list is before them all day: no telephone rings.
            self.posts[post.court_id, post.role].append(Recipient(user_id=post.user_id))

    def of(self, row: Deadline | Todo) -> list[Recipient]:
        """A party that has left is told nothing; where nobody keeps it, whoever follows it is told."""
        if isinstance(row, Deadline) and row.holder in OF_PARTIES:
            parties = [each for each in self.parties[row.case_id] if row.party_id in (None, each.pk)]
            return [told for party in parties for told in recipients_of(party, self.today)]
        return self._held(row) or self.heads(row)

    def heads(self, row: Deadline | Todo) -> list[Recipient]:
        """Who follows what its keeper lets lie: the heads of division; where there is none, or it is the head's own to
        do, those above. Nobody is asked to look after himself."""
        return self._heads(row) or self.above(row)

    def above(self, row: Deadline | Todo) -> list[Recipient]:
        """Who asks the heads of division: the court's 院长 and 审管办."""
        return self._but_keeper(row, *_ABOVE)

    def headed(self, row: Deadline | Todo) -> bool:
        """Whether the first rung is a head of division."""
        return bool(self._heads(row))

    def _heads(self, row: Deadline | Todo) -> list[Recipient]:
        return self._but_keeper(row, Role.DIVISION_HEAD)

    def _but_keeper(self, row: Deadline | Todo, *roles: Role) -> list[Recipient]:
        own = {each.user_id for each in self._held(row)}
        found = {each.user_id: each for role in roles for each in self.posts[row.case.court_id, role]}
        return self._free(row, [each for pk, each in found.items() if pk not in own])

    def _held(self, row: Deadline | Todo) -> list[Recipient]:
        role = row.holder if isinstance(row, Deadline) else row.role
        wide = role in COURT_WIDE or role == Role.DIVISION_HEAD
        own = self.officers[row.case_id, role]
        own = own if role in WITHOUT_POST else self._free(row, own)  # who mediates is barred from every other seat
        return own or (self._free(row, self.posts[row.case.court_id, role]) if wide else [])

    def _free(self, row: Deadline | Todo, people: list[Recipient]) -> list[Recipient]:
        """Without whoever is a party, an agent, or complained of: they hear nothing of it as the court."""
        return [each for each in people if (row.case_id, each.user_id) not in self.barred]


REVIVED_FOR = timedelta(days=3)
LISTED_FOR = timedelta(days=30)


def undelivered(now: datetime) -> QuerySet[Notice]:
    """Messages given up that still matter, newest first: staff call these people. Not codes, nor reminders of a day
    that is over, nor what somebody has been told meanwhile."""
    rows = Notice.objects.filter(
        Q(useless_after=None) | Q(useless_after__gt=now),
        state=NoticeState.DEAD,
        told_at=None,
        created_at__gt=now - LISTED_FOR,
    )
    return rows.exclude(kind__startswith="people.").order_by("-id")


def undelivered_in(courts: Collection[int], now: datetime) -> QuerySet[Notice]:
    """Those about cases of these courts."""
    return undelivered(now).filter(Q(event__case__court__in=courts) | Q(event=None, party__case__court__in=courts))


def revivable(now: datetime) -> QuerySet[Notice]:
    """Messages of the last days that died of a gateway's trouble and not of the number's. Not those with legal effect:
    paper has taken their place."""
    rows = undelivered(now).filter(hopeless=False, created_at__gt=now - REVIVED_FOR)
    return rows.exclude(kind="delivery.service").order_by()
