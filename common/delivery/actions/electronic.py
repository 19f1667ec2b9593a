"""Electronic service: the message that takes legal effect, and what follows when it cannot be delivered."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from common.cases.events import SYSTEM, By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.delivery.models import Service
from common.delivery.queries import portal_user, shares_phone
from common.delivery.states import KIND, EChannel, Effect, Method, ServiceState
from common.law import clock
from common.notifications.actions import notify
from common.notifications.models import Notice
from common.notifications.rules import Recipient, one_message
from common.notifications.states import Channel as Way
from common.notifications.states import NoticeState

from .dispatching import sent
from .ordering import serve
from .recording import fail_service, record_service

LONGEST = 16  # characters of a paper's title in a message of 70
_WAYS: dict[str, Way] = {EChannel.PORTAL: Way.IN_SITE, EChannel.SMS: Way.SMS, EChannel.EMAIL: Way.EMAIL}


@transaction.atomic
def send_electronic(*, service: Service, now: datetime) -> list[Notice]:
    """The file is there: put the message of arrival in the outbox, and a reminder by SMS beside it (在线诉讼32).

    The words name the paper and the case by its short name, nothing of its content: an SMS lies open on a phone.
    """
    case = Case.lock(service.case_id)
    service = (
        Service.objects.select_for_update(of=("self",))
        .select_related("case__court", "address", "party__user")
        .get(pk=service.pk)
    )
    if service.state != ServiceState.PENDING or service.method != Method.ELECTRONIC or service.sent_at is not None:
        return []
    address = service.address
    if address is None:
        raise ValueError("electronic service without an address")
    legal, phone = _WAYS[address.e_channel], address.phone or service.party.reached_at
    person = Recipient(
        user_id=portal_user(service.party, now.date()),
        party_id=service.party_id,
        phone=phone,
        email=address.email,
        known=(bool(address.phone) or service.party.phone_known) and not shares_phone(service.party, phone),
        channels=frozenset({legal, Way.SMS, Way.IN_SITE}),
    )
    arrives = service.effect == Effect.ARRIVAL
    if arrives:
        words = "送达信息到达您确认的电子地址之日，即为送达日期，有关期限自次日起计算"
    else:
        words = "请查看并确认收悉，确认之日为送达日期"
    Service.objects.filter(pk=service.pk).update(sent_at=now)
    notices = notify(
        kind=KIND,
        occasion=f"service:{service.pk}",
        recipients=[person],
        title=f"送达：{service.title}",
        sms=_one_message(service, "到达这个号码当天" if arrives else "确认收悉当天"),
        body=f"{service.case.court.name}向您电子送达《{service.title}》。{words}。请登录云浮法院诉讼服务查看，"
        "需要纸质文书的可以向法院提出。",
        link=reverse("delivery:receipt", args=[service.uid]),
    )
    sent(case=case, service=service, on=clock.moment(now).date(), by=SYSTEM)
    return notices


def _one_message(service: Service, when: str) -> str:
    """The same for a telephone; a long title is cut."""
    title = service.title if len(service.title) <= LONGEST else f"{service.title[: LONGEST - 1]}…"
    said = f"法院送达《{title}》，{when}即送达，期限次日起算。请上网看。"
    return one_message(said, service.case.title)


def on_notice(notice: Notice) -> None:
    """A message reached its system (settings.NOTICE_HANDLERS): if it is the one with legal effect, service is done.

    民诉法90第2款; 解释135: the day our system shows success. Reminders by other ways count for nothing.
    """
    if notice.kind != KIND or notice.sent_at is None:
        return
    pk = int(notice.occasion.removeprefix("service:"))
    service = Service.objects.select_related("address").filter(pk=pk, state=ServiceState.PENDING).first()
    if service is None or service.address is None or service.method != Method.ELECTRONIC:
        return
    if service.effect != Effect.ARRIVAL or _WAYS[service.address.e_channel] != notice.channel:
        return
    day = clock.moment(notice.sent_at).date()
    record_service(
        service=service,
        by=SYSTEM,
        day=day,
        method=Method.ELECTRONIC,
        today=max(day, clock.today()),
        proof=f"{Way(notice.channel).label}送达成功，通道回执 {notice.provider_ref}",
    )


@transaction.atomic
def confirm_receipt(*, service: Service, by: By, today: date) -> Service:
    """The party says it has received an electronic service (在线诉讼31第2款第1项). One that is done stays as it is."""
    fresh = Service.objects.get(pk=service.pk)
    if fresh.state == ServiceState.SERVED:
        return fresh
    if fresh.method != Method.ELECTRONIC:
        raise ActionRefused("这份文书不是电子送达，请以纸质送达回证为准。")
    return record_service(
        service=fresh,
        by=by,
        day=today,
        method=Method.ELECTRONIC,
        today=today,
        proof="受送达人在线确认收悉",
        itself=True,
    )


@transaction.atomic
def fall_back(*, service: Service) -> Service | None:
    """The message with legal effect could not be delivered: the electronic service failed, paper takes its place."""
    service = Service.objects.select_related("party", "paper", "document", "address").get(pk=service.pk)
    if service.state != ServiceState.PENDING or service.address is None:
        return None
    dead = Notice.objects.filter(
        kind=KIND,
        occasion=f"service:{service.pk}",
        channel=_WAYS[service.address.e_channel],
        state=NoticeState.DEAD,
    )
    if not dead.exists():
        return None
    fail_service(service=service, by=SYSTEM, reason="电子送达信息未能送出")
    method = Method.POST if service.address.postal or service.party.address else Method.COUNTER
    return serve(
        party=service.party,
        by=SYSTEM,
        paper=service.paper,
        document=service.document,
        decision=service.decision,
        method=method,
    )
