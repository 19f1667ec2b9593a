"""Whoever sued says where the other side is found, or that they do not know (简易规定8; 民诉法95)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import SYSTEM, By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.delivery import queries
from common.delivery.events import Sought
from common.delivery.models import Service
from common.delivery.queries import current_address
from common.delivery.states import Asked, ServiceState

from .addresses import found_at
from .asking import answered, say_unknown
from .hanging import tend_hanging


@transaction.atomic
def say_where(
    *,
    service: Service,
    by: By,
    today: date,
    postal: str = "",
    phone: str = "",
    other: str = "",
    unknown: bool = False,
) -> Service:
    """Another address for whom a paper did not reach: what failed goes there, and a public notice that runs ends,
    unless the party itself confirmed where it takes papers; a number or anything else goes to whoever serves.
    `unknown`: nothing is known. Returns the service asked about; the same words again change nothing."""
    case = Case.lock(service.case_id)
    row = Service.objects.select_for_update(of=("self",)).select_related("party__case").get(pk=service.pk)
    if by.party_id is None or not queries.to_ask(row).filter(pk=by.party_id).exists():
        raise ActionRefused("只有起诉、申请的一方可以提供对方的地址。")
    said = "；".join(each for each in (postal.strip(), phone and f"电话 {phone.strip()}", other.strip()) if each)
    if not said and not unknown:
        raise ActionRefused("请填地址、电话或者其他找到对方的办法。都不知道的，请勾选最后一项。", field="unknown")
    if said and unknown:
        raise ActionRefused("您填了找到对方的办法，又勾选了都不知道，请去掉一项。", field="unknown")
    if said and row.found_words == said:
        return row
    if said and _same_place(row, postal):
        raise ActionRefused(
            "这就是没有送到的地址。请填别的地址；人确实在这里的，写在“其他找到对方的办法”里。", field="postal"
        )
    if row.state != ServiceState.FAILED or not queries.may_say(case).filter(pk=row.pk).exists():
        raise ActionRefused("这份文书已经另外送达，不用再提供地址。")
    if unknown:
        if queries.may_still_say(row, by.party_id).exists():
            say_unknown(service=row, by=by, today=today)
        row.refresh_from_db()
        return row
    rows = queries.unreached(case).filter(party=row.party_id)
    Service.objects.filter(pk__in=[row.pk, *rows.values_list("pk", flat=True)]).update(
        found_words=said, asked=Asked.TOLD
    )
    answered(party=row.party, who=by.party_id, today=today)
    had = current_address(row.party)
    if postal.strip() and (had is None or had.confirmed_at is None):
        # A number of the other side's telling is not the party's own: it stands in `found_words` for the clerk.
        found_at(party=row.party, postal=postal, by=by)
    went = bool(postal.strip()) and not queries.may_say(case).filter(pk=row.pk).exists()
    announce(case=case, event=Sought(service_id=row.pk, party_id=by.party_id, sent_again=went), by=by)
    tend_hanging(case=case, by=SYSTEM, today=today)
    row.refresh_from_db()
    return row


def _same_place(service: Service, postal: str) -> bool:
    """Whether a letter would go where it has just come back from, however it is spaced."""
    was = (service.address.postal if service.address else "") or service.party.address
    return bool(postal.strip()) and _bare(postal) == _bare(was)


def _bare(place: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", place))
