"""The vocabulary of reviews."""

from __future__ import annotations

from collections.abc import Mapping

from common.law.labelled import LabelledEnum


class ReviewSubject(LabelledEnum):
    """What about the fees a party wants looked at again (办法43第2、3款)."""

    CALCULATION = "calculation", "诉讼费用的计算"
    RELIEF = "relief", "减免申请的决定"
    BURDEN = "burden", "诉讼费用由谁负担"


class ReviewState(LabelledEnum):
    PENDING = "pending", "等待复核"
    UPHELD = "upheld", "维持原决定"
    CORRECTED = "corrected", "予以更正"


REVIEW_MOVES: Mapping[ReviewState, tuple[ReviewState, ...]] = {
    ReviewState.PENDING: (ReviewState.UPHELD, ReviewState.CORRECTED),
}
