"""What the petitioner thought of the answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.fields import EncryptedTextField
from petitions.letters.models import Petition


class Rating(models.Model):
    """信访条例21第2款: the petitioner judges the handling, once."""

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="rating")
    score = models.PositiveSmallIntegerField("满意程度")
    words = EncryptedTextField("想说的话", blank=True, default="")
    rated_on = models.DateField("评价日")

    class Meta:
        verbose_name = "信访评价"
        verbose_name_plural = "信访评价"
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5),
                name="rating_one_to_five",
                violation_error_message="满意程度为 1 至 5。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.score}"
