"""What the fee office says to people when something happened."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event
from common.law.money import yuan
from common.law.terms import term
from common.notifications.rules import NoticeRequest
from common.people.queries import staff_of
from common.people.states import Role
from common.rooms import Makers, on
from fees.events import (
    DeferralOver,
    Noticed,
    Paid,
    RefundDue,
    Refunded,
    ReliefDecided,
    ReliefSought,
    ReviewDecided,
    ReviewSought,
)
from fees.models import FeeNotice, FeeReview, Payment, Relief


def _pay_link(record: Event) -> str:
    return reverse("fees:pay", args=[record.case.uid])


def _within(record: Event) -> str:
    """7 日: the time to pay."""
    return term("fee_payment", record.case.received_on).figures


def _noticed(record: Event, event: Noticed) -> list[NoticeRequest]:
    notice = FeeNotice.objects.get(pk=event.notice_id)
    return [
        NoticeRequest(
            kind="fees.noticed",
            title="请交纳案件受理费",
            body=f"{record.case.title}：案件受理费 {yuan(event.amount)} 元，自收到通知书次日起 "
            f"{_within(record)}内交纳。交纳确有困难的，可以申请缓交、减交、免交。",
            parties=(notice.party_id,),
            link=_pay_link(record),
        )
    ]


def _paid(record: Event, event: Paid) -> list[NoticeRequest]:
    payment = Payment.objects.get(pk=event.payment_id)
    if payment.party_id is None:
        return []
    return [
        NoticeRequest(
            kind="fees.paid",
            title="案件受理费已到账",
            body=f"{record.case.title}：收到案件受理费 {yuan(event.amount)} 元。",
            parties=(payment.party_id,),
            link=_pay_link(record),
        )
    ]


def _sought(record: Event, event: ReliefSought) -> list[NoticeRequest]:
    relief = Relief.objects.get(pk=event.relief_id)
    heads = staff_of(record.case.court_id, [Role.DIVISION_HEAD, Role.PRESIDENT], record.day)
    return [
        NoticeRequest(
            kind="fees.relief_sought",
            title="新的诉讼费用救助申请",
            body=f"{record.case.title}：申请{relief.get_kind_asked_display()}，请审查。",
            users=tuple(dict.fromkeys(post.user_id for post in heads)),
            link=reverse("fees:relief_decide", args=[relief.pk]),
        )
    ]


def _decided(record: Event, event: ReliefDecided) -> list[NoticeRequest]:
    relief = Relief.objects.get(pk=event.relief_id)
    if event.outcome == "granted":
        words = f"已批准{relief.get_kind_granted_display()}。"
        words += f"请在 {relief.until:%Y-%m-%d} 前交纳。" if relief.until else ""
        words += f"还应交纳 {yuan(event.amount_left)} 元。" if event.kind_granted == "reduce" else ""
    else:
        words = f"未获批准：{relief.reason}。请在收到决定书次日起 {_within(record)}内交纳案件受理费。"
    return [
        NoticeRequest(
            kind="fees.relief_decided",
            title="诉讼费用救助申请有了结果",
            body=f"{record.case.title}：{words}",
            parties=(event.party_id,),
            link=_pay_link(record),
        )
    ]


def _review_sought(record: Event, event: ReviewSought) -> list[NoticeRequest]:
    heads = staff_of(record.case.court_id, [Role.PRESIDENT], record.day)
    review = term("fee_review", record.case.received_on)
    return [
        NoticeRequest(
            kind="fees.review_sought",
            title="诉讼费用复核申请",
            body=f"{record.case.title}：当事人对诉讼费用有异议，请在{review.spoken}内作出复核决定。",
            users=tuple(dict.fromkeys(post.user_id for post in heads)),
            link=reverse("fees:review_decide", args=[event.review_id]),
        )
    ]


def _review_decided(record: Event, event: ReviewDecided) -> list[NoticeRequest]:
    review = FeeReview.objects.get(pk=event.review_id)
    return [
        NoticeRequest(
            kind="fees.review_decided",
            title="诉讼费用复核有了结果",
            body=f"{record.case.title}：{review.get_subject_display()}，{review.get_state_display()}。决定书可以在网上查看。",
            parties=(event.party_id,),
            link=reverse("fees:review", args=[record.case.uid]),
        )
    ]


def _deferral_over(record: Event, event: DeferralOver) -> list[NoticeRequest]:
    notice = FeeNotice.objects.get(pk=event.notice_id)
    return [
        NoticeRequest(
            kind="fees.deferral_over",
            title="缓交期已满",
            body=f"{record.case.title}：准予缓交的期限已满，请交纳案件受理费 {yuan(notice.left)} 元。"
            "仍有困难的，请联系法院。",
            parties=(event.party_id,),
            link=_pay_link(record),
        )
    ]


def _refund_due(record: Event, event: RefundDue) -> list[NoticeRequest]:
    within = term("refund", record.case.received_on).figures
    return [
        NoticeRequest(
            kind="fees.refund_due",
            title="有一笔诉讼费用将退还给您",
            body=f"{record.case.title}：应退还 {yuan(event.amount)} 元，法院将在 {within}内退还，不需要您申请。",
            parties=(event.party_id,),
            link=_pay_link(record),
        )
    ]


def _refunded(record: Event, event: Refunded) -> list[NoticeRequest]:
    return [
        NoticeRequest(
            kind="fees.refunded",
            title="诉讼费用已退还",
            body=f"{record.case.title}：{yuan(event.amount)} 元已退还，请查收。",
            parties=(event.party_id,),
            link=_pay_link(record),
        )
    ]


NOTICES = Makers(
    on(Noticed, _noticed),
    on(Paid, _paid),
    on(ReliefSought, _sought),
    on(ReliefDecided, _decided),
    on(DeferralOver, _deferral_over),
    on(ReviewSought, _review_sought),
    on(ReviewDecided, _review_decided),
    on(RefundDue, _refund_due),
    on(Refunded, _refunded),
)
