"""Who signs for a paper, and who binds the party by that."""

from __future__ import annotations

from datetime import date

from common.cases.access import disposes, empowered, is_named, is_proven, lacks_guardian, not_over
from common.cases.events import By, Channel
from common.cases.models import (
    Case,
    Party,
    Representation,
)
from common.cases.states import Disposal, PartyKind
from common.delivery.models import Service
from common.delivery.queries.addresses import current_address
from common.delivery.rules import (
    BY_ACCEPTANCE,
    signers,
)
from common.delivery.states import Relation, ServiceState
from common.law import clock
from common.law.mediability import is_divorce
from common.people.rules import same_name


def nobody_acts(party: Party) -> bool:
    """Whether nobody can bind this party now: nobody has seen what proves its guardian, or it has none and needs one
    (民诉法60; 解释83)."""
    return party.guardian_unproved or lacks_guardian(party, clock.today())


def nobody_binds(party: Party) -> str:
    """Why nobody can sign for this party what binds it by that, to the court; "" where somebody can."""
    if not nobody_acts(party):
        return ""
    if party.guardian:
        return f"法院还没有核对{party.guardian}的监护关系证明，核对前谁签收都不算。请先核对证明，再登记签收。"
    return f"{party.name}现在没有法定代理人，谁签收都不算。请先登记法定代理人，再登记签收。"


def named_to_take(party: Party) -> str:
    """Whom the party itself named to take its papers, or "" (解释133): by its own account, or before the clerk at the
    window, where whoever speaks for it names no agent by that. Not whom an agent, there too, or the other side wrote
    down, nor where nobody confirmed it; for a ward its guardian names somebody once its proof was seen."""
    address = current_address(party)
    if address is None or address.confirmed_at is None or nobody_acts(party):
        return ""
    account = party.user
    if account is not None and address.confirmed_by_id == account.pk:
        return address.recipient_name if is_proven(party, account) else ""
    if address.channel not in (Channel.COUNTER, Channel.STATION) or address.by_agent:
        return ""
    agents = party.representations.order_by("pk").values_list("name", flat=True)
    return "" if any(same_name(name, address.recipient_name) for name in agents) else address.recipient_name


def acceptors(party: Party, today: date) -> list[Representation]:
    """Agents who may sign for what binds the party by its signature: whose checked mandate names 和解, never so in a
    divorce (民诉法62第2款; 解释147), or whom the party itself named to take its papers (解释132, 133)."""
    rows = Representation.objects.filter(not_over(today), party=party, since__lte=today).order_by("pk")
    rows = rows.select_related("user")
    settle = set() if is_divorce(party.case.cause) else set(rows.filter(empowered(today, Disposal.SETTLE)))
    named = named_to_take(party)
    return [each for each in rows if each in settle or (named and same_name(each.name, named))]


def binders(party: Party, today: date) -> dict[Relation, tuple[str, ...]]:
    """Who binds the party by signing for what takes effect by that, as what, with their names; no name where the file
    has none that is sure: a unit's head. On every way of service the same (民诉法60, 62, 100第3款; 解释83, 133): a ward
    by its guardian alone, once the court has seen what proves it; else the party itself; an agent who may settle; whom
    the party itself named to take its papers."""
    found: dict[Relation, tuple[str, ...]] = {}
    if nobody_acts(party):
        return found
    if party.guardian:
        found[Relation.GUARDIAN] = (party.guardian,)
    elif party.kind == PartyKind.NATURAL:
        found[Relation.SELF] = (party.name,)
    else:
        found[Relation.HEAD] = ()
    if agents := acceptors(party, today):
        found[Relation.AGENT] = tuple(each.name for each in agents)
    if (named := named_to_take(party)) and not any(same_name(named, each.name) for each in agents):
        found[Relation.NAMED] = (named,)
    return found


def named_on_file(party: Party) -> dict[Relation, list[str]]:
    """Whom the file knows as the agents of the party, also those whose mandate has ended since, and whom a confirmed
    address names to take its papers (民诉法88): nobody else signs a receipt as one of these."""
    addresses = party.service_addresses.filter(confirmed_at__isnull=False)
    return {
        Relation.AGENT: list(party.representations.order_by("pk").values_list("name", flat=True)),
        Relation.NAMED: list(addresses.order_by("pk").values_list("recipient_name", flat=True)),
    }


def may_sign_for(party: Party, kind: str, today: date) -> tuple[Relation, ...]:
    """As what somebody may sign for this paper in the party's stead (rules.signers); for a 调解书: `binders`."""
    if kind in BY_ACCEPTANCE:
        return tuple(binders(party, today))
    return signers(party.kind, paper=kind, ward=bool(party.guardian))


def accepting_user(party: Party, today: date) -> int | None:
    """Whose account may sign for it online: the party's own, else such an agent's."""
    if party.user_id is not None:
        return party.user_id
    return next((each.user_id for each in acceptors(party, today) if is_named(each)), None)


def accepts(party: Party, by: By, today: date) -> bool:
    """Whether who acts may sign for what binds the party by that (`binders`). At the window an agent stands with the
    powers of its mandate (`By.powers`)."""
    if nobody_acts(party):
        return False
    if by.channel in (Channel.COUNTER, Channel.STATION):
        settles = Disposal.SETTLE.power.label in by.powers and not is_divorce(party.case.cause)
        return not by.limited or settles
    if Representation.objects.filter(not_over(today), party=party, user=by.user_id, user__isnull=False).exists():
        return any(each.user_id == by.user_id and is_named(each) for each in acceptors(party, today))
    return disposes(party, by, Disposal.SETTLE, today)


def has_accepted(case: Case, party: Party) -> bool:
    """Whether this party has signed for what binds by that."""
    rows = Service.objects.filter(case=case, party=party, kind__in=BY_ACCEPTANCE, state=ServiceState.SERVED)
    return rows.exists()
