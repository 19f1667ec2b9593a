"""The day a paper went out, a fact of its own: 发送 is judged by it, and what runs from receipt by the day of service.

民诉法128: the court sends the copy within five days; whether it arrives by then is not its doing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.delivery.events import DispatchCorrected, Dispatched
from common.delivery.models import Service
from common.delivery.rules import sent_problem
from common.delivery.states import SERVICE_MOVES, Method, ServiceState
from common.law import clock
from common.law.transitions import move


@transaction.atomic
def send_out(*, service: Service, on: date, by: By, today: date, proof: str = "") -> Service:
    """The paper was posted, taken along, or its addressee told to come for it, on `on`; of a day that is over `proof`
    says what shows it (the number of the letter, who went). Saying the same day again changes nothing."""
    case = Case.lock(service.case_id)
    row = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    if row.dispatched_on == on:
        return row
    if row.state != ServiceState.PENDING or row.method in (Method.ELECTRONIC, Method.PUBLIC):
        raise ActionRefused("这次送达不需要登记发出日期。")
    if row.dispatched_on is not None:
        raise ActionRefused("已经登记过发出日期。登记错了的，请更正。", field="on")
    need_sent(service=row, on=on, proof=proof, today=today)
    sent(case=case, service=row, on=on, by=by, proof=proof)
    return row


@transaction.atomic
def correct_dispatch(
    *, service: Service, on: date, proof: str, by: By, today: date, expected: date | None = None
) -> Service:
    """The day of dispatch was written down wrongly: the right one, with what shows it. The event keeps the former.
    `expected`: the day that whoever corrects it was shown; another means that a colleague was there first."""
    case = Case.lock(service.case_id)
    row = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    if row.dispatched_on is None or row.method in (Method.ELECTRONIC, Method.PUBLIC):
        raise ActionRefused("这次送达没有可以更正的发出日期。")
    if not proof.strip():
        raise ActionRefused("请填邮件号码，或者写明谁、怎么发出的。", field="proof")
    if row.dispatched_on == on:
        return row
    if expected is not None and row.dispatched_on != expected:
        seen = f"{row.dispatched_on.month} 月 {row.dispatched_on.day} 日"
        raise ActionRefused(f"同事刚才已经把发出日期改成 {seen}。请看清楚再改。", field="on")
    need_sent(service=row, on=on, proof=proof, today=today)
    former, row.dispatched_on, row.sent_proof = row.dispatched_on, on, proof.strip()
    row.save(update_fields=["dispatched_on", "sent_proof"])
    announce(
        case=case,
        event=DispatchCorrected(
            service_id=row.pk, party_id=row.party_id, document_kind=row.kind, frm=former, dispatched_on=on
        ),
        by=by,
    )
    return row


def need_sent(
    *,
    service: Service,
    on: date,
    proof: str,
    today: date,
    latest: date | None = None,
    fields: tuple[str, str] = ("on", "proof"),
) -> None:
    """ActionRefused for a day before the order, after today or after the receipt (`latest`), or of the past without
    proof. `fields`: what the form calls the day and its proof."""
    latest = min(latest or service.served_on or today, today)
    field, words = sent_problem(
        on=on, ordered_on=service.ordered_on, latest=latest, today=today, has_proof=bool(proof.strip())
    )
    if words:
        raise ActionRefused(words, field=fields[0] if field == "on" else fields[1])


def sent(*, case: Case, service: Service, on: date, by: By, proof: str = "") -> None:
    """Write the day down and tell it, once. Inside the caller's transaction, case and row locked."""
    if service.dispatched_on is not None:
        return
    service.dispatched_on, service.sent_proof = on, proof.strip()
    service.save(update_fields=["dispatched_on", "sent_proof"])
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


def recall(service: Service, by: By, **values: Any) -> None:
    """Called back, or worth nothing any more, by whom and when; `values`: other columns written with it. The caller
    holds the lock."""
    move(service, ServiceState.RECALLED, SERVICE_MOVES)
    values |= {"recorded_by_id": by.user_id, "recorded_at": clock.now()}
    for name, value in values.items():
        setattr(service, name, value)
    service.save(update_fields=["state", *values])
