"""What is said to people about what they have to pay."""

from __future__ import annotations

from common.cases.models import Event
from common.law.money import brief
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import moment_words
from fees.charging.events import DeferralOver, Noticed, ReliefCovers
from fees.money.models import FeeNotice
from fees.money.notices import pay_link, within
from fees.money.states import NoticeKind


def _noticed(record: Event, event: Noticed) -> list[NoticeRequest]:
    notice = FeeNotice.objects.get(pk=event.notice_id)
    days = within(record, notice.kind)
    if notice.kind == NoticeKind.FINAL:
        words = f"您负担的受理费 {brief(event.amount)} 元，收到通知书后 {days}内登录或到窗口交。有困难打 12368。"
    elif notice.kind == NoticeKind.INCREASE:
        words = f"补交增加请求的受理费 {brief(event.amount)} 元，收到通知书后 {days}内登录或到窗口交。"
    else:
        words = f"受理费 {brief(event.amount)} 元，收到通知书后 {days}内登录或到窗口交。有困难可申请减免。"
    return [
        NoticeRequest(
            kind="fees.noticed",
            title="请交纳案件受理费",
            body=words,
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
            body=f"缓交期已满，请登录或到窗口交受理费 {brief(notice.left)} 元。仍有困难，打 12368。",
            parties=(event.party_id,),
            link=pay_link(record),
        )
    ]


def _covered(record: Event, event: ReliefCovers) -> list[NoticeRequest]:
    words = "您已获准免交，不用交" if not event.left else "您已获准缓交，现在不用交"
    words += f"，请在 {moment_words(event.until)}前交" if event.left and event.until else ""
    return [
        NoticeRequest(
            kind="fees.relief_covers",
            title="增加的受理费现在不用交",
            body=f"受理费增加 {brief(event.amount)} 元，{words}。",
            parties=(event.party_id,),
            link=pay_link(record),
        )
    ]


NOTICES = Makers(
    on(Noticed, _noticed),
    on(ReliefCovers, _covered),
    on(DeferralOver, _deferral_over),
)
