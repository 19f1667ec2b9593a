"""The day a paper went out, a fact of its own: 发送 is judged by it, and what runs from receipt by the day of service.

民诉法128: the court sends the copy within five days; whether it arrives by then is not its doing.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.delivery.events import Dispatched
from common.delivery.models import Service
from common.delivery.states import Method, ServiceState


@transaction.atomic
def send_out(*, service: Service, on: date, by: By, today: date) -> Service:
    """The paper was posted, taken along, or its addressee told to come for it, on `on`. Saying the same day again
    changes nothing."""
    case = Case.lock(service.case_id)
    row = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    if row.dispatched_on == on:
        return row
    if row.state != ServiceState.PENDING or row.method in (Method.ELECTRONIC, Method.PUBLIC):
        raise ActionRefused("这次送达不需要登记发出日期。")
    if row.dispatched_on is not None:
        raise ActionRefused("已经登记过发出日期，不能改动。", field="on")
    if not row.ordered_on <= on <= today:
        raise ActionRefused("发出日期不能早于文书交付送达之日，也不能晚于今天。", field="on")
    sent(case=case, service=row, on=on, by=by)
    return row


def sent(*, case: Case, service: Service, on: date, by: By) -> None:
    """Write the day down and tell it, once. Inside the caller's transaction, case and row locked."""
    if service.dispatched_on is not None:
        return
    service.dispatched_on = on
    service.save(update_fields=["dispatched_on"])
    announce(
        case=case,
        event=Dispatched(
            service_id=service.pk,
            party_id=service.party_id,
            document_kind=service.kind,
            method=service.method,
            dispatched_on=on,
        ),
        by=by,
    )
