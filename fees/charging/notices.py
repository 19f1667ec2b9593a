"""What is said to people about what they have to pay."""

from __future__ import annotations

from common.cases.models import Event
from common.law.money import yuan
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from fees.charging.events import DeferralOver, Noticed
from fees.money.models import FeeNotice
from fees.money.notices import pay_link, within
from fees.money.states import NoticeKind


def _noticed(record: Event, event: Noticed) -> list[NoticeRequest]:
    notice = FeeNotice.objects.get(pk=event.notice_id)
    days = within(record, notice.kind)
    if notice.kind == NoticeKind.FINAL:
        words = f"裁判已经生效，您负担的受理费 {yuan(event.amount)} 元，请在收到通知书后 {days}内交给法院。"
    else:
        words = (
            f"案件受理费 {yuan(event.amount)} 元，自收到通知书次日起 {days}内交纳。"
            "交纳确有困难的，可以申请缓交、减交、免交。"
        )
    return [
        NoticeRequest(
            kind="fees.noticed",
            title="请交纳案件受理费",
            body=f"{record.case.title}：{words}",
            parties=(notice.party_id,),
            link=pay_link(record),
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
            link=pay_link(record),
        )
    ]


NOTICES = Makers(
    on(Noticed, _noticed),
    on(DeferralOver, _deferral_over),
)
