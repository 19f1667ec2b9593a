"""What is said to people about a review."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event
from common.law.terms import term
from common.notifications.rules import NoticeRequest
from common.people.queries import staff_of
from common.people.states import Role
from common.rooms import Makers, on
from fees.review.events import ReviewDecided, ReviewSought
from fees.review.models import FeeReview


def _review_sought(record: Event, event: ReviewSought) -> list[NoticeRequest]:
    heads = staff_of(record.case.court_id, [Role.PRESIDENT], record.day)
    review = term("fee_review", record.case.received_on)
    return [
        NoticeRequest(
            kind="fees.review_sought",
            title="诉讼费用复核申请",
            body=f"{record.case.title}：当事人对诉讼费用有异议，请在{review.spoken}内作出复核决定。",
            users=tuple(dict.fromkeys(post.user_id for post in heads)),
            link=reverse("fees:review_decide", args=[event.review_id]),
        )
    ]


def _review_decided(record: Event, event: ReviewDecided) -> list[NoticeRequest]:
    review = FeeReview.objects.get(pk=event.review_id)
    return [
        NoticeRequest(
            kind="fees.review_decided",
            title="诉讼费用复核有了结果",
            body=f"{record.case.title}：{review.get_subject_display()}，{review.get_state_display()}。决定书可以在网上查看。",
            parties=(event.party_id,),
            link=reverse("fees:review", args=[record.case.uid]),
        )
    ]


NOTICES = Makers(
    on(ReviewSought, _review_sought),
    on(ReviewDecided, _review_decided),
)
