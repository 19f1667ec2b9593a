"""The code by which the other side comes in, and what it answers."""

from __future__ import annotations

from django.db import models

from common.fields import EncryptedJSONField, EncryptedTextField
from intake.door.rules import Pleading
from intake.elements.rules.forms import load


class DefendantDoor(models.Model):
    """The other side's way in: a code on the notice plus who they are. Five wrong tries from one address shut it there
    for half an hour; `tries` are those from everywhere, and until `locked_until` each address has but two.

    A unit's lets in besides whoever came to the window with its licence and a letter: name, and document by its HMAC.
    """

    party = models.OneToOneField("cases.Party", models.PROTECT, related_name="door")
    code_hash = models.CharField(max_length=64, unique=True)
    code = EncryptedTextField()  # kept so that a notice printed later carries the same code
    made_on = models.DateField()
    tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    bearer_name = models.CharField("持单位手续的人", max_length=60, blank=True, default="")
    bearer_hash = models.CharField(max_length=64, blank=True, default="")
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "被告案件码"

    def __str__(self) -> str:
        return f"{self.party_id}"


class Answer(models.Model):
    """答辩: what a respondent says to the complaint; element answers when the complaint's form has them, read by the
    version they were given under."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="answers")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="answers")
    once = models.UUIDField(unique=True)
    form = models.CharField(max_length=40, blank=True, default="")
    form_version = models.CharField(max_length=10, blank=True, default="")
    text = EncryptedTextField(blank=True, default="")
    answers = EncryptedJSONField(null=True, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    given_on = models.DateField()
    entered_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "答辩"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.party_id} {self.given_on}"

    @property
    def pleading(self) -> Pleading:
        """What was said, read by the form it was said in."""
        return Pleading(self.text, load(self.form, self.form_version) if self.form else None, self.answers or {})
