"""Who speaks for a party, and with which authority."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from common.cases.access.courts import not_over
from common.cases.events import By, Channel
from common.cases.models import Participation, Party, Representation
from common.cases.states import Authority, Capacity, PartyKind
from common.fields import blind_index
from common.people.models import User
from common.people.rules import normalise_phone, same_name


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
        if document and row.guardian_hash == document and same_name(row.guardian_name, name):
            return True
    speakers = Representation.objects.filter(party__in=others)
    if user is not None and speakers.filter(user=user).exists():
        return True
    named = speakers.filter(checked(), phone_hash=index) if index else speakers.none()
    return any(same_name(row.name, name) for row in named)
