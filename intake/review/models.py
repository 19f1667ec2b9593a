"""What was asked to be corrected, and how it was answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.fields import EncryptedJSONField, EncryptedTextField
from intake.filing.models import Filing


class Correction(models.Model):
    """补正: one notice lists everything (立案规定7). `items`: [{question | document, code, message}]."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="corrections")
    items = EncryptedJSONField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    again = EncryptedTextField("再次要求补正的原因", max_length=300, blank=True, default="")
    due = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    before = EncryptedJSONField(null=True, blank=True)  # the answers as they were, to show what changed
    new_files = models.JSONField(default=list)

    class Meta:
        verbose_name = "补正"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing"],
                condition=Q(answered_on__isnull=True),
                name="correction_open_once",
                violation_error_message="已有一份补正通知尚未答复。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.asked_on}"
