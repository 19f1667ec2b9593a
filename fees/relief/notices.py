"""What is said to people about relief."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event
from common.law.money import yuan
from common.notifications.rules import NoticeRequest
from common.people.queries import staff_of
from common.people.states import Role
from common.rooms import Makers, on
from fees.money.notices import pay_link, within
from fees.relief.events import ReliefDecided, ReliefSought
from fees.relief.models import Relief


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
        words = f"未获批准：{relief.reason}。请在收到决定书次日起 {within(record)}内交纳案件受理费。"
    return [
        NoticeRequest(
            kind="fees.relief_decided",
            title="诉讼费用救助申请有了结果",
            body=f"{record.case.title}：{words}",
            parties=(event.party_id,),
            link=pay_link(record),
        )
    ]


NOTICES = Makers(
    on(ReliefSought, _sought),
    on(ReliefDecided, _decided),
)
