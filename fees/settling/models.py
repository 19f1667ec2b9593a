"""Settlements. Every amount is integer fen."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Settlement(models.Model):
    """The final fee at closing, halved at most once, against what was paid. One of a case holds at a time."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="settlements")
    way = models.CharField("结案方式", max_length=20)
    final = models.BigIntegerField("案件受理费（分）")
    paid = models.BigIntegerField("已预交（分）")
    relieved = models.BigIntegerField("减免（分）", default=0)
    refund = models.BigIntegerField("应退（分）")
    due = models.BigIntegerField("应补交（分）")
    quote = models.JSONField(default=dict)
    on = models.DateField()
    undone_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "诉讼费用结算"
        verbose_name_plural = "诉讼费用结算"
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(undone_on__isnull=True), name="settlement_once"),
            models.CheckConstraint(
                condition=Q(final__gte=0, paid__gte=0, refund__gte=0, due__gte=0), name="settlement_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.final}"
