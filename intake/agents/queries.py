"""Who speaks for whom, and which mandates wait to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from common.cases.models import Case, Party, Representation
from intake.agents.models import Mandate
from intake.agents.states import MandateState


@dataclass(frozen=True)
class AgentsPage:
    speaking: list[Representation]
    waiting: list[Mandate]
    refused: list[Mandate]

    @property
    def full(self) -> bool:
        return len(self.speaking) + len(self.waiting) >= 2


def agents_of(party: Party) -> AgentsPage:
    """The party's agents today, and the mandates that are not recorded. Two queries."""
    mandates = list(party.mandates.select_related("document").order_by("-id"))
    return AgentsPage(
        speaking=list(party.representations.filter(until__isnull=True).order_by("id")),
        waiting=[each for each in mandates if each.state == MandateState.WAITING],
        refused=[each for each in mandates if each.state == MandateState.REFUSED][:3],
    )


@dataclass(frozen=True)
class MandatesPage:
    waiting: list[Mandate]
    unlinked: list[Representation]
    unchecked: list[Representation]
    speaking: list[Representation]


def mandates_of(case: Case) -> MandatesPage:
    """What the clerk looks at, and who is recorded, all sides. Two queries."""
    rows = Representation.objects.filter(party__case=case, until__isnull=True).select_related("party").order_by("id")
    speaking = list(rows)
    waiting = Mandate.objects.filter(party__case=case, state=MandateState.WAITING)
    return MandatesPage(
        waiting=list(waiting.select_related("party", "document", "proof").order_by("id")),
        unlinked=[each for each in speaking if each.user_id is None],
        unchecked=[each for each in speaking if each.checked_on is None],
        speaking=speaking,
    )
