"""The list of fees at closing, with plain values only."""

from __future__ import annotations

from common.cases.events import Audience
from common.cases.models import Case, Event, Party
from common.cases.queries import number_of
from common.courts.queries import court_above
from common.documents.rules import PaperRequest
from common.law.articles import art, sure
from common.law.papers import PaperKind
from common.rooms import Makers, on
from fees.charging.queries import quote_as_rows
from fees.money.documents import heading, to_party
from fees.settling.events import AppealFeeAsked, Apportioned, Settled
from fees.settling.queries import appeal_fee_of, returned_before, settlement_of
from fees.settling.rules import borne_by_law


def _settled(record: Event, _event: Settled | Apportioned) -> list[PaperRequest]:
    """办法53第1款: at closing the parties get a detailed list, with what each of them bears. Nothing paid and nothing
    due: there is none. Where it is said later who bears the fee, they get it again.

    What had gone back before is said beside `paid` and is not in it."""
    case = Case.objects.select_related("court").get(pk=record.case_id)
    row = settlement_of(case)
    if row is None or not (row.final or row.paid or row.due):
        return []
    context = {
        **heading(case, record.day),
        "final": row.final,
        "paid": row.paid,
        "returned": returned_before(row),
        "relieved": row.relieved,
        "refund": row.refund,
        "due": row.due,
        "shares": [
            {"name": bearing.party.name, "fen": bearing.share}
            for bearing in row.bearings.filter(share__gt=0).select_related("party").order_by("pk")
        ],
        # Only where a judgment or an agreement may lay it on another than who prepaid is there anything to choose.
        "chosen": not borne_by_law(row.way).value,
        "steps": row.quote.get("steps", []),
        "note": sure(row.quote.get("note", "")),
        "grounds": list(dict.fromkeys([art("收费办法", 53).cite, *row.quote.get("articles", [])])),
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


def _appeal_fee(record: Event, event: AppealFeeAsked) -> list[PaperRequest]:
    """办法22第2款: who appeals and has not prepaid is told to, with how the sum was worked out."""
    case = Case.objects.select_related("court").get(pk=record.case_id)
    party = case.parties.get(pk=event.party_id)
    found = appeal_fee_of(case, event.disputed, record.day)
    if found.value is None:
        return []
    steps = quote_as_rows(found.value, found)
    context = {
        **heading(case, record.day),
        "to": party.name,
        "amount": event.amount,
        "disputed": event.disputed,
        "above": court_above(case.court),
        "steps": steps["steps"],
        "note": found.note,
        "rows": [{"name": "上诉案件受理费", "fen": event.amount}],
        "grounds": [article.cite for article in found.articles],
    }
    kind = PaperKind.APPEAL_FEE_NOTICE
    return to_party(case, party.pk, kind, "预交上诉案件受理费通知书", context, serve=True)


PAPERS = Makers(on(Settled, _settled), on(Apportioned, _settled), on(AppealFeeAsked, _appeal_fee))

LAYOUTS = {
    PaperKind.FEE_LIST: ("fees/settling/papers/fee_list.html",),
    PaperKind.APPEAL_FEE_NOTICE: ("fees/settling/papers/appeal_fee.html",),
}
