"""The decision on a review, with plain values only."""

from __future__ import annotations

from common.cases.models import Event
from common.documents.rules import PaperRequest
from common.law.articles import art
from common.law.papers import PaperKind
from common.rooms import Makers, on
from fees.money.documents import heading, to_party
from fees.review.events import ReviewDecided
from fees.review.models import FeeReview
from fees.review.states import ReviewState, ReviewSubject


def _review(record: Event, event: ReviewDecided) -> list[PaperRequest]:
    """复核决定书 (办法43第2款)."""
    review = FeeReview.objects.select_related("party", "case__court").get(pk=event.review_id)
    context = {
        **heading(review.case, record.day),
        "to": review.party.name,
        "asked_on": review.asked_on.isoformat(),
        "subject": review.get_subject_display(),
        "corrected": review.state == ReviewState.CORRECTED,
        "amount": review.amount,
        "anew": review.subject == ReviewSubject.RELIEF,
        "reason": review.reason,
        "grounds": [art("收费办法", 43).cite],
    }
    kind = PaperKind.FEE_REVIEW_DECISION
    return to_party(review.case, review.party_id, kind, kind.label, context, serve=True)


PAPERS = Makers(on(ReviewDecided, _review))

LAYOUTS = {PaperKind.FEE_REVIEW_DECISION: ("fees/review/papers/review.html",)}
