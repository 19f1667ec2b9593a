"""What the figures keep: counts by court and day, the same by month, what must be counted again, and the reports.

Nothing here is a source: every count can be made again from the events (`tally.verify`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.fields import choices_of, short_uid
from yunfu_court.targets.states import ReportState


class Tally(models.Model):
    """How often a measure was counted at a court on a day; may be negative where more was taken back than counted."""

    court = models.ForeignKey("courts.Court", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    measure = models.CharField(max_length=40)
    count = models.IntegerField()

    class Meta:
        verbose_name = "日计数"
        constraints = [
            models.UniqueConstraint(fields=["court", "day", "measure"], name="tally_once"),
            models.CheckConstraint(condition=~Q(count=0), name="tally_not_zero"),
        ]
        indexes = [models.Index(fields=["day"], name="tally_day")]


class MonthTally(models.Model):
    """The days of a month summed, so that a year is read in a hundred rows. `month` is its first day."""

    court = models.ForeignKey("courts.Court", models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    measure = models.CharField(max_length=40)
    count = models.IntegerField()

    class Meta:
        verbose_name = "月计数"
        constraints = [
            models.UniqueConstraint(fields=["month", "court", "measure"], name="month_tally_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="month_tally_first_day"),
        ]


class Dirty(models.Model):
    """A court's day that an event touched. Plain rows, never unique: a unique one would make the second act of a
    court on a day wait for the first."""

    court = models.ForeignKey("courts.Court", models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    day = models.DateField()

    class Meta:
        verbose_name = "待重新计数"
        indexes = [models.Index(fields=["court", "day"], name="dirty_court_day")]


class Report(models.Model):
    """The target report of a month, for the city (no court) or one court. `uid` is its address."""

    uid = models.CharField(max_length=16, unique=True, default=short_uid, editable=False)
    month = models.DateField("月份")
    as_of = models.DateField("截至")
    court = models.ForeignKey(
        "courts.Court", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="法院（空为全市）"
    )
    requested_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("状态", max_length=16, choices=choices_of(ReportState), default=ReportState.QUEUED)
    progress = models.PositiveSmallIntegerField("进度（%）", default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField("最早生成时间")  # of the next try; while running, when the claim expires
    created_at = models.DateTimeField("提出时间")
    path = models.CharField(max_length=120, blank=True, default="")
    size = models.PositiveIntegerField("字节", default=0)
    pages = models.PositiveSmallIntegerField("页数", default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "目标报告"
        ordering = ["-month", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done") & ~Q(path="") | ~Q(state="done") & Q(path=""),
                name="report_done_has_file",
                violation_error_message="已生成的报告必须有文件，未生成的不能有。",
            ),
            models.UniqueConstraint(
                fields=["month", "as_of", "court"],
                condition=~Q(state="failed"),
                nulls_distinct=False,
                name="report_once",
                violation_error_message="这一份报告已经有了。",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="report_first_day"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return f"{self.month.year}年{self.month.month}月目标报告"

    @property
    def state_label(self) -> str:
        return ReportState(self.state).label

    @property
    def tone(self) -> str:
        return ReportState(self.state).tone

    @property
    def finished(self) -> bool:
        return self.state in (ReportState.DONE, ReportState.FAILED)
