"""Teams, their cases, and who stands aside."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from common.fields import EncryptedTextField, choices_of
from triage.teams.states import TeamKind


class Team(models.Model):
    """法官 + 法官助理 + 书记员 + 调解员 (实施意见 item 9). Only the judge is indispensable."""

    court = models.ForeignKey("courts.Court", models.PROTECT, related_name="teams", verbose_name="法院")
    name = models.CharField("名称", max_length=40)
    kind = models.CharField("类别", max_length=8, choices=choices_of(TeamKind))
    judge = models.ForeignKey("people.User", models.PROTECT, related_name="teams_led", verbose_name="法官")
    assistant = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="法官助理"
    )
    court_clerk = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="书记员"
    )
    mediator = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="调解员"
    )
    since = models.DateField("自何日起")
    until = models.DateField("至何日止（含）", null=True, blank=True)

    class Meta:
        verbose_name = "审判团队"
        verbose_name_plural = "审判团队"
        ordering = ["court__order", "kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "name"], name="team_name", violation_error_message="该法院已有同名团队。"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="team_term",
                violation_error_message="截止日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def people(self) -> frozenset[int]:
        members = (self.judge_id, self.assistant_id, self.court_clerk_id, self.mediator_id)
        return frozenset(member for member in members if member is not None)


class Assignment(models.Model):
    """A team has a case from `since` until it is closed or handed over. `weight` counts while it is open."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="assignments")
    team = models.ForeignKey(Team, models.PROTECT, related_name="assignments")
    judge = models.ForeignKey("people.User", models.PROTECT, related_name="assignments")
    weight = models.PositiveSmallIntegerField("权重")
    since = models.DateField("分案日期")
    until = models.DateField("结束日期", null=True, blank=True)
    why = models.CharField("依据", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "分案"
        verbose_name_plural = "分案"
        indexes = [
            models.Index(fields=["team", "weight"], condition=Q(until__isnull=True), name="assignment_load"),
            models.Index(fields=["judge", "id"], condition=Q(until__isnull=True), name="assignment_judge"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(until__isnull=True),
                name="assignment_one_open",
                violation_error_message="该案已经分案。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.team_id}"


class Recusal(models.Model):
    """Why somebody of the court stood aside in a case (民诉法47-49). That they did is their seat in it: Capacity.ASIDE,
    which every question of a conflict reads."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="recusals")
    user = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    ground = EncryptedTextField("事由", max_length=200)
    on = models.DateField()
    # Offered by themselves, and whoever decides did not agree (民诉法49); an offer made again forgets both.
    refused_on = models.DateField("不同意的日期", null=True, blank=True)
    refusal = EncryptedTextField("不同意的理由", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "回避"
        verbose_name_plural = "回避"
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"
