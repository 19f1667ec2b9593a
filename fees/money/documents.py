"""The paper of a refund, with plain values only."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.events import Audience
from common.cases.models import Case, Event
from common.cases.queries import number_of
from common.documents.rules import PaperRequest
from common.law.articles import art
from common.law.papers import PaperKind
from fees.money.events import RefundDue
from fees.money.models import Refund


def _base(case: Case, day: date) -> dict[str, Any]:
    return {"day": day.isoformat(), "court": case.court.name, "case": case.title, "phone": case.court.phone}


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
