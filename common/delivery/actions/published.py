"""Service by public notice, for whom no other way reaches (民诉法95)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, one_by_one
from common.cases.events import SYSTEM, By
from common.cases.models import Case
from common.cases.queries import party_abroad
from common.cases.rules import ActionRefused
from common.courts.queries import calendar
from common.delivery.events import Published
from common.delivery.models import Service
from common.delivery.states import Method, ServiceState
from common.law import clock
from common.law.terms import Course, deadline

from .dispatching import sent
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
    if not where.strip():
        raise ActionRefused("请写明在哪里公告，以及公告送达的原因和经过。", field="where")
    # Sixty days for whom no domicile in China is known (民诉法283).
    course = Course(no_domicile=party_abroad(row.party).value)
    ends = deadline("public_notice", on, calendar(), on=case.received_on, course=course).value.day or on
    row.announced_on, row.expires_on = on, ends
    row.proof, row.recorded_by_id, row.recorded_at = where.strip(), by.user_id, clock.now()
    row.save(update_fields=["announced_on", "expires_on", "proof", "recorded_by", "recorded_at"])
    sent(case=case, service=row, on=on, by=by)
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
    """The calendar may have changed: the last day of public notices that still run is computed again, unless it would
    already have passed. Returns how many changed."""
    days = calendar()

    @transaction.atomic
    def recount(row: Service) -> bool:
        Case.lock(row.case_id)
        ends = deadline("public_notice", row.announced_on, days, on=row.case.received_on).value.day
        if ends is None or ends < today:
            return False
        same = Service.objects.filter(pk=row.pk, state=ServiceState.PENDING, announced_on=row.announced_on)
        return bool(same.exclude(expires_on=ends).update(expires_on=ends))

    rows = Service.objects.filter(state=ServiceState.PENDING, method=Method.PUBLIC, announced_on__isnull=False)
    items = [(row, row.case_id) for row in rows.select_related("case").order_by("pk")]
    return one_by_one("公告期满日", items, recount, today=today)


def expire_published(*, today: date) -> int:
    """Public notices that have run are services done, on the last day of their term. Returns how many."""
    rows = Service.objects.filter(state=ServiceState.PENDING, method=Method.PUBLIC, expires_on__lt=today)

    def expire(row: Service) -> bool:
        day = row.expires_on or today
        record_service(service=row, by=SYSTEM, day=day, method=Method.PUBLIC, today=today, proof=row.proof)
        return True

    items = [(row, row.case_id) for row in rows.order_by("expires_on", "id")]
    return one_by_one("公告期满", items, expire, today=today)
