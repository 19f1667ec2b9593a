"""What a court that does not work with this portal found on a review."""

from __future__ import annotations

from django.db import models

from common.fields import EncryptedTextField, choices_of
from petitions.letters.models import Petition
from petitions.letters.states import Level
from petitions.reviews.states import FOUND


class OutsideOpinion(models.Model):
    """信访条例35, 36: the opinion of a higher court elsewhere, as an officer wrote it down from the paper."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="outside_opinions")
    level = models.CharField("环节", max_length=16, choices=choices_of(Level))
    court = models.CharField("作出法院", max_length=60)
    given_on = models.DateField("作出日")
    outcome = models.CharField("结果", max_length=16, choices=choices_of(FOUND))
    words = EncryptedTextField("要点", blank=True, default="")
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    recorded_on = models.DateField("登记日")

    class Meta:
        verbose_name = "外单位复查复核意见"
        verbose_name_plural = "外单位复查复核意见"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.level}"
