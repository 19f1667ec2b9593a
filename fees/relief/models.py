"""Requests for relief."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from common.fields import EncryptedTextField, choices_of
from fees.relief.rules import outcome
from fees.relief.states import RefusalReason, ReliefGround, ReliefKind, ReliefState


class Request(models.Model):
    """What a party asks about the fees and a leader decides in writing, once; the same form sent twice is one row."""

    case = models.ForeignKey("cases.Case", models.PROTECT)
    party = models.ForeignKey("cases.Party", models.PROTECT)
    asked_on = models.DateField("申请日期")
    reason = EncryptedTextField("理由", blank=True, default="")  # of the decision
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Relief(Request):
    """缓交、减交、免交 (办法44-51): asked by a party with proof, decided by the head of division or the president."""

    kind_asked = models.CharField("申请", max_length=8, choices=choices_of(ReliefKind))
    ground = models.CharField("情形", max_length=8, choices=choices_of(ReliefGround))
    words = EncryptedTextField("情况说明", blank=True, default="")
    news = EncryptedTextField("和上次相比的新情况", blank=True, default="")  # of who asked before; the term goes on
    documents = models.ManyToManyField("documents.Document", related_name="+", blank=True)
    state = models.CharField("状态", max_length=10, choices=choices_of(ReliefState), default=ReliefState.PENDING)
    kind_granted = models.CharField("批准", max_length=8, choices=choices_of(ReliefKind), blank=True, default="")
    percent = models.PositiveSmallIntegerField("减交比例（%）", null=True, blank=True)
    granted = models.BigIntegerField("减免金额（分）", default=0)
    until = models.DateField("缓交至", null=True, blank=True)
    refusal = models.CharField(
        "不予批准的理由", max_length=16, choices=choices_of(RefusalReason), blank=True, default=""
    )

    class Meta:
        default_related_name = "reliefs"
        verbose_name = "减免申请"
        verbose_name_plural = "减免申请"
        indexes = [models.Index(fields=["asked_on", "id"], condition=Q(state="pending"), name="relief_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "party"],
                condition=Q(state="pending"),
                name="relief_one_pending",
                violation_error_message="您已有一份正在审查的申请。",
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | ~Q(kind_granted=""),
                name="relief_granted_has_kind",
                violation_error_message="批准时应写明缓交、减交或者免交。",
            ),
            models.CheckConstraint(
                condition=~Q(kind_granted="reduce") | Q(percent__gte=30, percent__lte=99),
                name="relief_reduce_at_least_30",
                violation_error_message="减交比例不得低于百分之三十。",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""),
                name="relief_refused_has_reason",
                violation_error_message="不予批准应书面说明理由。",
            ),
            models.CheckConstraint(
                condition=~Q(reason="")
                | ~(
                    Q(kind_asked="exempt", kind_granted__in=["reduce", "defer"])
                    | Q(kind_asked="reduce", kind_granted="defer")
                ),
                name="relief_less_has_reason",
                violation_error_message="批准的比申请的少，应书面说明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind_asked} {self.state}"

    @property
    def asked(self) -> ReliefKind:
        return ReliefKind(self.kind_asked)

    @property
    def given(self) -> ReliefKind | None:
        return ReliefKind(self.kind_granted) if self.kind_granted else None

    @property
    def outcome(self) -> str:
        """What became of it, in words."""
        return outcome(ReliefState(self.state), asked=self.asked, granted=self.given)
