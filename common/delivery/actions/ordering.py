"""Sending a paper on its way: by which way, and again by another when one failed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, move_home
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import FactKey, Side
from common.delivery.events import Failed, Ordered
from common.delivery.models import Service, ServiceAddress
from common.delivery.queries import current_address, portal_user
from common.delivery.rules import Plan, may_serve_by, method_for, next_way
from common.delivery.states import SERVICE_MOVES, EChannel, Method, Scope, ServiceState
from common.documents.actions import wake
from common.documents.models import Document, Paper
from common.law import clock
from common.law.abroad import Home
from common.law.articles import Finding, art
from common.law.procedures import Procedure
from common.law.transitions import move

from .addresses import confirm_address
from .hanging import settle_hanging


def plan(*, party: Party, today: date, decision: bool = False) -> Finding[Plan]:
    """How a paper would go to this party today, with the articles."""
    return _plan(party, current_address(party), today, decision)


def _plan(party: Party, address: ServiceAddress | None, today: date, decision: bool) -> Finding[Plan]:
    if address is None:
        return method_for(consent=False, postal=bool(party.address))
    there = {
        EChannel.PORTAL: portal_user(party, today) is not None,
        EChannel.SMS: bool(address.phone),
        EChannel.EMAIL: bool(address.email),
    }
    return method_for(
        consent=address.e_consent,
        channel=address.e_channel,
        scope=address.consent_scope,
        confirmed=address.confirmed_at is not None,
        reachable=there.get(EChannel(address.e_channel), False),
        decision=decision,
        postal=bool(address.postal or party.address),
    )


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
    had = Service.objects.filter(paper=paper, document=document, party=party).exclude(state=ServiceState.FAILED).first()
    if had is not None:
        return had
    now = clock.now()
    address = current_address(party)
    found = _plan(party, address, now.date(), decision)
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
    settle_hanging(case=case, by=by, today=now.date())
    announce(
        case=case,
        event=Ordered(service_id=service.pk, party_id=party.pk, document_kind=service.kind, method=service.method),
        by=by,
    )
    return service


@transaction.atomic
def serve_anew(*, party: Party, reason: str, by: By) -> list[Service]:
    """What is still on its way to a party goes anew, to whoever takes its papers now (a guardian: 民诉法60). What is
    called back fails for the `reason`; whether it ever went out is as it was written down."""
    case = Case.lock(party.case_id)
    rows = Service.objects.select_for_update(of=("self",)).filter(party=party, state=ServiceState.PENDING)
    anew = []
    for old in rows.select_related("paper", "document").order_by("pk"):
        move(old, ServiceState.FAILED, SERVICE_MOVES)
        old.proof, old.recorded_by_id, old.recorded_at = reason, by.user_id, clock.now()
        old.save(update_fields=["state", "proof", "recorded_by", "recorded_at"])
        failed = Failed(service_id=old.pk, party_id=party.pk, document_kind=old.kind, method=old.method)
        announce(case=case, event=failed, by=by)
        anew.append(serve(party=party, by=by, paper=old.paper, document=old.document, decision=old.decision))
    return anew


def ways(*, party: Party, kind: str) -> dict[Method, Finding[bool]]:
    """Each way by hand, and whether this paper may go to this party so (rules.may_serve_by). Two queries."""
    case = party.case
    known = case.facts.filter(key=FactKey.RESPONDENT_WHEREABOUTS_KNOWN).values_list("value", flat=True).first()
    tried = set(Service.objects.filter(party=party, state=ServiceState.FAILED).values_list("method", flat=True))
    return {
        method: may_serve_by(
            method,
            kind=kind,
            whereabouts_known=known is not False or party.side == Side.CLAIMANT,
            tried=[Method(way) for way in tried],
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
    if _plan(party, address, today, service.decision).value.method is Method.ELECTRONIC:
        may.add(Method.ELECTRONIC)
    same = Service.objects.filter(party=party, paper=service.paper_id, document=service.document_id)
    way = next_way(may, [Method(each) for each in same.values_list("method", flat=True)])
    if way is None or way is Method.ELECTRONIC:
        return Finding(way, (art("民诉法", 90),) if way else (), found[Method.PUBLIC].note)
    return Finding(way, found[way].articles)


@transaction.atomic
def serve_again(*, service: Service, method: Method, by: By, postal: str = "", home: Home | None = None) -> Service:
    """After a service failed: the same paper by another way, or to another address. The failed one stays as it is; a
    paper that is under way or has been served is not sent again: that service is returned. `home`: where the party has
    turned out to live, if it is not where it was said to."""
    Case.lock(service.case_id)
    old = Service.objects.select_related("party__case", "paper", "document", "address").get(pk=service.pk)
    if old.state != ServiceState.FAILED:
        raise ActionRefused("这次送达还没有登记为未能送达，不能另行送达。")
    if home is not None and home != old.party.home:
        move_home(party=old.party, home=home, by=by, today=clock.today())
    if postal.strip():
        had = current_address(old.party)
        confirm_address(
            party=old.party,
            by=by,
            recipient_name=had.recipient_name if had else old.party.takes_papers,
            postal=postal.strip(),
            phone=had.phone if had else "",
            email=had.email if had else "",
            e_consent=had.e_consent if had else False,
            e_channel=EChannel(had.e_channel) if had else EChannel.NONE,
            consent_scope=Scope(had.consent_scope) if had else Scope.ALL,
            confirmed=False,
        )
    return serve(party=old.party, by=by, paper=old.paper, document=old.document, decision=old.decision, method=method)
