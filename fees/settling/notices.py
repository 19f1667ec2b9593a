"""What is said to people about the fee once the end of the case has taken effect."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Deadline, Event
from common.law.money import yuan
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import day_words
from fees.money.models import FeeNotice
from fees.money.notices import pay_link
from fees.settling.events import DemandLapsed, RefundAsked, RefundChosen
from fees.settling.models import Bearing
from fees.settling.queries import matrix
from fees.settling.states import RefundChoice


def _asked(record: Event, event: RefundAsked) -> list[NoticeRequest]:
    term = Deadline.objects.filter(case=record.case_id, subject=f"bearing:{event.bearing_id}").order_by("-pk").first()
    until = f"请在 {day_words(term.due, today=record.day)}前选；" if term and term.due else ""
    return [
        NoticeRequest(
            kind="fees.refund_asked",
            title="请选受理费怎么退",
            body=f"{record.case.title}：裁判已经生效，您多预交了受理费 {yuan(event.amount)} 元。"
            f"{until}不选的，法院退还给您。",
            parties=(event.party_id,),
            link=reverse("fees:choose", args=[record.case.uid]),
        )
    ]


def _chosen(record: Event, event: RefundChosen) -> list[NoticeRequest]:
    """To each loser that has nothing to pay the court for this; what it pays the court a notice of its own says."""
    row = Bearing.objects.select_related("party").get(pk=event.bearing_id)
    if row.choice == RefundChoice.COURT:
        return []
    found = []
    for loser, parts in matrix(Bearing.objects.filter(settlement=row.settlement_id)).items():
        fen = parts.get(row.party_id, 0)
        if not fen:
            continue
        if row.choice == RefundChoice.DIRECT:
            words = f"您负担的受理费 {yuan(fen)} 元，请直接付给{row.party.name}，不用交给法院。请留好付款凭证。"
        else:
            words = f"您负担的受理费 {yuan(fen)} 元，{row.party.name}自愿承担，您不用再交。"
        found.append(
            NoticeRequest(
                kind="fees.refund_chosen",
                title="受理费怎么付",
                body=f"{record.case.title}：{words}",
                parties=(loser,),
                link=reverse("casefile:case", args=[record.case.uid]),
            )
        )
    return found


def _lapsed(record: Event, event: DemandLapsed) -> list[NoticeRequest]:
    notice = FeeNotice.objects.get(pk=event.notice_id)
    return [
        NoticeRequest(
            kind="fees.demand_lapsed",
            title="受理费还没有交",
            body=f"{record.case.title}：您负担的受理费 {yuan(notice.left)} 元还没有交。"
            "请尽快交纳，否则法院可以强制执行。",
            parties=(event.party_id,),
            link=pay_link(record),
        )
    ]


NOTICES = Makers(
    on(RefundAsked, _asked),
    on(RefundChosen, _chosen),
    on(DemandLapsed, _lapsed),
)
