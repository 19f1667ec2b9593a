"""What failed goes again, by another way or to another address."""

from __future__ import annotations

from django.db import transaction

from common.cases.actions import move_home
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.delivery.models import Service
from common.delivery.queries import current_address
from common.delivery.states import EChannel, Method, Scope, ServiceState
from common.law import clock
from common.law.abroad import Home

from .addresses import confirm_address
from .ordering import serve


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
