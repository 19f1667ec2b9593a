"""Settlements, and who bears them. Every amount is integer fen."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.fields import choices_of
from fees.settling.states import RefundChoice


class Settlement(models.Model):
    """The final fee at closing, halved at most once, against what was paid. One of a case holds at a time."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="settlements")
    way = models.CharField("结案方式", max_length=20)
    final = models.BigIntegerField("案件受理费（分）")
    paid = models.BigIntegerField("已预交（分）")
    relieved = models.BigIntegerField("减免（分）", default=0)
    refund = models.BigIntegerField("应退（分）")
    due = models.BigIntegerField("应补交（分）")
    reviewed = models.BigIntegerField("其中复核时已退（分）", default=0)
    quote = models.JSONField(default=dict)
    on = models.DateField()
    undone_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField("生效日", null=True, blank=True)
    stayed_on = models.DateField("上诉日", null=True, blank=True)
    demanded_on = models.DateField("通知负担方的日期", null=True, blank=True)

    class Meta:
        verbose_name = "诉讼费用结算"
        verbose_name_plural = "诉讼费用结算"
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(undone_on__isnull=True, effective_on__isnull=True, stayed_on__isnull=True),
                name="settlement_not_effective",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(undone_on__isnull=True), name="settlement_once"),
            models.CheckConstraint(
                condition=Q(demanded_on__isnull=True) | Q(effective_on__isnull=False),
                name="settlement_demands_after_effect",
                violation_error_message="裁判生效后才能通知负担方交纳。",
            ),
            models.CheckConstraint(
                condition=Q(final__gte=0, paid__gte=0, refund__gte=0, due__gte=0), name="settlement_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.final}"


class Bearing(models.Model):
    """How much of the final fee a party bears, as the paper says (办法29-34), and, of one that prepaid more, how it
    comes back (解释207). The shares of a settlement are together its final fee."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="bearings")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="bearings")
    share = models.BigIntegerField("负担（分）")
    back = models.BigIntegerField("多预交（分）", default=0)
    lacks = models.BigIntegerField("还没有交（分）", default=0)
    asked_on = models.DateField("询问日", null=True, blank=True)
    choice = models.CharField("选择", max_length=8, choices=choices_of(RefundChoice), blank=True, default="")
    chosen_on = models.DateField("选择日", null=True, blank=True)
    silent = models.BooleanField("逾期没有选", default=False)

    class Meta:
        verbose_name = "诉讼费用负担"
        verbose_name_plural = "诉讼费用负担"
        indexes = [models.Index(fields=["id"], condition=Q(asked_on__isnull=False, choice=""), name="bearing_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "party"], name="bearing_once"),
            models.CheckConstraint(condition=Q(share__gte=0, back__gte=0, lacks__gte=0), name="bearing_not_negative"),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True) | Q(back__gt=0), name="bearing_asked_of_something"
            ),
            models.CheckConstraint(
                condition=Q(choice="", chosen_on__isnull=True) | (~Q(choice="") & Q(chosen_on__isnull=False)),
                name="bearing_chosen_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.party_id} {self.share}"
