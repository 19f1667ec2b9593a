"""How far the demo city has come. Empty in every installation that has a database of its own."""

from __future__ import annotations

from django.db import models


class Fill(models.Model):
    """One filling of the demo city. `day` is the last day that is wholly played; without `ended_at` it goes on."""

    seed = models.CharField(max_length=40)
    cases = models.PositiveIntegerField()
    today = models.DateField()
    day = models.DateField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "示范城市"

    def __str__(self) -> str:
        return f"{self.seed}: {self.done}/{self.cases}"


class Played(models.Model):
    """Which case a planned dispute became: a process that was killed finds its place again by these rows."""

    fill = models.ForeignKey(Fill, models.CASCADE, related_name="played")
    number = models.IntegerField()
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "示范案件"
        indexes = [models.Index(fields=["fill", "number"], name="played_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.case_id}"
