"""Whose party stands at somebody's window: there they see and do what that party may, and nothing else. And for which
of several parties somebody acts now."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from common.cases.models import Case, Participation
from common.cases.rules import HEAD_SIGNS, Signer
from common.cases.states import PartyKind, SignsAs
from common.people.models import Anyone


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
        if party.guardian:
            return Signer(self.name, SignsAs.GUARDIAN, party.name)
        own = HEAD_SIGNS.get(PartyKind(party.kind), SignsAs.SELF)
        return Signer(self.name, own, party.name)


def at_window(user: Anyone) -> dict[int, Visitor]:
    """{case: who}: the case in which a party stands at this clerk's window, empty for everybody else.

    There the clerk is that party and nothing else meanwhile: neither the court nor whatever else they are themselves.
    """
    found: dict[int, Visitor] = getattr(user, "stands_in", {})
    return found


def acting_for(user: Anyone) -> dict[int, int]:
    """{case: party}: for which of the parties they are or speak for somebody said they act now; where nothing was said,
    the first."""
    found: dict[int, int] = getattr(user, "acting_for", {})
    return found


def stands_in(case: Case, user: Anyone) -> bool:
    """Whether this person acts at the window for a party of this case."""
    return case.pk in at_window(user)


def off_window(user: Anyone, *, case: str = "case") -> Q:
    """The condition for rows not of the case whose party stands at this person's window. `case`: from the row to it."""
    held = at_window(user)
    return ~Q(**{f"{case}__in": list(held)}) if held else Q()
