"""Service by public notice, for whom no other way reaches (民诉法95)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, one_by_one
from common.cases.events import SYSTEM, By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.courts.queries import calendar
from common.delivery.events import Published
from common.delivery.models import Service
from common.delivery.queries import notice_end, running_notices
from common.delivery.rules import tells
from common.delivery.states import Method, ServiceState
from common.law import clock

from .dispatching import sent
from .hanging import settle_hanging
from .recording import record_service


@transaction.atomic
def publish(*, service: Service, on: date, where: str, by: By, today: date) -> Service:
    """The public notice was put out on `on`, and where: done when its term has passed (民诉法95, 283; 解释138).

    Publishing again on the same day changes nothing.
    """
    case = Case.lock(service.case_id)
    row = Service.objects.select_for_update(of=("self",)).select_related("party__case").get(pk=service.pk)
    if row.method != Method.PUBLIC or row.state != ServiceState.PENDING:
        raise ActionRefused("这次送达不是正在进行的公告送达。")
    if row.announced_on == on:
        return row
    if row.announced_on is not None:
        raise ActionRefused("已经登记过发出公告的日期，不能改动。", field="on")
    if on > today:
        raise ActionRefused("发出公告的日期不能晚于今天。", field="on")
    if on < row.ordered_on:
        raise ActionRefused("发出公告的日期不能早于决定公告送达之日。", field="on")
    if not tells(where):
        raise ActionRefused("请写明在哪里公告，以及公告送达的原因和经过。", field="where")
    row.announced_on = on
    row.expires_on = ends = notice_end(row, calendar()) or on
    row.proof, row.recorded_by_id, row.recorded_at = where.strip(), by.user_id, clock.now()
    row.save(update_fields=["announced_on", "expires_on", "proof", "recorded_by", "recorded_at"])
    sent(case=case, service=row, on=on, by=by)
    settle_hanging(case=case, by=by, today=today)
    announce(
        case=case,
        event=Published(
            service_id=row.pk,
            party_id=row.party_id,
            document_kind=row.kind,
            announced_on=on,
            expires_on=ends,
        ),
        by=by,
    )
    return row


def recount_published(*, today: date) -> int:
    """The calendar, or the party's home, may have changed: the last day of public notices that still run is computed
    again by the rule of `publish`, unless it would already have passed. Returns how many changed."""
    days = calendar()

    @transaction.atomic
    def recount(pk: int) -> bool:
        Case.lock(Service.objects.values_list("case_id", flat=True).get(pk=pk))
        row = running_notices().select_for_update(of=("self",)).filter(pk=pk).first()
        ends = notice_end(row, days) if row else None
        if ends is None or ends < today:
            return False
        return bool(Service.objects.filter(pk=pk).exclude(expires_on=ends).update(expires_on=ends))

    items = list(running_notices().order_by("pk").values_list("pk", "case_id"))
    return one_by_one("公告期满日", items, recount, today=today)


def expire_published(*, today: date) -> int:
    """Public notices that have run are services done, on the last day of their term. Returns how many."""
    rows = Service.objects.filter(state=ServiceState.PENDING, method=Method.PUBLIC, expires_on__lt=today)

    def expire(pk: int) -> bool:
        row = Service.objects.get(pk=pk)
        day = row.expires_on or today
        record_service(service=row, by=SYSTEM, day=day, method=Method.PUBLIC, today=today, proof=row.proof)
        return True

    items = list(rows.order_by("expires_on", "id").values_list("pk", "case_id"))
    return one_by_one("公告期满", items, expire, today=today)
