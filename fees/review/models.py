"""Requests for review."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from common.fields import choices_of
from fees.review.states import ReviewState, ReviewSubject


class FeeReview(models.Model):
    """复核: a party objects to a decision about the fees, which no appeal of its own is open against (办法43). The
    president decides within fifteen days."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="fee_reviews")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="fee_reviews")
    subject = models.CharField("对什么有异议", max_length=12, choices=choices_of(ReviewSubject))
    words = models.TextField("理由")
    asked_on = models.DateField("申请日期")
    state = models.CharField("状态", max_length=10, choices=choices_of(ReviewState), default=ReviewState.PENDING)
    amount = models.BigIntegerField("更正后的案件受理费（分）", null=True, blank=True)
    reason = models.TextField("复核理由", blank=True, default="")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
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
