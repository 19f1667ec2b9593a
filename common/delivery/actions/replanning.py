"""What is on its way goes by what the party says now: another address, a consent given or taken back (解释136-137)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case, Party
from common.delivery.events import Replanned
from common.delivery.models import Service, ServiceAddress
from common.delivery.queries import current_address
from common.delivery.states import SERVICE_MOVES, Method, ServiceState
from common.documents.actions import wake
from common.law import clock
from common.law.transitions import move

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
        before = row.method
        if row.dispatched_on is None and row.sent_at is None:
            new = _turned(row, party, address, today)
        else:
            move(row, ServiceState.RECALLED, SERVICE_MOVES)
            row.recorded_by_id, row.recorded_at = by.user_id, clock.now()
            row.save(update_fields=["state", "recorded_by", "recorded_at"])
            new = serve(party=party, by=by, paper=row.paper, document=row.document, decision=row.decision)
        changed.append(new)
        announce(
            case=case,
            event=Replanned(
                service_id=new.pk, party_id=party.pk, document_kind=new.kind, frm=before, method=new.method
            ),
            by=by,
        )
    return changed


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
