"""Reads of reviews, one function per need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from common.cases.models import Case, Party
from common.cases.queries import CASE_NUMBERS, DeskItem, Offer
from common.cases.states import Side
from common.law.articles import art
from common.people.models import User
from fees.money.access import courts_as
from fees.money.models import FeeNotice
from fees.money.queries import with_due
from fees.money.states import NoticeState
from fees.relief.models import Relief
from fees.review.access import PRESIDENT
from fees.review.models import FeeReview
from fees.review.states import ReviewState, ReviewSubject
from fees.settling.models import Settlement
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


def relief_of(review: FeeReview) -> Relief | None:
    """The answer that is objected to: the last one of this party, as far as the review is about one."""
    if review.subject != ReviewSubject.RELIEF:
        return None
    rows = Relief.objects.filter(case=review.case_id, party=review.party_id, decided_by__isnull=False)
    return rows.order_by("-pk").first()


def waiting_reviews(courts: Sequence[int]) -> Any:
    """Requests for review of these courts that nobody has decided."""
    rows = with_due(FeeReview.objects.filter(state=ReviewState.PENDING, case__court__in=courts), "fee_review")
    return rows.select_related("case", "case__court", "party").prefetch_related(CASE_NUMBERS)


def desk(user: User, today: date) -> list[DeskItem]:
    """The requests for review that wait for this president."""
    presiding = courts_as(user, PRESIDENT, today)
    if not presiding:
        return []
    rows = waiting_reviews(presiding).order_by()
    count = rows.count()  # the day of each is looked up where there is one
    late = rows.filter(due_on__lt=today).count() if count else 0
    return [DeskItem("诉讼费用复核", count, reverse("fees:reviews"), due=late)]


def offers(
    case: Case, party: Party, notice: FeeNotice | None, reliefs: Iterable[Relief], settlement: Settlement | None
) -> list[Offer]:
    """What the case page offers to a party that may object to something, also when the case has ended: what was asked
    of it, what was decided of its own request (`reliefs` are this reader's), who bears the fee."""
    asked = notice is not None and party.side == Side.CLAIMANT
    if not asked and settlement is None and all(each.decided_by_id is None for each in reliefs):
        return []
    return [Offer("申请复核诉讼费用", "fees:review", (case.uid,), articles=[art("收费办法", 43)])]
