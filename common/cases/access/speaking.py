"""Who speaks for a party, and with which authority."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from common.cases.access.courts import not_over
from common.cases.events import By, Channel
from common.cases.models import Participation, Party, Representation
from common.cases.states import Authority, Capacity, PartyKind, Side
from common.fields import blind_index
from common.people.models import Anyone, User
from common.people.rules import normalise_phone, same_name


def checked() -> Q:
    """Agents whose mandate the court has compared with its original; the others are provisional (解释88, 89)."""
    return Q(checked_on__isnull=False)


def empowered(today: date) -> Q:
    """Agents who may dispose today: 特别授权, and the mandate checked (民诉法62第2款; 解释89, 147)."""
    return not_over(today) & checked() & Q(authority=Authority.SPECIAL)


def has_special_authority(party: Party, user: Anyone, today: date) -> bool:
    """Whether this person is the party's agent with 特别授权 today, the mandate checked."""
    return Representation.objects.filter(empowered(today), party=party, user=user.pk).exists()


def is_unchecked(party: Party, user_id: int, today: date) -> bool:
    """Whether this person is the party's agent only by a mandate nobody has checked, with whichever authority."""
    rows = Representation.objects.filter(not_over(today), party=party, user=user_id)
    found = list(rows.values_list("checked_on", flat=True))
    return bool(found) and not any(found)


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


def disposes(party: Party, by: By, today: date) -> bool:
    """Whether who acts may dispose of what is the party's: the party itself, or its agent with 特别授权.

    A guardian disposes once the court has seen what proves it (民诉法60; 民法典35).
    At the window the clerk has seen who stands there and by what power: nothing is left to an agent with 一般授权.
    """
    if by.channel in (Channel.COUNTER, Channel.STATION):
        return not by.limited
    user = User.objects.filter(pk=by.user_id).first() if by.user_id is not None else None
    if user is None:
        return False
    rows = Participation.objects.filter(not_over(today), party=party, user=user, capacity=Capacity.PARTY)
    # The row in hand may be older than its account; a unit's member takes part to the last day.
    if Party.objects.filter(pk=party.pk, user=user).exists() or rows.exists():
        return is_proven(party, user) and not party.guardian_unproved
    return Representation.objects.filter(empowered(today), party=party, user=user).exists()


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
        if document and row.guardian_hash == document and same_name(row.guardian_name, name):
            return True
    speakers = Representation.objects.filter(party__in=others)
    if user is not None and speakers.filter(user=user).exists():
        return True
    named = speakers.filter(checked(), phone_hash=index) if index else speakers.none()
    return any(same_name(row.name, name) for row in named)


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
