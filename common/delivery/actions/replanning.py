"""What is on its way goes by what the party says now: another address, a consent given or taken back (解释136-137)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case, Party
from common.delivery.events import NoticeEnded, Replanned
from common.delivery.models import Service, ServiceAddress
from common.delivery.queries import current_address, not_reached, unaccepted
from common.delivery.states import Method, ServiceState
from common.documents.actions import wake
from common.law import clock
from common.law.papers import PaperKind

from .dispatching import recall
from .hanging import settle_hanging
from .ordering import plan_for, serve, still_there


@transaction.atomic
def replan(*, party: Party, by: By) -> list[Service]:
    """Every service on its way to a party whose address or consent is another now. What has not gone out yet goes the
    new way; what has is called back, which is no failure, and goes anew. What the change does not touch stays as it
    was planned, and a public notice that has run has served. Returns those that changed.
    """
    case, today = Case.lock(party.case_id), clock.today()
    address = current_address(party)
    rows = Service.objects.select_for_update(of=("self",)).filter(party=party, state=ServiceState.PENDING)
    changed = []
    for row in rows.select_related("paper", "document", "address").order_by("pk"):
        if address is None or row.address_id == address.pk or (row.expires_on and row.expires_on < today):
            continue
        if _untouched(row, party, address, today):
            Service.objects.filter(pk=row.pk).update(address=address)
            continue
        changed.append(_goes_anew(case, row, party, address, by, today))
    return changed


@transaction.atomic
def reach_changed(*, party: Party, by: By) -> list[Service]:
    """An account was gained or lost, the party's own or an agent's, at the address that stands: what was sent
    electronically and nobody reads any more goes on paper, and what never left for want of an account goes
    electronically, as the party agreed (民诉法90). What a clerk chose after a failure stays. Returns what changed."""
    case, today = Case.lock(party.case_id), clock.today()
    address = current_address(party)
    if address is None or not address.e_consent:
        return []
    rows = Service.objects.select_for_update(of=("self",)).filter(
        party=party, state=ServiceState.PENDING, address=address
    )
    failed = Service.objects.filter(party=party, state=ServiceState.FAILED)
    tried = set(failed.values_list("paper", "document"))
    changed = []
    for row in rows.select_related("paper", "document", "address").order_by("pk"):
        read = plan_for(party, address, today, row.kind, decision=row.decision).value.method is Method.ELECTRONIC
        lost = row.method == Method.ELECTRONIC and not read
        gained = read and row.method in (Method.POST, Method.COUNTER) and row.dispatched_on is None
        if lost or (gained and (row.paper_id, row.document_id) not in tried):
            changed.append(_goes_anew(case, row, party, address, by, today))
    return changed


@transaction.atomic
def call_back(
    *,
    case: Case,
    kinds: Sequence[PaperKind],
    by: By,
    papers: Collection[int] | None = None,
    party_id: int | None = None,
) -> int:
    """Papers of these kinds are worth nothing any more, or not with this party, who has left: those still on their way
    are called back, nobody is to sign for them, nor is what came back unsigned brought again. `papers`: only these.
    Returns how many."""
    case = Case.lock(case.pk)
    still = Q(state=ServiceState.PENDING) | Q(pk__in=unaccepted().filter(case=case).values("pk"))
    rows = Service.objects.filter(still, case=case, kind__in=kinds)
    rows = rows if papers is None else rows.filter(paper__in=papers)
    rows = rows if party_id is None else rows.filter(party=party_id)
    kept = rows.values("pk")
    done = Service.objects.filter(pk__in=kept, state=ServiceState.PENDING).update(
        state=ServiceState.RECALLED, recorded_by=by.user_id, recorded_at=clock.now()
    )
    settle_hanging(case=case, by=by, today=clock.today())
    return done


def _goes_anew(case: Case, row: Service, party: Party, address: ServiceAddress, by: By, today: date) -> Service:
    """What never left turns to the way that holds now; what has is called back, and goes anew."""
    before, notice = row.method, row.announced_on is not None
    if row.dispatched_on is None and row.sent_at is None:
        new = _turned(row, party, address, today)
    else:
        recall(row, by)
        new = serve(party=party, by=by, paper=row.paper, document=row.document, decision=row.decision)
    told: dict[str, Any] = {"service_id": new.pk, "party_id": party.pk}
    told |= {"document_kind": new.kind, "method": new.method}
    announce(case=case, event=NoticeEnded(**told) if notice else Replanned(frm=before, **told), by=by)
    return new


@transaction.atomic
def send_again(*, party: Party, by: By, but: Service | None = None) -> list[Service]:
    """What failed where the party takes papers no more, and nothing has taken the place of, goes where it takes them
    now. Not `but`. Returns what goes."""
    address = current_address(party)
    rows = not_reached(party).exclude(pk=but.pk if but else 0).select_related("paper", "document", "address")
    return [
        serve(party=party, by=by, paper=row.paper, document=row.document, decision=row.decision)
        for row in rows
        if not still_there(row, party, address)
    ]


def _untouched(row: Service, party: Party, address: ServiceAddress, today: date) -> bool:
    """Whether the party says the same about this paper as when it was ordered: where it goes and which way."""
    then, now = (plan_for(party, each, today, row.kind, decision=row.decision).value for each in (row.address, address))
    return then == now and still_there(row, party, address) and _recipient(row.address, party) == address.recipient_name


def _recipient(address: ServiceAddress | None, party: Party) -> str:
    return address.recipient_name if address else party.takes_papers[:60]


def _turned(row: Service, party: Party, address: ServiceAddress, today: date) -> Service:
    """It never left: the same service, by the way that holds now."""
    found = plan_for(party, address, today, row.kind, decision=row.decision)
    row.address, row.method, row.effect = address, found.value.method, found.value.effect or ""
    row.articles, row.note = [article.cite for article in found.articles], found.note
    row.save(update_fields=["address", "method", "effect", "articles", "note"])
    if row.method == Method.ELECTRONIC:
        wake("delivery.dispatch", row.pk)
    return row
