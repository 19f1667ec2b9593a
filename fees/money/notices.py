"""What is said to people about money that came or goes back."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event
from common.law.money import brief
from common.law.terms import term
from common.notifications.rules import NoticeRequest
from common.people.queries import staff_of
from common.people.states import Role
from common.rooms import Makers, on
from fees.money.events import Paid, RefundDue, Refunded, RefundFailed
from fees.money.models import Payment
from fees.money.states import TERM_OF, NoticeKind


def pay_link(record: Event) -> str:
    """The page on which the fee of this case is paid and seen."""
    return reverse("fees:pay", args=[record.case.uid])


def within(record: Event, kind: str = NoticeKind.MAIN) -> str:
    """7 日: the time to pay a notice of this kind."""
    return term(TERM_OF[NoticeKind(kind)], record.case.received_on).figures


def to_leaders(record: Event, kind: str, title: str, words: str, roles: list[Role], link: str) -> list[NoticeRequest]:
    """To those of the case's court who decide what a party asked for."""
    posts = staff_of(record.case.court_id, roles, record.day)
    users = tuple(dict.fromkeys(post.user_id for post in posts))
    return [NoticeRequest(kind=kind, title=title, body=f"{record.case.title}：{words}", users=users, link=link)]


def _to(record: Event, party_id: int | None, kind: str, title: str, body: str) -> list[NoticeRequest]:
    """To the party whose money it is; to nobody where that is nobody of the case."""
    if party_id is None:
        return []
    return [NoticeRequest(kind=kind, title=title, body=body, parties=(party_id,), link=pay_link(record))]


def _paid(record: Event, event: Paid) -> list[NoticeRequest]:
    payment = Payment.objects.select_related("notice").get(pk=event.payment_id)
    left = payment.notice.left
    rest = "" if event.complete or not left else f"还差 {brief(left)} 元，请在原来的期限内交齐。"
    body = f"收到案件受理费 {brief(event.amount)} 元。{rest}"
    return _to(record, payment.party_id, "fees.paid", "案件受理费已到账", body)


def _refund_due(record: Event, event: RefundDue) -> list[NoticeRequest]:
    days = term("refund", record.case.received_on).figures
    body = f"法院在 {days}内退您 {brief(event.amount)} 元，不用申请，登录可看。"
    return _to(record, event.party_id, "fees.refund_due", "有一笔诉讼费用将退还给您", body)


def _refunded(record: Event, event: Refunded) -> list[NoticeRequest]:
    body = f"{brief(event.amount)} 元已退到您的付款账户，请查收，登录可看。"
    return _to(record, event.party_id, "fees.refunded", "诉讼费用已退还", body)


def _refund_failed(record: Event, event: RefundFailed) -> list[NoticeRequest]:
    body = f"退您的 {brief(event.amount)} 元被银行退回。请打 12368 或到窗口核对收款账户，法院会重新退。"
    return _to(record, event.party_id, "fees.refund_failed", "退费被银行退回", body)


NOTICES = Makers(
    on(Paid, _paid),
    on(RefundDue, _refund_due),
    on(Refunded, _refunded),
    on(RefundFailed, _refund_failed),
)
