"""What a filer may do on the case page with what was submitted."""

from __future__ import annotations

from common.cases.models import Case
from common.cases.queries import Offer
from intake.filing.models import Filing
from intake.filing.rules.suing import suable

# Ends after which suing is possible and nothing one is asked to think of.
WENT_WELL = ("mediated", "confirmed", "self_settled", "withdrawn")


def papers_offer(case: Case) -> Offer:
    return Offer("收件回执和起诉状" if case.is_suit else "收件回执和申请书", "intake:receipt", (case.uid,))


def suing_offers(case: Case, filing: Filing) -> list[Offer]:
    """Suing after mediation. A query once the case has ended."""
    open_claims = case.claims.filter(state="open").count() if case.closed_on else 0
    found = suable(wish=filing.wish, ended=case.closed_on is not None, closing=case.closing, open_claims=open_claims)
    if not found.value:
        return []
    words, main = "起诉（已填的内容都带过去）", case.closing not in WENT_WELL
    return [Offer(words, "intake:sue_after", (case.uid,), main=main, articles=found.articles)]


def evidence_offers(case: Case) -> list[Offer]:
    return [] if case.closed_on else [Offer("补充证据", "intake:more_evidence", (case.uid,))]
