"""Reads of reviews, one function per need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from common.cases.models import Case, Party
from fees.money.queries import _numbers, with_due
from fees.money.states import NoticeState
from fees.review.models import FeeReview
from fees.review.states import ReviewState, ReviewSubject
from fees.settling.queries import settlement_of


def reviewable(case: Case, party: Party) -> list[ReviewSubject]:
    """About which decisions this party may ask for a review (办法43). At most three queries."""
    found = []
    if case.fee_notices.exclude(state=NoticeState.CANCELLED).exists():
        found.append(ReviewSubject.CALCULATION)
    if case.reliefs.filter(party=party, decided_by__isnull=False).exists():
        found.append(ReviewSubject.RELIEF)
    if settlement_of(case) is not None:
        found.append(ReviewSubject.BURDEN)
    return found


def waiting_reviews(courts: Sequence[int]) -> Any:
    """Requests for review of these courts that nobody has decided."""
    rows = with_due(FeeReview.objects.filter(state=ReviewState.PENDING, case__court__in=courts), "fee_review")
    return rows.select_related("case", "case__court", "party").prefetch_related(_numbers())
