"""What is said to people about relief."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event
from common.cases.states import ENDED
from common.law.money import brief
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import moment_words
from fees.money.notices import pay_link, to_leaders, within
from fees.relief.access import DECIDERS
from fees.relief.events import ReliefDecided, ReliefSought
from fees.relief.models import Relief
from fees.relief.rules import is_less
from fees.relief.states import ReliefKind


def _sought(record: Event, event: ReliefSought) -> list[NoticeRequest]:
    words = f"申请{ReliefKind(event.kind_asked).label}，请审查。"
    link = reverse("fees:relief_decide", args=[event.relief_id])
    return to_leaders(record, "fees.relief_sought", "新的减免申请", words, list(DECIDERS), link)


def _decided(record: Event, event: ReliefDecided) -> list[NoticeRequest]:
    relief = Relief.objects.get(pk=event.relief_id)
    less = relief.given is None or is_less(relief.given, asked=relief.asked)
    if record.case.stage in ENDED:
        words = f"{relief.outcome}。" if event.outcome == "granted" else "没有批准，理由登录可看。"
        words += "本案已经结案，还要您交的，法院另行通知。"
    elif event.outcome == "granted":
        words = f"{relief.outcome}。"
        words += f"请在 {moment_words(relief.until)}前交纳。" if relief.until else ""
        words += f"还应交纳 {brief(event.amount_left)} 元。" if event.kind_granted == "reduce" else ""
        words += "理由登录可看。" if less else ""
    else:
        words = f"没有批准，理由登录可看。{_pay_within(record, relief)}"
    words += "不同意的，可以申请院长复核。" if less else ""
    return [
        NoticeRequest(
            kind="fees.relief_decided",
            title="减免申请有了结果",
            body=words,
            parties=(event.party_id,),
            link=pay_link(record),
        )
    ]


def _pay_within(record: Event, relief: Relief) -> str:
    if relief.news:  # asked a second time: the term went on
        return "原来的交费期限不变，请按期交。"
    return f"收到通知书后 {within(record)}内交受理费。"


NOTICES = Makers(
    on(ReliefSought, _sought),
    on(ReliefDecided, _decided),
)
