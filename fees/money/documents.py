"""The papers of a refund and of cash taken at the window, with plain values only."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.events import Audience
from common.cases.models import Case, Event
from common.cases.queries import number_of
from common.documents.rules import PaperRequest
from common.law.articles import art
from common.law.papers import PaperKind
from common.rooms import Makers, on
from fees.money.events import CashTaken, RefundDue
from fees.money.models import Payment, Refund
from fees.money.states import RefundReason


def heading(case: Case, day: date) -> dict[str, Any]:
    """What every paper of the fee office prints: day, court, case, whom to call."""
    return {"day": day.isoformat(), "court": case.court.name, "case": case.title, "phone": case.court.phone}


def to_party(
    case: Case, party_id: int, kind: PaperKind, title: str, context: dict[str, Any], *, serve: bool = False
) -> list[PaperRequest]:
    """A paper of the fee office to one party, seen by its side alone, under the number of the case."""
    return [
        PaperRequest(
            kind=kind,
            title=title,
            context=context,
            audience=Audience.SIDE,
            party_id=party_id,
            serve=serve,
            number=number_of(case),
        )
    ]


_GROUNDS = {RefundReason.CLAIMS: (art("收费办法", 21, None, 2), art("收费办法", 53))}


def _refund(record: Event, event: RefundDue) -> list[PaperRequest]:
    refund = Refund.objects.select_related("party", "case__court").get(pk=event.refund_id)
    context = {
        **heading(refund.case, record.day),
        "to": refund.party.name,
        "reason": refund.get_reason_display(),
        "rows": [{"name": "退还案件受理费", "fen": refund.amount}],
        "amount": refund.amount,
        "in_suit": refund.settlement_id is None,  # no end of the case gives it back: its days run from now
        "grounds": [article.cite for article in _GROUNDS.get(RefundReason(refund.reason), (art("收费办法", 53),))],
    }
    return to_party(refund.case, refund.party_id, PaperKind.REFUND_NOTICE, "退还诉讼费用通知书", context)


def _cash(record: Event, event: CashTaken) -> list[PaperRequest]:
    payment = Payment.objects.select_related("notice", "party", "by", "case__court").get(pk=event.payment_id)
    context = {
        **heading(payment.case, record.day),
        "payer": payment.party.name if payment.party else "",
        "ticket": payment.ticket,
        "amount": event.amount,
        "rows": [{"name": payment.notice.get_kind_display(), "fen": event.amount}],
        "on": (payment.received_on or payment.started_on).isoformat(),
        "taken_by": payment.by.display_name if payment.by else "",
        "grounds": [art("收费办法", 52).cite],
    }
    kind = PaperKind.CASH_RECEIPT
    return to_party(payment.case, event.party_id, kind, kind.label, context)


PAPERS = Makers(on(RefundDue, _refund), on(CashTaken, _cash))

LAYOUTS = {
    PaperKind.REFUND_NOTICE: ("fees/money/papers/refund.html",),
    PaperKind.CASH_RECEIPT: ("fees/money/papers/cash.html",),
}
