"""Where a party takes papers, and whose account and phone reach it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from common.cases.access import not_over
from common.cases.models import (
    Party,
    Representation,
)
from common.delivery.models import ServiceAddress
from common.delivery.states import Scope
from common.fields import blind_index
from common.law.phones import takes_messages
from common.people.rules import normalise_phone


def current_address(party: Party) -> ServiceAddress | None:
    """The address that holds now."""
    return ServiceAddress.objects.filter(party=party, superseded_at__isnull=True).first()


def agreed(address: ServiceAddress | None, *, decision: bool) -> bool:
    """Whether the party agreed to have this sent electronically, within the scope it was told (在线诉讼30)."""
    return address is not None and address.e_consent and (address.consent_scope != Scope.PROCESS or not decision)


def portal_user(party: Party, today: date) -> int | None:
    """Whose account stands for the party: its own, else an agent's (解释132 allows serving the agent)."""
    if party.user_id is not None:
        return party.user_id
    agents = Representation.objects.filter(not_over(today), party=party, user__isnull=False, since__lte=today)
    return agents.order_by("pk").values_list("user_id", flat=True).first()


def shares_phone(party: Party, phone: str) -> bool:
    """Whether somebody of another side reads what is sent to this number: it is theirs too."""
    index = blind_index(normalise_phone(phone)) if phone else ""
    if not index:
        return False
    others = Party.objects.filter(case=party.case_id).exclude(side=party.side).filter(left_on__isnull=True)
    return others.filter(Q(phone_hash=index) | Q(user__phone_hash=index)).exists()


def read_by_message(party: Party, phone: str, today: date) -> bool:
    """Whether a message to this number brings the party its paper (民诉法90: 能够确认其收悉): the number takes one, an
    account opens the paper, and the other side does not read along."""
    return takes_messages(phone) and portal_user(party, today) is not None and not shares_phone(party, phone)
