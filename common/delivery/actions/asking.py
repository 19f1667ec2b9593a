"""Whoever sued says where the other side is found, or that they do not know (简易规定8; 民诉法95)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.delivery import queries
from common.delivery.events import Sought
from common.delivery.models import Service
from common.delivery.queries import current_address
from common.delivery.states import ServiceState

from .addresses import found_at
from .ordering import serve


@transaction.atomic
def say_where(*, service: Service, by: By, today: date, postal: str = "", phone: str = "", other: str = "") -> Service:
    """Another address for whom a paper did not reach: what failed goes there, unless the party itself confirmed where
    it takes papers; a number or anything else goes to whoever serves. `other` alone may say that nothing is known.
    Returns the service asked about; the same words again change nothing."""
    case = Case.lock(service.case_id)
    row = Service.objects.select_for_update(of=("self",)).select_related("party").get(pk=service.pk)
    if by.party_id is None or not queries.to_ask(row).filter(pk=by.party_id).exists():
        raise ActionRefused("只有起诉、申请的一方可以提供对方的地址。")
    said = "；".join(each for each in (postal.strip(), phone and f"电话 {phone.strip()}", other.strip()) if each)
    if not said:
        raise ActionRefused("请填地址、电话或者其他找到对方的办法。都不知道的，请在最后一栏写明。", field="other")
    if row.found_words == said:
        return row
    if row.state != ServiceState.FAILED or not queries.unreached(case).filter(pk=row.pk).exists():
        raise ActionRefused("这份文书已经另外送达，不用再提供地址。")
    Service.objects.filter(pk__in=queries.unreached(case).filter(party=row.party_id)).update(found_words=said)
    had, went = current_address(row.party), False
    if postal.strip() and (had is None or had.confirmed_at is None):
        went = True
        # A number of the other side's telling is not the party's own: it stands in `found_words` for the clerk.
        found_at(party=row.party, postal=postal, by=by)
        for each in queries.unreached(case).filter(party=row.party_id).select_related("paper", "document", "party"):
            serve(party=each.party, by=by, paper=each.paper, document=each.document, decision=each.decision)
    announce(case=case, event=Sought(service_id=row.pk, party_id=by.party_id, sent_again=went), by=by)
    row.found_words = said
    return row
