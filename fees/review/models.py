"""Requests for review."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.fields import EncryptedTextField, choices_of
from fees.relief.models import Request
from fees.review.states import ReviewState, ReviewSubject


class FeeReview(Request):
    """复核: a party objects to a decision about the fees, which no appeal of its own is open against (办法43). The
    president decides within fifteen days."""

    subject = models.CharField("对什么有异议", max_length=12, choices=choices_of(ReviewSubject))
    words = EncryptedTextField("理由")
    state = models.CharField("状态", max_length=10, choices=choices_of(ReviewState), default=ReviewState.PENDING)
    amount = models.BigIntegerField("更正后的案件受理费（分）", null=True, blank=True)

    class Meta:
        default_related_name = "fee_reviews"
        verbose_name = "诉讼费用复核"
        verbose_name_plural = "诉讼费用复核"
        indexes = [models.Index(fields=["asked_on", "id"], condition=Q(state="pending"), name="fee_review_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "party"],
                condition=Q(state="pending"),
                name="fee_review_one_pending",
                violation_error_message="您已有一份正在复核的申请。",
            ),
            models.CheckConstraint(
                condition=Q(state="pending") | (Q(decided_on__isnull=False, decided_by__isnull=False) & ~Q(reason="")),
                name="fee_review_decided_says_why",
                violation_error_message="复核决定应当写明理由、日期和决定人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.subject}"
