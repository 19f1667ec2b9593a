"""Who speaks for whom, and which mandates wait to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from common.cases.access import is_provisional, stands_in
from common.cases.models import Case, Party, Representation, Todo
from common.cases.queries import Offer
from common.delivery.models import ServiceAddress
from common.delivery.queries import current_address
from common.delivery.states import EChannel
from common.fields import blind_index
from common.law.articles import art
from common.people.models import Anyone, User
from common.people.rules import normalise_phone, same_name
from intake.agents.access import names_agents, speaks_here
from intake.agents.models import Mandate
from intake.agents.states import LOOKED_INTO, MandateState


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


def hangs_on(address: ServiceAddress, agent: Representation, *, read_by: int | None) -> bool:
    """Whether papers would go to this agent by the party's address, or rest on its word: it confirmed the address, is
    named in it, or has its telephone. So does an inbox nobody reads any more (`read_by`: whose account would)."""
    if agent.user_id is not None and address.confirmed_by_id == agent.user_id:
        return True
    if address.e_channel == EChannel.PORTAL and read_by is None:
        return True
    number = blind_index(normalise_phone(address.phone)) if address.phone else ""
    return same_name(address.recipient_name, agent.name) or bool(number and number == agent.phone_hash)


def asks_for_address(party: Party) -> bool:
    """Whether where the party takes papers is still its own to confirm. One query."""
    had = current_address(party)
    return had is None or had.confirmed_at is None


@dataclass(frozen=True)
class MandatesPage:
    waiting: list[Mandate]
    unlinked: list[Representation]
    unchecked: list[Representation]
    speaking: list[Representation]
    doubts: list[Todo]


def mandates_of(case: Case) -> MandatesPage:
    """What the clerk looks at, and who is recorded, all sides. Three queries."""
    rows = Representation.objects.filter(party__case=case, until__isnull=True).select_related("party").order_by("id")
    speaking = list(rows)
    waiting = Mandate.objects.filter(party__case=case, state=MandateState.WAITING)
    return MandatesPage(
        waiting=list(waiting.select_related("party", "document", "proof").order_by("id")),
        unlinked=[each for each in speaking if each.user_id is None],
        unchecked=[each for each in speaking if each.checked_on is None],
        speaking=speaking,
        doubts=list(Todo.objects.filter(case=case, what__in=LOOKED_INTO, done_on__isnull=True).order_by("pk")),
    )


def agents_offers(case: Case, user: Anyone, today: date) -> list[Offer]:
    """For the party, on the case page; for an agent, the way out of each mandate."""
    if case.closed_on is not None:
        return []
    if names_agents(case, user, today) is None:
        return [
            Offer(
                f"不再代理{each.party.name}", "intake:agent_release", (case.uid, each.pk), articles=(art("民诉法", 63),)
            )
            for each in speaks_here(case, user, today)
        ]
    return [Offer("委托代理人", "intake:agents", (case.uid,), articles=(art("民诉法", 61),))]


def mandates_offers(case: Case) -> list[Offer]:
    """For the clerk, on the case page."""
    return [] if case.closed_on else [Offer("委托手续", "intake:mandates", (case.uid,))]


def unchecked_notice(case: Case, party: Party, user: User, today: date) -> str:
    """For who speaks here by a mandate the court has yet to check. No query for the party itself."""
    if party.user_id == user.pk or stands_in(case, user) or not is_provisional(party, user.pk, today):
        return ""
    return "法院核对授权委托书原件以后，您才能代为同意调解、和解、撤回。请带原件到法院窗口。"
