"""The papers of the fee office: what is written when something happened, with plain values only."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.events import Audience
from common.cases.models import Case, Event, Party
from common.cases.queries import number_of
from common.documents.rules import PaperRequest
from common.law.articles import art
from common.law.papers import PaperKind
from common.rooms import Makers, on
from fees.events import Noticed, RefundDue, ReliefDecided, ReviewDecided, Settled
from fees.models import FeeNotice, FeeReview, Refund, Relief
from fees.queries import returned_before, settlement_of
from fees.states import NoticeKind, ReliefKind, ReliefState, ReviewState


def _base(case: Case, day: date) -> dict[str, Any]:
    return {"day": day.isoformat(), "court": case.court.name, "case": case.title, "phone": case.court.phone}


def _notice(record: Event, event: Noticed) -> list[PaperRequest]:
    notice = FeeNotice.objects.select_related("party", "case__court").get(pk=event.notice_id)
    case = notice.case
    title = "交纳诉讼费用通知书" if notice.kind != NoticeKind.SUPPLEMENT else "补交诉讼费用通知书"
    article = art("民诉解释", 199) if notice.kind == NoticeKind.SUPPLEMENT else art("收费办法", 22)
    context = {
        **_base(case, record.day),
        "to": notice.party.name,
        "amount": notice.left,
        "full": notice.amount,
        "relieved": notice.relieved,
        "steps": notice.quote.get("steps", []),
        "note": notice.quote.get("note", ""),
        "kind": notice.kind,
        "grounds": [article.cite, *notice.quote.get("articles", [])],
        "rows": [{"name": "案件受理费", "fen": notice.left}],
    }
    return [
        PaperRequest(
            kind=PaperKind.FEE_NOTICE,
            title=title,
            context=context,
            audience=Audience.SIDE,
            party_id=notice.party_id,
            serve=True,
            number=number_of(case),
        )
    ]


def _relief(record: Event, event: ReliefDecided) -> list[PaperRequest]:
    relief = Relief.objects.select_related("party", "case__court").get(pk=event.relief_id)
    granted = relief.state == ReliefState.GRANTED
    articles = [art("收费办法", *map(int, relief.ground.split("-")[:1])), art("收费办法", 48)]
    if relief.kind_granted == ReliefKind.REDUCE:
        articles.append(art("收费办法", 46, 2))
    context = {
        **_base(relief.case, record.day),
        "to": relief.party.name,
        "asked": relief.get_kind_asked_display(),
        "asked_on": relief.asked_on.isoformat(),
        "ground": relief.get_ground_display(),
        "granted": granted,
        "kind": relief.get_kind_granted_display(),
        "code": relief.kind_granted,
        "percent": relief.percent,
        "relieved": relief.granted,
        "left": event.amount_left,
        "until": relief.until.isoformat() if relief.until else "",
        "reason": relief.reason,
        "grounds": [article.cite for article in articles],
    }
    return [
        PaperRequest(
            kind=PaperKind.FEE_RELIEF_DECISION,
            title="诉讼费用司法救助决定书",
            context=context,
            audience=Audience.SIDE,
            party_id=relief.party_id,
            serve=True,
            number=number_of(relief.case),
        )
    ]


def _review(record: Event, event: ReviewDecided) -> list[PaperRequest]:
    """复核决定书 (办法43第2款)."""
    review = FeeReview.objects.select_related("party", "case__court").get(pk=event.review_id)
    context = {
        **_base(review.case, record.day),
        "to": review.party.name,
        "asked_on": review.asked_on.isoformat(),
        "subject": review.get_subject_display(),
        "corrected": review.state == ReviewState.CORRECTED,
        "amount": review.amount,
        "reason": review.reason,
        "grounds": [art("收费办法", 43).cite],
    }
    return [
        PaperRequest(
            kind=PaperKind.FEE_REVIEW_DECISION,
            title="诉讼费用复核决定书",
            context=context,
            audience=Audience.SIDE,
            party_id=review.party_id,
            serve=True,
            number=number_of(review.case),
        )
    ]


def _refund(record: Event, event: RefundDue) -> list[PaperRequest]:
    refund = Refund.objects.select_related("party", "case__court").get(pk=event.refund_id)
    context = {
        **_base(refund.case, record.day),
        "to": refund.party.name,
        "reason": refund.get_reason_display(),
        "rows": [{"name": "退还案件受理费", "fen": refund.amount}],
        "amount": refund.amount,
        "grounds": [art("收费办法", 53).cite],
    }
    return [
        PaperRequest(
            kind=PaperKind.REFUND_NOTICE,
            title="退还诉讼费用通知书",
            context=context,
            audience=Audience.SIDE,
            party_id=refund.party_id,
            number=number_of(refund.case),
        )
    ]


def _settled(record: Event, _event: Settled) -> list[PaperRequest]:
    """办法53第1款: at closing the parties get a detailed list. Nothing paid and nothing due: there is none.

    What had gone back before is said beside `paid` and is not in it."""
    case = Case.objects.select_related("court").get(pk=record.case_id)
    row = settlement_of(case)
    if row is None or not (row.final or row.paid or row.due):
        return []
    context = {
        **_base(case, record.day),
        "final": row.final,
        "paid": row.paid,
        "returned": returned_before(row),
        "relieved": row.relieved,
        "refund": row.refund,
        "due": row.due,
        "steps": row.quote.get("steps", []),
        "note": row.quote.get("note", ""),
        "grounds": [art("收费办法", 53).cite, *row.quote.get("articles", [])],
    }
    return [
        PaperRequest(
            kind=PaperKind.FEE_LIST,
            title="诉讼费用清单",
            context=context,
            audience=Audience.SIDE,
            party_id=party.pk,
            number=number_of(case),
        )
        for party in Party.objects.filter(case=case, left_on__isnull=True).order_by("side", "order")
    ]


PAPERS = Makers(
    on(Noticed, _notice),
    on(ReliefDecided, _relief),
    on(ReviewDecided, _review),
    on(RefundDue, _refund),
    on(Settled, _settled),
)

LAYOUTS = {
    PaperKind.FEE_NOTICE: ("fees/papers/fee_notice.html",),
    PaperKind.FEE_RELIEF_DECISION: ("fees/papers/relief.html",),
    PaperKind.FEE_REVIEW_DECISION: ("fees/papers/review.html",),
    PaperKind.REFUND_NOTICE: ("fees/papers/refund.html",),
    PaperKind.FEE_LIST: ("fees/papers/fee_list.html",),
}
