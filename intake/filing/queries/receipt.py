"""What the receipt shows."""

from __future__ import annotations

from common.cases.models import Case
from common.documents.models import Paper
from common.law.papers import PaperKind
from common.law.terms import FILING_TERMS

# How long the desk may take: with a suit, and (of the filing itself) with a request for mediation.
REVIEW_TERMS = (*FILING_TERMS, "appoint_mediator")


def receipt_papers(case: Case) -> dict[str, Paper | None]:
    """The receipt and the newest complaint, rendered or still being made."""
    kinds = {PaperKind.RECEIPT: "receipt", PaperKind.COMPLAINT: "complaint", PaperKind.ORAL_RECORD: "complaint"}
    rows = Paper.objects.filter(case=case, kind__in=kinds).select_related("document").order_by("id")
    found: dict[str, Paper | None] = {"receipt": None, "complaint": None}
    for row in rows:
        found[kinds[PaperKind(row.kind)]] = row
    return found
