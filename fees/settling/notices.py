"""What is said to people about the fee once the end of the case has taken effect."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Deadline, Event, Party
from common.law.money import brief
from common.law.terms import term
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import moment_words
from fees.money.models import FeeNotice
from fees.money.notices import pay_link
from fees.relief.models import Relief
from fees.relief.states import ReliefKind, ReliefState
from fees.settling.events import AppealFeeAsked, DemandLapsed, RefundAsked, RefundChosen, SentToEnforcement, Settled
from fees.settling.models import Bearing
from fees.settling.queries import matrix
from fees.settling.states import RefundChoice

_NAME = 10  # characters of a name in a message of 70


def _asked(record: Event, event: RefundAsked) -> list[NoticeRequest]:
    row = Deadline.objects.filter(case=record.case_id, subject=f"bearing:{event.bearing_id}").order_by("-pk").first()
    until = f"在 {moment_words(row.due)}前" if row and row.due else ""
    return [
        NoticeRequest(
            kind="fees.refund_asked",
            title="请选受理费怎么退",
            body=f"预交的受理费 {brief(event.amount)} 元不用您负担。请{until}登录选怎么退；不选的，退给您。",
            parties=(event.party_id,),
            link=reverse("fees:choose", args=[record.case.uid]),
        )
    ]


def _called(party: Party) -> str:
    """A party in a message of 70 characters."""
    return party.name if len(party.name) <= _NAME else f"{party.name[: _NAME - 1]}…"


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
            words = f"受理费 {brief(fen)} 元，按裁判写的日子付给{_called(row.party)}，不交法院，留好凭证。登录可查。"
        else:
            words = f"您负担的受理费 {brief(fen)} 元，{_called(row.party)}自愿承担，您不用再交。"
        found.append(
            NoticeRequest(
                kind="fees.refund_chosen",
                title="受理费怎么付",
                body=words,
                parties=(loser,),
                link=reverse("casefile:case", args=[record.case.uid]),
            )
        )
    return found


def _lapsed(record: Event, event: DemandLapsed) -> list[NoticeRequest]:
    notice = FeeNotice.objects.get(pk=event.notice_id)
    terms = Deadline.objects.filter(case=record.case_id, term="fee_demand", subject=f"notice:{notice.pk}")
    due = terms.order_by("-pk").values_list("due", flat=True).first()
    ended = f" {moment_words(due)}到期" if due else "到期"
    return [
        NoticeRequest(
            kind="fees.demand_lapsed",
            title="受理费还没有交",
            body=f"受理费 {brief(notice.left)} 元{ended}没交，登录可交，有困难打 12368；不交可执行。",
            parties=(event.party_id,),
            link=pay_link(record),
        )
    ]


def _relief(record: Event, event: Settled) -> list[NoticeRequest]:
    """What becomes of a relief with the end of the case, to each who had asked: whoever bears the fee bears less by it
    (办法50), a deferral ends with the case, and who has no answer yet gets one (办法48)."""
    if not event.final:
        return []
    newest = {row.party_id: row for row in record.case.reliefs.order_by("pk")}
    return [
        NoticeRequest(
            kind="fees.relief_after",
            title=_RELIEF,
            body=words,
            parties=(pk,),
            link=reverse("casefile:case", args=[uid]),
        )
        for pk, row in newest.items()
        for uid, words in [(record.case.uid, _after_end(row))]
        if words
    ]


_RELIEF = "结案以后的减免"


def _after_end(relief: Relief) -> str:
    if relief.state == ReliefState.PENDING:
        return "本案已结案，您的减免申请法院照样答复，答复以前不用交受理费。"
    if relief.state != ReliefState.GRANTED:
        return ""
    if relief.given is ReliefKind.DEFER:
        return "本案已结案，缓交到此为止。受理费由谁负担看裁判；要您交的，法院另行通知。"
    if relief.given is ReliefKind.REDUCE:
        return f"本案已结案。裁判定由您负担的受理费，仍减交 {relief.percent}%；要您交的，法院另行通知。"
    return "本案已结案。裁判定由您负担的受理费，仍免交。"


def _enforced(record: Event, event: SentToEnforcement) -> list[NoticeRequest]:
    return [
        NoticeRequest(
            kind="fees.sent_to_enforcement",
            title="没交的受理费已移送执行",
            body=f"法院已把没交的受理费 {brief(event.amount)} 元移送执行。现在仍可登录或到窗口交，有困难打 12368。",
            parties=(event.party_id,),
            link=pay_link(record),
        )
    ]


def _appeal_fee(record: Event, event: AppealFeeAsked) -> list[NoticeRequest]:
    days = term("appeal_fee", record.case.received_on).figures
    return [
        NoticeRequest(
            kind="fees.appeal_fee_asked",
            title="请预交上诉案件受理费",
            body=f"上诉受理费 {brief(event.amount)} 元，收到通知书后 {days}内向上级法院交，通知书登录可看。",
            parties=(event.party_id,),
            link=reverse("casefile:case", args=[record.case.uid]),
        )
    ]


NOTICES = Makers(
    on(Settled, _relief),
    on(AppealFeeAsked, _appeal_fee),
    on(RefundAsked, _asked),
    on(RefundChosen, _chosen),
    on(DemandLapsed, _lapsed),
    on(SentToEnforcement, _enforced),
)
