"""授权委托书."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.cases.states import Authority
from common.fields import EncryptedTextField, choices_of
from intake.mandates.states import MandateState, Relation


class Mandate(models.Model):
    """授权委托书: a party names an agent in the course of a case (民诉法61, 62; 解释88). The agent speaks once the
    court has recorded it; `representation` is that record."""

    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="mandates")
    once = models.UUIDField(unique=True)
    name = models.CharField("代理人姓名", max_length=60)
    phone = EncryptedTextField("代理人电话")
    relation = models.CharField("与当事人的关系", max_length=16, choices=choices_of(Relation))
    unit = models.CharField("所在单位", max_length=120, blank=True, default="")
    authority = models.CharField("代理权限", max_length=16, choices=choices_of(Authority))
    powers = models.JSONField("特别授权事项", default=list)
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    proof = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    given_on = models.DateField()
    state = models.CharField(max_length=16, choices=choices_of(MandateState), default=MandateState.WAITING)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    words = EncryptedTextField("未通过的原因", max_length=300, blank=True, default="")
    representation = models.OneToOneField(
        "cases.Representation", models.PROTECT, null=True, blank=True, related_name="mandate"
    )

    class Meta:
        verbose_name = "授权委托书"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_on__isnull=True)
                | Q(~Q(state="waiting"), decided_on__isnull=False),
                name="mandate_decided_on_a_day",
                violation_error_message="处理过的委托手续必须记明日期。",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(representation__isnull=False, decided_by__isnull=False),
                name="mandate_confirmed_is_recorded",
                violation_error_message="通过核对的委托手续必须登记代理人和经办人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.name}"
