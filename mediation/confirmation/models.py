"""Judicial confirmation of an agreement (民诉法205–206; 解释351–358)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.cases.events import Channel
from common.fields import EncryptedJSONField, EncryptedTextField, choices_of
from mediation.confirmation.states import ConfirmationState, NotAcceptedGround, RejectedGround
from mediation.texts.models import Agreement


class Confirmation(models.Model):
    """The joint application and what the judge made of it. `checks`: ground of 解释358 -> looked at, and absent."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="confirmations")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="confirmations")
    state = models.CharField(max_length=16, choices=choices_of(ConfirmationState), default=ConfirmationState.JOINING)
    opened_on = models.DateField("提出日")
    applied_on = models.DateField("共同申请日", null=True, blank=True)
    judge = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    accepted_on = models.DateField("受理日", null=True, blank=True)
    meets_at = models.DateTimeField("通知到场的时间", null=True, blank=True)
    place = models.CharField("到场的地点", max_length=120, blank=True, default="")
    presence = EncryptedJSONField("到场的人", default=dict, blank=True)  # party's pk -> who came for it
    examined_on = models.DateField("审查日", null=True, blank=True)
    both_present = models.BooleanField("双方共同到场", default=False)
    checks = models.JSONField(default=dict, blank=True)
    record = EncryptedTextField("审查情况", blank=True, default="")
    ground = models.CharField(
        max_length=20, blank=True, default="", choices=choices_of(NotAcceptedGround) + choices_of(RejectedGround)
    )
    decided_on = models.DateField("裁定日", null=True, blank=True)

    class Meta:
        verbose_name = "司法确认"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["applied_on", "id"],
                condition=Q(state__in=["applied", "accepted"]),
                name="confirmation_to_examine",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=~Q(state="withdrawn"),
                name="confirmation_once",
                violation_error_message="这份协议已经申请过司法确认。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["applied", "accepted", "confirmed", "not_accepted", "rejected"])
                | Q(applied_on__isnull=False),
                name="confirmation_applied_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "not_accepted", "rejected"])
                | Q(decided_on__isnull=False, judge__isnull=False),
                name="confirmation_decided_by_judge",
                violation_error_message="裁定应当有日期，并由法官作出。",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(both_present=True, examined_on__isnull=False),
                name="confirmation_examined_together",
                violation_error_message="应当在双方共同到场核实后确认。",
            ),
        ]

    def __str__(self) -> str:
        return f"司法确认 {self.agreement_id}"

    @property
    def state_label(self) -> str:
        return ConfirmationState(self.state).label

    @property
    def ground_label(self) -> str:
        if not self.ground:
            return ""
        known: dict[str, str] = dict(choices_of(NotAcceptedGround) + choices_of(RejectedGround))
        if self.state == ConfirmationState.NOT_ACCEPTED:
            known |= dict(choices_of(NotAcceptedGround))
        return known[self.ground]


class Join(models.Model):
    """A party joined the application: it is filed when all have (民诉法205: 共同)."""

    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="joins")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    on = models.DateField()
    channel = models.CharField(max_length=16, choices=choices_of(Channel))
    witness = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["confirmation", "party"], name="join_once")]

    def __str__(self) -> str:
        return f"{self.confirmation_id} {self.party_id}"
