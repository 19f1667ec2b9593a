"""Sending a paper on its way: by which way, and which is next when one failed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import FactKey, Side
from common.delivery.events import Ordered
from common.delivery.models import Service, ServiceAddress
from common.delivery.queries import accepting_user, current_address, portal_user, read_by_message
from common.delivery.rules import BY_ACCEPTANCE, Plan, may_serve_by, method_for, next_way
from common.delivery.states import UNDER_WAY_OR_DONE, EChannel, Method, ServiceState
from common.documents.actions import wake
from common.documents.models import Document, Paper
from common.law import clock
from common.law.articles import Finding, art
from common.law.procedures import Procedure

from .asking import need_no_answer
from .hanging import settle_hanging


def plan(*, party: Party, today: date, kind: str = "", decision: bool = False) -> Finding[Plan]:
    """How a paper would go to this party today, with the articles."""
    return plan_for(party, current_address(party), today, kind, decision=decision)


def plan_for(party: Party, address: ServiceAddress | None, today: date, kind: str, *, decision: bool) -> Finding[Plan]:
    """The same, if the party took its papers at this address."""
    if address is None:
        return method_for(consent=False, postal=bool(party.address))
    accepted = kind in BY_ACCEPTANCE
    return method_for(
        consent=address.e_consent,
        channel=address.e_channel,
        scope=address.consent_scope,
        confirmed=address.confirmed_at is not None,
        reachable=address.e_consent
        and _reachable(party, address, today)
        and (not accepted or accepting_user(party, today) is not None),
        decision=decision,
        accepted=accepted,
        postal=bool(address.postal or party.address),
    )


def _reachable(party: Party, address: ServiceAddress, today: date) -> bool:
    """Whether what is sent by the channel the party chose comes to be read."""
    if address.e_channel == EChannel.PORTAL:
        return portal_user(party, today) is not None
    if address.e_channel == EChannel.SMS:
        return read_by_message(party, address.phone, today)
    return bool(address.email)


def reachable_at(party: Party, address: ServiceAddress) -> str:
    """The telephone by which it is reached about its papers."""
    return address.phone or party.reached_at


def place_of(party: Party, address: ServiceAddress | None, method: Method) -> tuple[str, ...]:
    """Where a paper goes this way, were this its address: what tells two addresses apart, as far as it matters."""
    postal = (address.postal if address else "") or party.address
    phone = reachable_at(party, address) if address else party.reached_at
    if method is Method.ELECTRONIC and address:
        return (address.e_channel, address.phone, address.email)
    if method is Method.COUNTER:
        return (phone,)
    if method is Method.PUBLIC:  # to anybody who is nowhere: whatever becomes known of them matters
        return (postal, phone, "confirmed" if address and address.confirmed_at else "")
    return (postal,)


def still_there(service: Service, party: Party, address: ServiceAddress | None) -> bool:
    """Whether this went where the party still takes its papers. `address` is read with the service."""
    method = Method(service.method)
    return service.address_id == (address.pk if address else None) or place_of(
        party, service.address, method
    ) == place_of(party, address, method)


@transaction.atomic
def serve(
    *,
    party: Party,
    by: By,
    paper: Paper | None = None,
    document: Document | None = None,
    decision: bool = False,
    method: Method | None = None,
) -> Service:
    """Send a paper or a file to a party with legal effect. Asked twice, the service under way is returned.

    The way follows from consent and address (rules.method_for); `method` overrides it for anything but electronic.
    Electronic goes out by itself; the rest waits on the court clerk's list. `decision`: 判决书, 裁定书, 调解书.
    """
    thing = document if paper is None else paper
    if thing is None or (paper is not None and document is not None):
        raise ValueError("a service is of one paper or of one document")
    case = Case.lock(party.case_id)
    if thing.case_id != case.pk:
        raise ValueError("the paper belongs to another case")
    had = Service.objects.filter(paper=paper, document=document, party=party, state__in=UNDER_WAY_OR_DONE).first()
    if had is not None:
        return had
    now = clock.now()
    address = current_address(party)
    found = plan_for(party, address, now.date(), thing.kind, decision=decision)
    if method is not None and method != found.value.method:
        if method is Method.ELECTRONIC:
            raise ActionRefused("该当事人没有同意对这份文书电子送达。", field="method")
        allowed = ways(party=party, kind=thing.kind)[method]
        if not allowed.value:
            raise ActionRefused(allowed.note, field="method")
        found = Finding(Plan(method), allowed.articles)
    service = Service.objects.create(
        case=case,
        party=party,
        paper=paper,
        document=document,
        kind=thing.kind,
        title=thing.title,
        decision=decision,
        method=found.value.method,
        effect=found.value.effect or "",
        address=address,
        articles=[article.cite for article in found.articles],
        note=found.note,
        ordered_at=now,
        ordered_on=now.date(),
    )
    if service.method == Method.ELECTRONIC:
        wake("delivery.dispatch", service.pk)
    need_no_answer(party=party, today=now.date())
    settle_hanging(case=case, by=by, today=now.date())
    announce(
        case=case,
        event=Ordered(service_id=service.pk, party_id=party.pk, document_kind=service.kind, method=service.method),
        by=by,
    )
    return service


def ways(*, party: Party, kind: str) -> dict[Method, Finding[bool]]:
    """Each way by hand, and whether this paper may go to this party so (rules.may_serve_by). What failed where it takes
    papers no more says nothing about where it takes them now."""
    case, today, address = party.case, clock.today(), current_address(party)
    known = case.facts.filter(key=FactKey.RESPONDENT_WHEREABOUTS_KNOWN).values_list("value", flat=True).first()
    failed = Service.objects.filter(party=party, state=ServiceState.FAILED).select_related("address")
    return {
        method: may_serve_by(
            method,
            kind=kind,
            whereabouts_known=known is not False or party.side == Side.CLAIMANT,
            found=bool(address and address.confirmed_at and reachable_at(party, address))
            and portal_user(party, today) is not None,
            electronic=plan_for(party, address, today, kind, decision=False).value.method is Method.ELECTRONIC,
            tried=[Method(row.method) for row in failed if still_there(row, party, address)],
            summary=bool(case.procedure) and Procedure(case.procedure).is_summary,
        )
        for method in Method
        if method is not Method.ELECTRONIC
    }


def next_step(service: Service, today: date) -> Finding[Method | None]:
    """The next lawful way for a paper that hangs or failed: where the party agreed to it electronically, else by its
    address, else brought, left, and at the very last announced (民诉法88-91, 95). The note says what bars the rest."""
    party = service.party
    found = ways(party=party, kind=service.kind)
    address = current_address(party)
    may = {way for way, each in found.items() if each.value}
    if not (party.address or (address and address.postal)):
        may -= {Method.POST, Method.IN_PERSON, Method.LEFT}
    if plan_for(party, address, today, service.kind, decision=service.decision).value.method is Method.ELECTRONIC:
        may.add(Method.ELECTRONIC)
    same = Service.objects.filter(party=party, paper=service.paper_id, document=service.document_id)
    here = same.exclude(state=ServiceState.RECALLED).select_related("address")
    way = next_way(may, [Method(row.method) for row in here if still_there(row, party, address)])
    if way is None or way is Method.ELECTRONIC:
        return Finding(way, (art("民诉法", 90),) if way else (), found[Method.PUBLIC].note)
    return Finding(way, found[way].articles)
