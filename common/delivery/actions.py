"""The only writers of service. The day of service is written once, with its proof, and starts what waits for it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from common.cases.actions import announce, start_deadlines
from common.cases.events import SYSTEM, Audience, By
from common.cases.models import Case, Party
from common.cases.models import Event as EventRow
from common.cases.rules import ActionRefused
from common.delivery.events import AddressConfirmed, Failed, Ordered, Served
from common.delivery.models import Service, ServiceAddress
from common.delivery.queries import current_address, portal_user
from common.delivery.rules import Plan, day_rule, method_for, receipt_key, record_problem
from common.delivery.states import EChannel, Effect, Method, Scope, ServiceState
from common.documents.actions import issue_paper, wake
from common.documents.models import Document, Paper
from common.law import clock
from common.law.articles import Finding
from common.notifications.actions import notify
from common.notifications.models import Notice
from common.notifications.rules import Recipient
from common.notifications.states import Channel as Way
from common.notifications.states import NoticeState

KIND = "delivery.service"
_WAYS: dict[str, Way] = {EChannel.PORTAL: Way.IN_SITE, EChannel.SMS: Way.SMS, EChannel.EMAIL: Way.EMAIL}


@transaction.atomic
def confirm_address(
    *,
    party: Party,
    by: By,
    recipient_name: str,
    postal: str = "",
    phone: str = "",
    email: str = "",
    e_consent: bool = False,
    e_channel: EChannel = EChannel.NONE,
    consent_scope: Scope = Scope.ALL,
    confirmed: bool = True,
) -> ServiceAddress:
    """Record a 送达地址确认书; the former one is superseded. Withdrawing consent is a new one without it.

    ActionRefused when consent names no reachable address. 解释136-137; 在线诉讼29-30.
    """
    case = Case.lock(party.case_id)
    now = clock.now()
    if e_consent and e_channel == EChannel.NONE:
        raise ActionRefused("同意电子送达的，请选择接收方式。", field="e_channel")
    if e_consent and e_channel == EChannel.SMS and not phone:
        raise ActionRefused("请填写接收短信的手机号码。", field="phone")
    if e_consent and e_channel == EChannel.EMAIL and not email:
        raise ActionRefused("请填写接收文书的电子邮箱。", field="email")
    ServiceAddress.objects.filter(party=party, superseded_at__isnull=True).update(superseded_at=now)
    address = ServiceAddress.objects.create(
        party=party,
        recipient_name=recipient_name,
        postal=postal,
        phone=phone,
        email=email,
        e_consent=e_consent,
        e_channel=e_channel if e_consent else EChannel.NONE,
        consent_scope=consent_scope,
        given_at=now,
        confirmed_at=now if confirmed else None,
        confirmed_by_id=by.user_id if confirmed else None,
        channel=by.channel,
    )
    announce(
        case=case,
        event=AddressConfirmed(
            address_id=address.pk, party_id=party.pk, e_consent=e_consent, e_channel=address.e_channel
        ),
        by=by,
    )
    return address


def plan(*, party: Party, today: date, decision: bool = False) -> Finding[Plan]:
    """How a paper would go to this party today, with the articles."""
    return _plan(party, current_address(party), today, decision)


def _plan(party: Party, address: ServiceAddress | None, today: date, decision: bool) -> Finding[Plan]:
    if address is None:
        return method_for(consent=False, postal=bool(party.address))
    there = {
        EChannel.PORTAL: portal_user(party, today) is not None,
        EChannel.SMS: bool(address.phone),
        EChannel.EMAIL: bool(address.email),
    }
    return method_for(
        consent=address.e_consent,
        channel=address.e_channel,
        scope=address.consent_scope,
        confirmed=address.confirmed_at is not None,
        reachable=there.get(EChannel(address.e_channel), False),
        decision=decision,
        postal=bool(address.postal or party.address),
    )


@transaction.atomic
def serve(
    *,
    party: Party,
    by: By,
    paper: Paper | None = None,
    document: Document | None = None,
    decision: bool = False,
    method: Method | None = None,
) -> Service:
    """Send a paper or a file to a party with legal effect. Asked twice, the service under way is returned.

    The way follows from consent and address (rules.method_for); `method` overrides it for anything but electronic.
    Electronic goes out by itself; the rest waits on the court clerk's list. `decision`: 判决书, 裁定书, 调解书.
    """
    if (paper is None) == (document is None):
        raise ValueError("a service is of one paper or of one document")
    case = Case.lock(party.case_id)
    thing: Paper | Document = paper or document  # type: ignore[assignment]
    if thing.case_id != case.pk:
        raise ValueError("the paper belongs to another case")
    had = Service.objects.filter(paper=paper, document=document, party=party).exclude(state=ServiceState.FAILED).first()
    if had is not None:
        return had
    now = clock.now()
    address = current_address(party)
    found = _plan(party, address, now.date(), decision)
    if method is not None and method != found.value.method:
        if method is Method.ELECTRONIC:
            raise ActionRefused("该当事人没有同意对这份文书电子送达。", field="method")
        found = Finding(Plan(method), day_rule(method).articles)
    service = Service.objects.create(
        case=case,
        party=party,
        paper=paper,
        document=document,
        kind=thing.kind,
        title=thing.title,
        decision=decision,
        method=found.value.method,
        effect=found.value.effect or "",
        address=address,
        articles=[article.cite for article in found.articles],
        note=found.note,
        ordered_at=now,
        ordered_on=now.date(),
    )
    if service.method == Method.ELECTRONIC:
        wake("delivery.dispatch", service.pk)
    announce(
        case=case,
        event=Ordered(service_id=service.pk, party_id=party.pk, document_kind=service.kind, method=service.method),
        by=by,
    )
    return service


@transaction.atomic
def send_electronic(*, service: Service, now: datetime) -> list[Notice]:
    """The file is there: put the message of arrival in the outbox, and a reminder by SMS beside it (在线诉讼32).

    The words name the paper and the court, not the case's content: an SMS lies open on a phone.
    """
    Case.lock(service.case_id)
    service = (
        Service.objects.select_for_update(of=("self",))
        .select_related("case__court", "address", "party")
        .get(pk=service.pk)
    )
    if service.state != ServiceState.PENDING or service.method != Method.ELECTRONIC or service.sent_at is not None:
        return []
    address = service.address
    if address is None:
        raise ValueError("electronic service without an address")
    legal = _WAYS[address.e_channel]
    person = Recipient(
        user_id=portal_user(service.party, now.date()),
        party_id=service.party_id,
        phone=address.phone or service.party.phone,
        email=address.email,
        channels=frozenset({legal, Way.SMS, Way.IN_SITE}),
    )
    if service.effect == Effect.ARRIVAL:
        words = "送达信息到达您确认的电子地址之日，即为送达日期，有关期限自次日起计算"
    else:
        words = "请查看并确认收悉，确认之日为送达日期"
    Service.objects.filter(pk=service.pk).update(sent_at=now)
    return notify(
        kind=KIND,
        occasion=f"service:{service.pk}",
        recipients=[person],
        title=f"送达：{service.title}",
        body=f"{service.case.court.name}向您电子送达《{service.title}》。{words}。请登录云浮法院诉讼服务查看，"
        "需要纸质文书的可以向法院提出。",
        link=reverse("delivery:receipt", args=[service.uid]),
    )


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
def record_service(
    *,
    service: Service,
    by: By,
    day: date,
    method: Method,
    today: date,
    proof: str = "",
    proof_document: Document | None = None,
    itself: bool = False,
) -> Service:
    """Write down that a paper was received on `day`, with proof; start the deadlines that waited for it.

    Recording the same again changes nothing; another day or way raises ActionRefused. `itself`: the party's own
    confirmation. An electronic service gets its 电子送达凭证 (在线诉讼31第3款).
    """
    case = Case.lock(service.case_id)
    service = Service.objects.select_for_update(of=("self",)).select_related("party", "case__court").get(pk=service.pk)
    if service.state == ServiceState.SERVED:
        if (service.served_on, service.method) == (day, method):
            return service
        raise ActionRefused("这次送达已经登记，不能改动；确有错误的，请报告法官后另行更正。")
    if service.state == ServiceState.FAILED:
        raise ActionRefused("这次送达已登记为未能送达，请重新安排送达。")
    field, words = record_problem(
        planned=Method(service.method),
        method=method,
        day=day,
        ordered_on=service.ordered_on,
        today=today,
        has_proof=bool(proof.strip() or proof_document),
        by_system=by.is_system or itself,
    )
    if words:
        raise ActionRefused(words, field=field)
    service.state, service.served_on, service.method = ServiceState.SERVED, day, method
    if method is not Method.ELECTRONIC:
        service.effect = ""
    service.proof, service.proof_document = proof.strip(), proof_document
    service.recorded_by_id, service.recorded_at = by.user_id, clock.now()
    service.save()
    start_deadlines(case=case, awaits=receipt_key(service.kind, service.party_id), start=day, by=by)
    record = announce(
        case=case,
        event=Served(
            service_id=service.pk, party_id=service.party_id, document_kind=service.kind, method=method, served_on=day
        ),
        by=by,
    )
    if method is Method.ELECTRONIC:
        _proof_paper(service, case, record, today)
    return service


def _proof_paper(service: Service, case: Case, record: EventRow, today: date) -> None:
    number = case.numbers.order_by("-id").first()
    address = service.address
    issue_paper(
        case=case,
        event=record,
        kind="delivery.proof",
        title="电子送达凭证",
        number=number.text if number else "",
        template="delivery/papers/proof.html",
        context={
            "day": today.isoformat(),
            "court": service.case.court.name,
            "document": service.title,
            "name": service.party.name,
            "recipient": address.recipient_name if address else service.party.name,
            "channel": EChannel(address.e_channel).label if address else "",
            "sent_at": f"{clock.moment(service.sent_at):%Y-%m-%d %H:%M:%S}" if service.sent_at else "",
            "served_on": service.served_on.isoformat() if service.served_on else "",
            "effect": Effect(service.effect).label if service.effect else "",
            "proof": service.proof,
            "grounds": [article.cite for article in day_rule(Method.ELECTRONIC).articles],
        },
        audience=Audience.SIDE,
        party=service.party,
    )


@transaction.atomic
def fail_service(*, service: Service, by: By, reason: str) -> Service:
    """It did not succeed (moved away, refused at the post office, mailbox gone). Serve again by another way."""
    case = Case.lock(service.case_id)
    service = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    if service.state != ServiceState.PENDING:
        raise ActionRefused("这次送达已经有结果，不能再登记为未能送达。")
    if not reason.strip():
        raise ActionRefused("请写明未能送达的原因。", field="reason")
    service.state, service.proof = ServiceState.FAILED, reason.strip()
    service.recorded_by_id, service.recorded_at = by.user_id, clock.now()
    service.save()
    announce(
        case=case,
        event=Failed(
            service_id=service.pk, party_id=service.party_id, document_kind=service.kind, method=service.method
        ),
        by=by,
    )
    return service


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
