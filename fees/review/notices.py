"""What is said to people about a review."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event
from common.law.terms import term
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from fees.money.notices import to_leaders
from fees.review.access import PRESIDENT
from fees.review.events import ReviewDecided, ReviewSought
from fees.review.models import FeeReview
from fees.review.states import ReviewState, ReviewSubject


def _review_sought(record: Event, event: ReviewSought) -> list[NoticeRequest]:
    review = term("fee_review", record.case.received_on)
    words = f"当事人对诉讼费用有异议，请在{review.spoken}内作出复核决定。"
    link = reverse("fees:review_decide", args=[event.review_id])
    return to_leaders(record, "fees.review_sought", "诉讼费用复核申请", words, list(PRESIDENT), link)


def _review_decided(record: Event, event: ReviewDecided) -> list[NoticeRequest]:
    review = FeeReview.objects.get(pk=event.review_id)
    anew = (review.subject, review.state) == (ReviewSubject.RELIEF, ReviewState.CORRECTED)
    more = "减免申请重新审查，答复以前不用交费。" if anew else ""
    return [
        NoticeRequest(
            kind="fees.review_decided",
            title="诉讼费用复核有了结果",
            body=f"{record.case.title}：{review.get_subject_display()}，{review.get_state_display()}。{more}决定书可以在网上查看。",
            parties=(event.party_id,),
            link=reverse("fees:review", args=[record.case.uid]),
        )
    ]


NOTICES = Makers(
    on(ReviewSought, _review_sought),
    on(ReviewDecided, _review_decided),
)
