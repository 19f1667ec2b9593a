"""A visit to the window: who came, as whom, known by what; the paper signed before the clerk, who is the witness."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from common.cases.models import Case, Event, Party
from common.documents.models import Document
from common.fields import choices_of
from yunfu_court.counter.states import Came, Shown


class Visit(models.Model):
    """One stay of one person at one window, for one party of one case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="visits")
    party = models.ForeignKey(Party, models.PROTECT, related_name="visits")
    clerk = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    came = models.CharField(max_length=8, choices=choices_of(Came))
    name = models.CharField(max_length=80)  # of the person who stands there
    shown = models.CharField(max_length=12, choices=choices_of(Shown))
    began = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")  # its place in the case's stream
    opened_on = models.DateField()
    acts = models.PositiveSmallIntegerField(null=True)  # counted when the visit ends
    closed_on = models.DateField(null=True)
    scan = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "窗口代办"
        constraints = [
            models.UniqueConstraint(
                fields=["clerk"],
                condition=Q(closed_on__isnull=True),
                name="visit_one_at_a_time",
                violation_error_message="请先结束正在进行的窗口代办。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(acts=0) | Q(scan__isnull=False),
                name="visit_with_acts_has_paper",
                violation_error_message="办理了事项的窗口代办，必须有当事人签名的材料。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="visit_ends_after_it_began",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party.name} {self.opened_on}"

    @property
    def subject(self) -> str:
        """What a to-do about this visit is called by."""
        return f"visit:{self.pk}"
