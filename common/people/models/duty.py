"""Who is on duty for what is ruled before a case has a judge."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from common.courts.models import Court
from common.people.models.people import User


class DutyTurn(models.Model):
    """A judge is on duty in a court from one day to another, both included. Several may be, at the same time."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="+", verbose_name="法院")
    judge = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="法官")
    since = models.DateField("自何日起")
    until = models.DateField("至何日止（含）")
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="排班人")
    ended_on = models.DateField("撤销日", null=True, blank=True)

    class Meta:
        verbose_name = "值班"
        verbose_name_plural = "值班"
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["court", "until"], name="duty_court")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="duty_term",
                violation_error_message="截止日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court_id} {self.judge_id} {self.since}"
