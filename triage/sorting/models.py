"""Rule sets and decisions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.fields import EncryptedTextField, choices_of
from common.law.procedures import Procedure, Track
from triage.sorting.states import DecisionState, OverruleReason, Round


class RuleSet(models.Model):
    """One version of the complexity rules (实施意见 item 10). In force from `since` until the next adopted one begins.

    `rules` is the ordered list that triage.sorting.rules.read_rules reads; without `adopted_on` it is a draft to try
    out.
    """

    version = models.CharField("版本", max_length=20, unique=True)
    since = models.DateField("自何日起")
    rules = models.JSONField("规则")
    note = models.CharField("说明", max_length=300, blank=True, default="")
    adopted_by = models.CharField("批准人", max_length=60, blank=True, default="")
    adopted_on = models.DateField("批准日期", null=True, blank=True)

    class Meta:
        verbose_name = "繁简分流规则"
        verbose_name_plural = "繁简分流规则"
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True) | ~Q(adopted_by=""),
                name="rules_adopted_by_somebody",
                violation_error_message="批准的规则应写明批准人。",
            ),
            models.UniqueConstraint(
                fields=["since"],
                condition=Q(adopted_on__isnull=False),
                name="rules_one_a_day",
                violation_error_message="同一天只能有一套规则开始施行。",
            ),
        ]

    def __str__(self) -> str:
        return self.version


class Decision(models.Model):
    """What the rules proposed and what was decided, with the facts as they were.

    `facts` are all of triage.sorting.rules.FACTS (true/false); `findings` the grounds in words with full citations.
    `version` grows with every change of the facts: a second tab finds out that somebody was faster.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="decisions")
    round = models.CharField("阶段", max_length=12, choices=choices_of(Round))
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, blank=True, related_name="decisions")
    rule = models.CharField("适用规则", max_length=40, blank=True, default="")
    facts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True, default="")
    confirmed_law = models.BooleanField(default=True)
    mediable = models.CharField(max_length=12, blank=True, default="")
    proposed_procedure = models.CharField("建议程序", max_length=16, choices=choices_of(Procedure))
    proposed_track = models.CharField("建议轨道", max_length=16, choices=choices_of(Track))
    procedure = models.CharField("程序", max_length=16, choices=choices_of(Procedure), blank=True, default="")
    track = models.CharField("轨道", max_length=16, choices=choices_of(Track), blank=True, default="")
    state = models.CharField("状态", max_length=12, choices=choices_of(DecisionState))
    reason = models.CharField("改定理由", max_length=20, choices=choices_of(OverruleReason), blank=True, default="")
    reason_words = EncryptedTextField("说明", max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_on = models.DateField("提出日期")
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField("决定日期", null=True, blank=True)

    class Meta:
        verbose_name = "分流决定"
        verbose_name_plural = "分流决定"
        indexes = [
            models.Index(fields=["proposed_on", "id"], condition=Q(state="proposed"), name="decision_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="proposed"),
                name="decision_one_proposal",
                violation_error_message="该案已有一份待确认的分流建议。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "overruled"])
                | (~Q(procedure="") & ~Q(track="") & Q(decided_on__isnull=False)),
                name="decision_decided_is_whole",
                violation_error_message="已作出的分流决定应写明程序、轨道和日期。",
            ),
            models.CheckConstraint(
                condition=~Q(state="overruled") | ~Q(reason=""),
                name="decision_overruled_has_reason",
                violation_error_message="改定时应选择理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round} {self.state}"
