"""Who speaks for whom, and which mandates wait to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from common.cases.access import is_provisional, stands_in
from common.cases.models import Case, Party, Representation, Todo
from common.cases.queries import Offer
from common.cases.states import TodoKind
from common.delivery.models import Service, ServiceAddress
from common.delivery.queries import current_address
from common.delivery.states import EChannel, Method, Relation
from common.fields import blind_index
from common.law.articles import art
from common.law.names import name_key
from common.people.models import Anyone, User
from common.people.rules import normalise_phone, same_name
from intake.agents.access import names_agents, speaks_here
from intake.mandates.models import Mandate
from intake.mandates.rules import MOST
from intake.mandates.states import MandateState

# What a clerk looks into on the page of who speaks for whom, and says so.
LOOKED_INTO: tuple[TodoKind, ...] = (TodoKind.SAME_PERSON, TodoKind.SEAT)


@dataclass(frozen=True)
class AgentsPage:
    speaking: list[Representation]
    waiting: list[Mandate]
    refused: list[Mandate]

    @property
    def brought(self) -> list[Mandate]:
        """Those that wait which the agent itself handed in: the party may say that they are not its own."""
        return [each for each in self.waiting if brought_by_agent(each)]

    @property
    def full(self) -> bool:
        everybody: list[Representation | Mandate] = [*self.speaking, *self.waiting]
        return len({same_as(each) for each in everybody}) >= MOST


def same_as(agent: Representation | Mandate) -> tuple[str, str]:
    """By what two papers are known to name one agent: name and number."""
    return name_key(agent.name), blind_index(normalise_phone(agent.phone)) or ""


def brought_by_agent(row: Mandate) -> bool:
    """Whether the agent itself handed in the mandate that names it; at the window its clerk did, who saw the original.
    `document__owner` comes with the mandate, or costs a query."""
    sent = row.document.owner
    return sent is not None and sent.pk != row.party.user_id and same_name(sent.name, row.name)


def is_agent(row: Mandate, agent: Representation) -> bool:
    """Whether the mandate names this agent: by name and number, or its account handed it in for itself."""
    own = agent.user_id is not None and row.document.owner_id == agent.user_id and same_name(row.name, agent.name)
    return own or same_as(row) == same_as(agent)


def dismissed_on(row: Mandate) -> date | None:
    """The day on which the agent this mandate names last ceased to speak for the party; None while it speaks, and where
    it never did. `party__representations` comes with the mandate, or costs a query."""
    ends = [each.until for each in row.party.representations.all() if same_name(each.name, row.name)]
    return None if None in ends else max((day for day in ends if day is not None), default=None)


def whence(row: Mandate) -> tuple[str, bool, date | None]:
    """Who handed in a mandate, whether that was the agent it names, and since when that agent speaks no more."""
    sent = row.document.owner
    return sent.name if sent is not None else "", brought_by_agent(row), dismissed_on(row)


def agents_of(party: Party) -> AgentsPage:
    """The party's agents today, and the mandates that are not recorded. Two queries."""
    mandates = list(party.mandates.select_related("document__owner", "party").order_by("-id"))
    return AgentsPage(
        speaking=list(party.representations.filter(until__isnull=True).order_by("id")),
        waiting=[each for each in mandates if each.state == MandateState.WAITING and each.representation_id is None],
        refused=[each for each in mandates if each.state == MandateState.REFUSED][:3],
    )


def own_of(rows: list[Representation]) -> AgentsPage:
    """An agent's own mandates, and what it handed in that the court has not looked at. One query."""
    names, parties = {same_as(each) for each in rows}, [each.party_id for each in rows]
    cases = {each.party.case_id for each in rows}
    found = Mandate.objects.filter(party__case__in=cases).select_related("party", "document").order_by("-id")
    mine = [each for each in found if same_as(each) in names]
    return AgentsPage(
        speaking=rows,
        waiting=[each for each in mine if each.state == MandateState.WAITING and each.representation_id is None],
        refused=[each for each in mine if each.state == MandateState.REFUSED][: len(parties)],
    )


def as_recorded(row: Representation) -> dict[str, Any]:
    """What is known of an agent, where its new mandate is asked for."""
    had = row.party.mandates.filter(representation=row).first()
    return {
        "name": row.name,
        "phone": row.phone,
        "relation": had.relation if had else "",
        "unit": row.unit,
        "authority": row.authority,
        "powers": row.powers,
        "parties": [str(row.party_id)],
    }


def hangs_on(address: ServiceAddress, agent: Representation, *, read_by: int | None) -> bool:
    """Whether papers would go to this agent by the party's address, or rest on its word: it confirmed the address, is
    named in it, or has its telephone. So does an inbox nobody reads any more (`read_by`: whose account would)."""
    if agent.user_id is not None and address.confirmed_by_id == agent.user_id:
        return True
    if address.e_channel == EChannel.PORTAL and read_by is None:
        return True
    number = blind_index(normalise_phone(address.phone)) if address.phone else ""
    return same_name(address.recipient_name, agent.name) or bool(number and number == agent.phone_hash)


_ITSELF = (Relation.SELF, Relation.GUARDIAN, Relation.HEAD)


def had_only_by(service: Service, agent: Representation) -> bool:
    """Whether this agent received the paper, and not the party: it opened or signed for it, or the paper came to where
    the agent takes papers and nobody of the party's signed."""
    party, by_hand = service.party, service.method != Method.ELECTRONIC
    if service.method == Method.PUBLIC:
        return False
    if service.recorded_by_id is not None and not by_hand:
        return service.recorded_by_id == agent.user_id
    if by_hand and f"（{Relation.AGENT.label}）" in service.proof:
        return agent.name in service.proof
    if by_hand and any(f"（{each.label}）" in service.proof for each in _ITSELF):
        return False
    address = service.address
    return address is not None and hangs_on(address, agent, read_by=party.user_id)


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
    """What the clerk looks at, and who is recorded, all sides. Four queries."""
    rows = Representation.objects.filter(party__case=case, until__isnull=True).select_related("party").order_by("id")
    speaking = list(rows)
    handed_in = Mandate.objects.filter(party__case=case, state=MandateState.WAITING)
    handed_in = handed_in.select_related("party", "document__owner", "proof").prefetch_related("party__representations")
    waiting = list(handed_in.order_by("id"))
    with_papers = {each.representation_id for each in waiting}
    return MandatesPage(
        waiting=waiting,
        unlinked=[each for each in speaking if each.user_id is None],
        unchecked=[each for each in speaking if each.checked_on is None and each.pk not in with_papers],
        speaking=speaking,
        doubts=list(Todo.objects.filter(case=case, what__in=LOOKED_INTO, done_on__isnull=True).order_by("pk")),
    )


def agents_offers(case: Case, user: Anyone, today: date) -> list[Offer]:
    """For the party, on the case page; for an agent, the page of its own mandates."""
    if case.closed_on is not None:
        return []
    if names_agents(case, user, today) is None:
        if not speaks_here(case, user, today):
            return []
        return [Offer("我的代理：更换授权、不再代理", "intake:agents", (case.uid,), articles=(art("民诉法", 63),))]
    return [Offer("委托代理人", "intake:agents", (case.uid,), articles=(art("民诉法", 61),))]


def mandates_offers(case: Case) -> list[Offer]:
    """For the clerk, on the case page."""
    return [] if case.closed_on else [Offer("委托手续", "intake:mandates", (case.uid,))]


def unchecked_notice(case: Case, party: Party, user: User, today: date) -> str:
    """For who speaks here by a mandate the court has yet to check. No query for the party itself."""
    if party.user_id == user.pk or stands_in(case, user) or not is_provisional(party, user.pk, today):
        return ""
    return "法院核对授权委托书原件以后，您才能代为同意调解、和解、撤回。请带原件到法院窗口。"
