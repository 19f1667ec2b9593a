"""Electronic service: the message that takes legal effect, and what follows when it cannot be delivered."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from common.cases.actions import announce, need_checked, need_power, need_proven
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Case, Party
from common.cases.queries import signed_by
from common.cases.rules import ActionRefused
from common.cases.states import Disposal
from common.delivery.events import Refused
from common.delivery.models import Service
from common.delivery.queries import accepting_user, accepts, portal_user, shares_phone, sign_by, unaccepted, unsigned
from common.delivery.rules import BY_ACCEPTANCE
from common.delivery.states import KIND, EChannel, Effect, Method, ServiceState
from common.law import clock
from common.notifications.actions import notify
from common.notifications.models import Notice
from common.notifications.rules import Recipient, one_message
from common.notifications.states import Channel as Way
from common.notifications.states import NoticeState
from common.web.wording import day_words

from .asking import need_no_answer
from .dispatching import recall, sent
from .hanging import ask_for_hanging, settle_hanging
from .ordering import serve
from .recording import fail_service, record_service

LONGEST = 16  # characters of a paper's title in a message of 70
# What its message says of when it is received, and the same for a telephone.
_WORDS: dict[Effect, tuple[str, str]] = {
    Effect.ARRIVAL: (
        "送达信息到达您确认的电子地址之日，即为送达日期，有关期限自次日起计算",
        "到达这个号码当天即送达，期限次日起算",
    ),
    Effect.READING: ("请查看并确认收悉，确认之日为送达日期", "确认收悉当天即送达，期限次日起算"),
    Effect.SIGNING: (
        "看一看不算签收，您本人签收才算。{until}前没有签收的，法院改送纸质的；您说不签收的，调解书不生效，案件继续审理",
        "请在 {until}前签收，或者说不签收",
    ),
}
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
    reader = accepting_user if service.effect == Effect.SIGNING else portal_user
    person = Recipient(
        user_id=reader(service.party, now.date()),
        party_id=service.party_id,
        phone=phone,
        email=address.email,
        known=(bool(address.phone) or service.party.phone_known) and not shares_phone(service.party, phone),
        channels=frozenset({legal, Way.SMS, Way.IN_SITE}),
    )
    until = day_words(sign_by(service), today=now.date())
    words, brief = (each.format(until=until) for each in _WORDS[Effect(service.effect)])
    Service.objects.filter(pk=service.pk).update(sent_at=now)
    notices = notify(
        kind=KIND,
        occasion=f"service:{service.pk}",
        recipients=[person],
        title=f"送达：{service.title}",
        sms=_one_message(service, brief),
        body=f"{service.case.court.name}向您电子送达《{service.title}》。{words}。请登录云浮法院诉讼服务查看，"
        "需要纸质文书的可以向法院提出。",
        link=reverse("delivery:receipt", args=[service.uid]),
    )
    sent(case=case, service=service, on=clock.moment(now).date(), by=SYSTEM)
    return notices


def _one_message(service: Service, words: str) -> str:
    """The same for a telephone; a long title is cut."""
    title = service.title if len(service.title) <= LONGEST else f"{service.title[: LONGEST - 1]}…"
    return one_message(f"法院送达《{title}》，{words}。请上网看。", service.case.title)


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
    """The party says it has received an electronic service (在线诉讼31第2款第1项). One that is done stays as it is.

    What binds by its signature the party signs for itself, or who may dispose for it (民诉法100第3款; 解释133)."""
    fresh = Service.objects.select_related("party__case").get(pk=service.pk)
    if fresh.state == ServiceState.SERVED:
        return fresh
    if fresh.method != Method.ELECTRONIC:
        raise ActionRefused("这份文书不是电子送达，请以纸质送达回证为准。")
    proof = "受送达人在线确认收悉"
    if fresh.effect == Effect.SIGNING:
        need_in_case(fresh.party)
        need_acceptor(party=fresh.party, by=by, today=today)
        at_window = by.channel in (Channel.COUNTER, Channel.STATION)
        who = "受送达人" if at_window else signed_by(fresh.party, by.user_id, today)
        proof = f"{who}{'在法院窗口' if at_window else '在线'}签收"
    return record_service(
        service=fresh,
        by=by,
        day=today,
        method=Method.ELECTRONIC,
        today=today,
        proof=proof,
        itself=True,
    )


def need_in_case(party: Party) -> None:
    """ActionRefused for who has left the case: what is signed for there binds the others alone (民诉法100)."""
    if party.left_on is not None:
        raise ActionRefused(f"{party.name}已经退出本案，调解书不用再签收。")


def need_acceptor(*, party: Party, by: By, today: date) -> None:
    """ActionRefused unless who acts may sign in the party's stead for what binds it by that (民诉法62; 解释133)."""
    need_proven(party=party, by=by)
    if accepts(party, by, today):
        return
    need_checked(party=party, by=by, today=today)
    raise ActionRefused(
        f"调解书由{party.name}本人签收。代理人签收的，授权委托书要写明“{Disposal.SETTLE.power.label}”并经法院核对，"
        "离婚案件除外；或者由当事人本人在送达地址确认书里写您为收件人。"
    )


@transaction.atomic
def refuse_receipt(*, service: Service, by: By, today: date, reason: str = "", unreached: bool = False) -> Service:
    """A party does not sign for what would bind it by its signature: it is called back from this party, and takes no
    effect (民诉法102; 解释133: nothing is left with who refuses it). Refusing twice is once.

    What somebody of the court writes down has a `reason`. `unreached`: it came back, and no other way is tried."""
    case = Case.lock(service.case_id)
    row = Service.objects.select_for_update(of=("self",)).select_related("party").get(pk=service.pk)
    if row.kind not in BY_ACCEPTANCE:
        raise ActionRefused("这份文书不用签收也会送达，不能拒收。有意见的，请按文书写的办法提出。")
    if row.state == ServiceState.RECALLED:
        return row
    need_in_case(row.party)
    if not unaccepted().filter(pk=row.pk).exists():
        raise ActionRefused(f"这份文书现在是“{ServiceState(row.state).label}”，不能再登记不签收。")
    if unreached and row.state != ServiceState.FAILED:
        raise ActionRefused("请先登记没有送到的情况。还在送的，等有了结果再登记。", field="how")
    if not unreached:
        need_power(party=row.party, by=by, act=Disposal.SETTLE, today=today)
    said = "没有人签收" if unreached else "受送达人不签收"
    recall(row, by, proof=f"{said}：{reason.strip()}" if reason.strip() else said)
    need_no_answer(party=row.party, today=today)
    settle_hanging(case=case, by=by, today=today)
    refused = Refused(service_id=row.pk, party_id=row.party_id, document_kind=row.kind, unreached=unreached)
    announce(case=case, event=refused, by=by)
    return row


@transaction.atomic
def fall_back(*, service: Service, today: date) -> Service | None:
    """The message with legal effect could not be delivered, or nobody signed for what it brought: the electronic
    service failed, paper takes its place; in the second case who serves it is asked at once."""
    service = Service.objects.select_related("party", "paper", "document", "address").get(pk=service.pk)
    if service.state != ServiceState.PENDING or service.address is None:
        return None
    if Service.objects.filter(unsigned(today), pk=service.pk).exists():
        new = _on_paper(service, "电子送达以后没有在期限内签收", unsigned=True)
        ask_for_hanging(case_id=new.case_id, today=today)
        return new
    dead = Notice.objects.filter(
        kind=KIND,
        occasion=f"service:{service.pk}",
        channel=_WAYS[service.address.e_channel],
        state=NoticeState.DEAD,
    )
    if not dead.exists():
        return None
    return _on_paper(service, "电子送达信息未能送出")


def _on_paper(service: Service, reason: str, *, unsigned: bool = False) -> Service:
    fail_service(service=service, by=SYSTEM, reason=reason, unsigned=unsigned)
    known = (service.address and service.address.postal) or service.party.address
    method = Method.POST if known else Method.COUNTER
    return serve(
        party=service.party,
        by=SYSTEM,
        paper=service.paper,
        document=service.document,
        decision=service.decision,
        method=method,
    )
