"""What the roof itself remembers."""

from __future__ import annotations

from django.db import models


class Run(models.Model):
    """When an entry of the timetable was last done. Kept here and not with beat, whose own memory is a file in a
    container: what a restart left out is found and done (`timetable.left_out`)."""

    entry = models.CharField(max_length=40, unique=True)
    done_at = models.DateTimeField()

    class Meta:
        verbose_name = "定时任务"

    def __str__(self) -> str:
        return f"{self.entry} {self.done_at:%Y-%m-%d %H:%M}"
