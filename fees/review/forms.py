"""What is asked about a review. Forms clean; they never save."""

from __future__ import annotations

from typing import Any

from common.fields import choices_of
from common.web.fields import ChoiceRadios, LongText, MoneyField
from common.web.forms import CourtForm, OnceForm
from fees.review.states import ReviewSubject


class ReviewForm(OnceForm):
    """复核: against which decision, and why (办法43)."""

    subject = ChoiceRadios(label="您对什么有异议？")
    words = LongText(label="您为什么认为不对", max_length=2000, rows=6)

    def __init__(self, *args: Any, subjects: list[ReviewSubject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("subject", choices_of(subjects))


class DecideReviewForm(CourtForm):
    """The president's decision; the right sum only where the calculation was wrong."""

    outcome = ChoiceRadios(label="复核决定", choices=[("upheld", "维持原决定"), ("corrected", "予以更正")])
    amount = MoneyField(label="更正后的案件受理费", required=False, help_text="对计算的异议成立时填写。")
    reason = LongText(label="理由（写入决定书）", max_length=1000, rows=4)

    def __init__(self, *args: Any, sum_asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sum_asked:
            del self.fields["amount"]
