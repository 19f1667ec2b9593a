"""Service by public notice, for whom no other way reaches (民诉法95)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from common.cases.actions import announce, one_by_one
from common.cases.events import SYSTEM, By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.courts.queries import calendar
from common.delivery.events import Published
from common.delivery.models import Service
from common.delivery.queries import notice_end, points_of, running_notices, still_wanted, unnamed
from common.delivery.rules import BY_ACCEPTANCE, lays_open, needs_gist, tells
from common.delivery.states import SERVICE_MOVES, Method, ServiceState
from common.law import clock
from common.law.procedures import Procedure
from common.law.transitions import move

from .dispatching import sent
from .hanging import settle_hanging
from .ordering import ways
from .recording import record_service


@transaction.atomic
def publish(*, service: Service, on: date, where: str, by: By, today: date, gist: str = "") -> Service:
    """The public notice was put out on `on`, and where: done when its term has passed (民诉法95, 283; 解释138).

    `gist`: what it told of the paper (解释139), which nothing of names a child or a ward, or leads to somebody's door;
    of a complaint the points of what the case asks, where nothing else is said.
    Publishing again on the same day changes nothing.
    """
    case = Case.lock(service.case_id)
    row = Service.objects.select_for_update(of=("self",)).select_related("party__case").get(pk=service.pk)
    if row.method != Method.PUBLIC or row.state != ServiceState.PENDING:
        raise ActionRefused("这次送达不是正在进行的公告送达。")
    if row.announced_on == on and gist.strip() in ("", row.gist):
        return row
    if row.kind in BY_ACCEPTANCE or (case.procedure and Procedure(case.procedure).is_summary):
        # Ordered before the procedure was converted, it may not be announced under the one that holds now (解释140).
        raise ActionRefused(ways(party=row.party, kind=row.kind)[Method.PUBLIC].note)
    if row.announced_on is not None:
        raise ActionRefused("同事已经登记过这次公告，日期和内容不能改动。请刷新后看清楚。", field="on")
    if on > today:
        raise ActionRefused("发出公告的日期不能晚于今天。", field="on")
    if on < row.ordered_on:
        raise ActionRefused("发出公告的日期不能早于决定公告送达之日。", field="on")
    if not tells(where):
        raise ActionRefused("请写明在哪里公告，以及公告送达的原因和经过。", field="where")
    row.gist = gist.strip() or points_of(row)
    what = needs_gist(row.kind, row.title, decision=row.decision)
    if what and not row.gist:
        raise ActionRefused(f"公告要写明{what}，请填写。", field="gist")
    if found := lays_open(row.gist, unnamed([case.pk], today).get(case.pk, []), today):
        raise ActionRefused(found, field="gist")
    row.announced_on = on
    row.expires_on = ends = notice_end(row, calendar()) or on
    row.proof, row.recorded_by_id, row.recorded_at = where.strip(), by.user_id, clock.now()
    row.save(update_fields=["announced_on", "expires_on", "gist", "proof", "recorded_by", "recorded_at"])
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
    """Public notices that have run are services done, on the last day of their term; those whose party or case is gone
    are called back. Returns how many."""
    rows = Service.objects.filter(state=ServiceState.PENDING, method=Method.PUBLIC)
    rows = rows.filter(Q(expires_on__lt=today) | ~still_wanted())

    @transaction.atomic
    def expire(pk: int) -> bool:
        Case.lock(Service.objects.values_list("case_id", flat=True).get(pk=pk))
        row = Service.objects.select_for_update(of=("self",)).get(pk=pk)
        if row.state != ServiceState.PENDING:
            return False
        if not Service.objects.filter(still_wanted(), pk=pk).exists():
            move(row, ServiceState.RECALLED, SERVICE_MOVES)
            row.recorded_at = clock.now()
            row.save(update_fields=["state", "recorded_at"])
            return True
        day = row.expires_on or today
        record_service(service=row, by=SYSTEM, day=day, method=Method.PUBLIC, today=today, proof=row.proof)
        return True

    items = list(rows.order_by("expires_on", "id").values_list("pk", "case_id"))
    return one_by_one("公告期满", items, expire, today=today)
