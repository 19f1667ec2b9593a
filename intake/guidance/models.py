"""What was answered in a self-assessment, and which hints were shown."""

from __future__ import annotations

from django.db import models

from common.fields import EncryptedJSONField, short_uid
from intake.guidance.rules.assessment import Assessment, load


class Guidance(models.Model):
    """One self-assessment: what was answered and which hints were shown. Never a gate (登记立案规定2).

    It is asked and read by the version it was begun under.
    """

    uid = models.CharField(max_length=16, unique=True, default=short_uid, editable=False)
    owner = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    guest = models.CharField(max_length=64, blank=True, default="", db_index=True)
    kind = models.CharField(max_length=16)
    role = models.CharField(max_length=16)
    version = models.CharField(max_length=10)
    answers = EncryptedJSONField(default=dict)
    shown = models.JSONField(default=list)  # ids of the hints, as shown
    shown_on = models.DateField(null=True, blank=True)
    started_on = models.DateField()

    class Meta:
        verbose_name = "诉讼风险自测"

    def __str__(self) -> str:
        return f"{self.kind} {self.started_on}"

    @property
    def asked(self) -> Assessment:
        """What it asks, and what follows from the answers."""
        return load(self.version)
