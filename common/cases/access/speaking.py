"""Who speaks for a party, and with which authority."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from common.cases.access.courts import not_over
from common.cases.access.window import Visitor
from common.cases.events import By, Channel
from common.cases.models import Participation, Party, Representation, Todo
from common.cases.states import Authority, Capacity, Disposal, PartyKind, Side, TodoKind
from common.fields import blind_index
from common.law.calendar import add_months
from common.law.numbers import born_by
from common.people.access import held_on
from common.people.models import Anyone, Membership, User
from common.people.rules import normalise_phone, same_name


def checked() -> Q:
    """Agents whose mandate the court has compared with its original; the others are provisional (解释88, 89)."""
    return Q(checked_on__isnull=False)


def no_post(today: date) -> Q:
    """Agents whose account holds no post in a court today: whoever holds one speaks for nobody, since when the mandate
    may be (解释84)."""
    return ~Q(Exists(Membership.objects.filter(held_on(today), user=OuterRef("user"))))


def special(today: date) -> Q:
    """Agents with 特别授权 today, of whatever powers, the mandate checked."""
    return not_over(today) & checked() & no_post(today) & Q(authority=Authority.SPECIAL)


def empowered(today: date, act: Disposal) -> Q:
    """Agents who may do this in the party's stead today: 特别授权 that names it, and the mandate checked
    (民诉法62第2款; 解释89, 147)."""
    return special(today) & Q(powers__contains=[act.power.label])


def has_power(party: Party, user: Anyone, act: Disposal, today: date) -> bool:
    """Whether this person is the party's agent who may do this today, by the checked name that stands on the mandate
    (在线诉讼规则7): a name an account only typed is nobody's."""
    rows = Representation.objects.filter(empowered(today, act), party=party, user=user.pk)
    return any(is_named(each) for each in rows.select_related("user"))


def is_named(row: Representation) -> bool:
    """Whether the account behind this mandate is who stands on it, by its checked name (在线诉讼规则7)."""
    return row.user is not None and row.user.is_verified and same_name(row.name, row.user.name)


def powers_of(visitor: Visitor, today: date) -> frozenset[str]:
    """What the agent who stands at the window may do, in the words of its mandate. One query."""
    rows = Representation.objects.filter(special(today), party=visitor.row.party).only("name", "powers").order_by("pk")
    return frozenset(power for row in rows if same_name(row.name, visitor.name) for power in row.powers)


def is_unchecked(party: Party, user_id: int, today: date) -> bool:
    """Whether this person is the party's agent only by a mandate nobody has checked, with whichever authority."""
    rows = Representation.objects.filter(not_over(today), party=party, user=user_id)
    found = list(rows.values_list("checked_on", flat=True))
    return bool(found) and not any(found)


ADULT = 18  # 民法典17
WORKS_FROM = 16  # 民法典18第2款


def is_minor(party: Party, today: date, user: Anyone | None = None) -> bool:
    """Whether it is a child, by its day of birth or else by its identity number (民法典17); that of the account it acts
    by (`user`), where the file has none."""
    born = _born(party, user)
    return born is not None and add_months(born, 12 * ADULT) > today


def _born(party: Party, user: Anyone | None) -> date | None:
    born = party.birth_date
    if born is None and party.kind == PartyKind.NATURAL:
        born, user = born_by(party.id_number), user or party.user
        if born is None and isinstance(user, User) and user.pk == party.user_id and not party.guardian:
            born = user.born_on
    return born


def may_live_by_work(party: Party, today: date, user: Anyone | None = None) -> bool:
    """Whether it is of the age from which a minor who lives mainly by their own work is of full capacity: sixteen or
    seventeen (民法典18第2款). A minor whose day of birth nobody knows is none."""
    born = _born(party, user)
    return born is not None and add_months(born, 12 * WORKS_FROM) <= today < add_months(born, 12 * ADULT)


def lacks_guardian(party: Party, today: date, user: Anyone | None = None) -> bool:
    """Whether it cannot sue alone and nobody acts for it by law: a child without guardian, but not one of sixteen of
    whom the court has seen that it lives by its own work (民法典18), or a ward whose guardian is gone while another is
    looked for (民诉法60; 解释83). Who sues whom is no question of a petition."""
    if party.guardian or party.side == Side.PETITIONER:
        return False
    if is_minor(party, today, user) and not (party.own_work_checked_on and may_live_by_work(party, today, user)):
        return True
    if party.guardian_ended_on is None:
        return False
    asked = Todo.objects.filter(case=party.case_id, what=TodoKind.GUARDIAN, subject=party.subject, done_on__isnull=True)
    return asked.exists()


def is_provisional(party: Party, user_id: int, today: date) -> bool:
    """Whether nobody has checked yet by what this person speaks for the party: as its guardian (民诉法60), or by
    特别授权. One query at most."""
    if party.guardian_unproved and party.user_id == user_id:
        return True
    rows = Representation.objects.filter(not_over(today), party=party, user=user_id, authority=Authority.SPECIAL)
    found = list(rows.values_list("checked_on", flat=True))
    return bool(found) and not any(found)


def is_proven(party: Party, user: User) -> bool:
    """Whether the account that holds the party's seat is the party: a person, a ward's guardian (民诉法60), by the
    checked name (在线诉讼规则7); the number in the file may be the other side's slip. Who holds a unit's seat was
    proved when let in (民诉法51); a petition is no suit, and names its writer by the writer's own word."""
    if party.side == Side.PETITIONER:
        return True
    return bool(user.is_verified) and (party.kind != PartyKind.NATURAL or same_name(user.name, party.actor))


def disposes(party: Party, by: By, act: Disposal, today: date) -> bool:
    """Whether who acts may do this with what is the party's: the party itself, or its agent whose mandate names it; by
    no account whose number has just changed.

    A guardian disposes once the court has seen what proves it (民诉法60; 民法典35).
    At the window the clerk has seen who stands there; an agent there has the powers of its mandate (`By.powers`).
    """
    if by.channel in (Channel.COUNTER, Channel.STATION):
        return act.power.label in by.powers if by.limited else not lacks_guardian(party, today)
    user = User.objects.filter(pk=by.user_id).first() if by.user_id is not None else None
    if user is None or user.settles_at:
        return False
    rows = Participation.objects.filter(not_over(today), party=party, user=user, capacity=Capacity.PARTY)
    # The row in hand may be older than its account; a unit's member takes part to the last day.
    if Party.objects.filter(pk=party.pk, user=user).exists() or rows.exists():
        return is_proven(party, user) and not party.guardian_unproved and not lacks_guardian(party, today, user)
    return has_power(party, user, act, today)


def opposes(party: Party, *, user: User | None = None, name: str = "", phone: str = "") -> bool:
    """Whether this person is or ever was on another side of the party's case, or sat in it for court or mediation.

    An account is looked for in every seat, also those it left: as a party, taking part, speaking for one. Besides, it
    is whoever stands there without account under its checked name and number; so is somebody who has none, by name and
    telephone. Whose name and telephone are those of an account is that account. An agent somebody only named counts
    once the court has checked it: else a name typed by one side would shut the other's door.
    """
    if user is None and phone:
        known = User.objects.get_by_phone(phone)
        user = known if known is not None and known.phone_verified and same_name(known.name, name) else None
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
    if any(_stands_as(row, user, name, index or "", document) for row in others):
        return True
    speakers = Representation.objects.filter(party__in=others)
    if user is not None and speakers.filter(user=user).exists():
        return True
    named = speakers.filter(checked(), phone_hash=index) if index else speakers.none()
    return any(same_name(row.name, name) for row in named)


def _stands_as(party: Party, user: User | None, name: str, index: str, document: str) -> bool:
    """Whether the party, or who acts for it by law, is this person: by account, or by name with the blind index of a
    telephone or a document."""
    if user is not None and party.user_id == user.pk:
        return True
    own = (document and party.id_hash == document) or (index and party.phone_hash == index)
    if own and party.kind == PartyKind.NATURAL and same_name(party.name, name):
        return True
    if not party.guardian_name or not same_name(party.guardian_name, name):
        return False
    rings = blind_index(normalise_phone(party.guardian_phone)) if index and party.guardian_phone else None
    return bool((document and party.guardian_hash == document) or (rings and rings == index))


def namesakes(party: Party, *, name: str, document: str = "") -> list[str]:
    """Who of another side of the party's case has this name, each in words: 被告李四, 被告李四的代理人王五.

    Also who left, and agents that were released. Not who is known to be another person, by another document than
    `document` (a blind index); nor an agent somebody only typed, without account and unchecked. Two queries.
    """
    found, kind = [], party.case.kind
    others = Party.objects.filter(case=party.case_id).exclude(side=party.side).select_related("user").order_by("pk")
    for row in others:
        number = row.id_hash or (row.user.id_hash if row.user is not None and row.user.is_verified else "") or ""
        if row.kind == PartyKind.NATURAL and same_name(row.name, name) and not _differ(number, document):
            found.append(f"{row.called(kind)}{row.name}")
    speakers = Representation.objects.filter(Q(user__isnull=False) | checked(), party__in=others)
    for each in speakers.select_related("party", "user").order_by("pk"):
        number = (each.user.id_hash or "") if each.user is not None and each.user.is_verified else ""
        if same_name(each.name, name) and not _differ(number, document):
            found.append(f"{each.party.called(kind)}{each.party.name}的代理人{each.name}")
    return found


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
