"""A case is one proceeding; it may bear several numbers, in several courts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from common.cases.events import Channel
from common.cases.states import ENDED, CaseKind, Closing, Stage
from common.fields import choices_of, one_of, receipt_number, short_uid
from common.law.regimes import HISTORY_FROM, HISTORY_NOTE, NumberKind, Regime, Route

# The cases locked while one announced event is reacted to: every action of the reaction works on the same object.
_held: ContextVar[dict[int, Case] | None] = ContextVar("held_cases", default=None)


@contextmanager
def holding() -> Iterator[None]:
    """Lock and read each case once until the end of this block, which must lie inside one transaction.

    Safe because `Case.lock` is the only door to a case's columns: whoever writes one, writes it on the locked object.
    """
    rows = _held.get()
    token = _held.set({} if rows is None else rows)
    try:
        yield
    finally:
        _held.reset(token)


def held(case: Case) -> Case:
    """The object of this case that is held, else the one given."""
    rows = _held.get()
    return rows.get(case.pk, case) if rows else case


def let_go() -> None:
    """A savepoint was rolled back: what is held may say what no longer is, and is read again when next locked."""
    rows = _held.get()
    if rows is not None:
        rows.clear()


_ENDED = sorted(stage.value for stage in ENDED)  # sorted: a set's order would change the migration each time


class Case(models.Model):
    uid = models.CharField(max_length=16, unique=True, default=short_uid, editable=False)
    receipt = models.CharField("收件编号", max_length=16, unique=True, default=receipt_number, editable=False)
    court = models.ForeignKey("courts.Court", models.PROTECT, related_name="cases", verbose_name="法院")
    kind = models.CharField("种类", max_length=16, choices=choices_of(CaseKind))
    route = models.CharField("路线", max_length=32, choices=choices_of(Route), blank=True, default="")
    regime = models.CharField("制度", max_length=32, choices=choices_of(Regime))
    cause = models.CharField("案由代码", max_length=16, blank=True, default="")
    cause_name = models.CharField("案由", max_length=80, blank=True, default="")
    key_area = models.CharField("重点领域", max_length=16, blank=True, default="")
    title = models.CharField("案件名称", max_length=200)
    amount = models.BigIntegerField("标的额（分）", null=True, blank=True)
    received_on = models.DateField("收到日")
    registered_on = models.DateField("立案日", null=True, blank=True)
    closed_on = models.DateField("结案日", null=True, blank=True)
    closing = models.CharField("结案方式", max_length=32, blank=True, default="")
    channel = models.CharField("来源", max_length=16, choices=choices_of(Channel))
    stage = models.CharField("阶段", max_length=16, choices=choices_of(Stage))
    procedure = models.CharField("程序", max_length=16, blank=True, default="")
    track = models.CharField("轨道", max_length=16, blank=True, default="")
    township = models.ForeignKey("courts.Township", models.PROTECT, null=True, blank=True, related_name="+")
    # Title, names, agents and numbers in pieces: one character of them must find the case (no pg_trgm for CJK).
    grams = ArrayField(models.TextField(db_collation="C"), default=list, blank=True)
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "案件"
        indexes = [
            models.Index(fields=["court", "stage", "received_on", "id"], name="case_court_stage"),
            GinIndex(fields=["grams"], name="case_grams"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=_ENDED, closed_on__isnull=False)
                | (~Q(stage__in=_ENDED) & Q(closed_on__isnull=True)),
                name="case_ended_has_day",
                violation_error_message="已结或退回的案件必须有结束日期，未结的不能有。",
            ),
            one_of("closing", Closing, "case_closing_known", blank=True),
            models.CheckConstraint(
                condition=~Q(stage__in=[Stage.TRIAL.value, Stage.ASSIGNMENT.value]) | Q(registered_on__isnull=False),
                name="case_tried_is_registered",
                violation_error_message="没有立案的案件不能进入审理。",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="case_amount_not_negative",
                violation_error_message="标的额不能小于零。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def lock(cls, pk: int) -> Case:
        """The row with its court, locked until the transaction ends. Every action takes this lock first; counters come
        last.

        Inside a reaction (`holding`) a case is read once, and the same object is given every time.
        """
        locked, rows = cls.objects.select_for_update(of=("self",)).select_related("court"), _held.get()
        if rows is None:
            return locked.get(pk=pk)
        if pk not in rows:
            rows[pk] = locked.get(pk=pk)
        return rows[pk]

    @property
    def stage_label(self) -> str:
        return Stage(self.stage).label

    @property
    def law_note(self) -> str:
        """What is said beside a case received under texts that are not held here; nothing for all others."""
        return HISTORY_NOTE if self.received_on < HISTORY_FROM else ""

    @property
    def is_suit(self) -> bool:
        return self.kind in (CaseKind.CIVIL, CaseKind.ADMINISTRATIVE)


class CaseNumber(models.Model):
    """（2026）粤5302民初123号. Gapless per court, year and kind. A case has one of a kind, and another of it
    when it is sent back to be tried anew: it goes by the newest."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="numbers")
    court = models.ForeignKey("courts.Court", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=choices_of(NumberKind))
    serial = models.PositiveIntegerField()
    text = models.CharField("案号", max_length=60, unique=True)
    given_on = models.DateField()

    class Meta:
        verbose_name = "案号"
        constraints = [
            models.UniqueConstraint(fields=["court", "year", "kind", "serial"], name="number_once"),
            one_of("kind", NumberKind, "number_kind_known"),
        ]

    def __str__(self) -> str:
        return self.text


class NumberCounter(models.Model):
    """The last serial given; its row is locked while one is drawn, so that none is skipped or given twice."""

    court = models.ForeignKey("courts.Court", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=choices_of(NumberKind))
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "year", "kind"], name="counter_once"),
            one_of("kind", NumberKind, "counter_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.court_id} {self.year} {self.kind} {self.last}"


class CaseLink(models.Model):
    """Joining, splitting, and the suit a petition concerns."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, models.PROTECT, related_name="linked_from")
    kind = models.CharField(
        max_length=16, choices=[("concerns", "所涉案件"), ("continues", "承接"), ("joined", "并案"), ("split", "分案")]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(case=models.F("other")), name="link_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.other_id}"
