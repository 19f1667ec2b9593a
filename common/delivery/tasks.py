"""Sending electronic services, and making good what a lost wake-up left."""

from __future__ import annotations

from datetime import date
from functools import partial

from celery import shared_task

from common.cases.actions import one_by_one
from common.delivery import queries
from common.delivery.actions import expire_published, fall_back, on_notice, send_electronic
from common.delivery.models import Service
from common.delivery.states import KIND, Effect, ServiceState
from common.documents.tasks import render
from common.law import clock
from common.notifications.models import Notice
from common.notifications.states import NoticeState


@shared_task(name="delivery.dispatch")
def dispatch(service_id: int) -> bool:
    """Send one electronic service once its paper is a file: nobody is served with what cannot be opened yet."""
    service = Service.objects.select_related("paper").filter(pk=service_id).first()
    if service is None or service.sent_at is not None:
        return False
    if service.paper is not None and service.paper.document_id is None:
        render(service.paper.pk)
        service.paper.refresh_from_db()
        if service.paper.document_id is None:
            return False  # another worker is rendering it; the sweep comes back
    return bool(send_electronic(service=service, now=clock.now()))


@shared_task(name="delivery.sweep")
def sweep() -> int:
    """Send what waited for its paper, record arrivals nobody heard of, turn dead messages to paper, end public notices
    that have run. Returns how many services moved."""
    today = clock.today()
    push = partial(_push, today=today)
    return expire_published(today=today) + one_by_one("电子送达", queries.to_move(today), push, today=today)


def _push(service_id: int, today: date) -> bool:
    service = Service.objects.select_related("paper", "address").get(pk=service_id)
    if service.sent_at is None:
        return dispatch(service.pk)
    notices = Notice.objects.filter(kind=KIND, occasion=f"service:{service.pk}")
    if service.effect == Effect.ARRIVAL:
        for notice in notices.filter(state=NoticeState.SENT).order_by("sent_at", "id"):
            on_notice(notice)
        if Service.objects.filter(pk=service.pk, state=ServiceState.SERVED).exists():
            return True
    return fall_back(service=service, today=today) is not None
