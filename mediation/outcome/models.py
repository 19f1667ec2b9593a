"""The claimants' words that it is done, and who received the 调解书. Only mediation.outcome.actions writes them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.fields import choices_of
from mediation.course.models import Mediation
from mediation.texts.models import Agreement
from mediation.texts.states import Outcome


class Ending(models.Model):
    """A claimant's word that what was agreed is performed, or that the suit is taken back. The case ends when every
    claimant has given one. Without an agreement: settled between themselves (在线调解25第2项)."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="endings")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="endings")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    how = models.CharField(max_length=20, choices=choices_of(Outcome))
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mediation", "agreement", "party"], name="mediation_ending_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(how__in=["performed", "withdrawn"]),
                name="mediation_ending_how",
                violation_error_message="请选择已经履行，或者撤回起诉。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mediation_id} {self.party_id} {self.how}"


class PaperReceipt(models.Model):
    """The day a party received the 调解书 (解释149)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="receipts")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "party"], name="paper_receipt_once")]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.party_id} {self.on}"
