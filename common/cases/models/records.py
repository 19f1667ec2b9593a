"""What is written down about a case: its events, facts, deadlines and to-dos."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q

from common.cases.events import Audience, Channel
from common.cases.models.case import Case
from common.cases.states import DeadlineState, FactKey, Holder, LateReason, LeftOutGround, TodoKind
from common.fields import choices_of, one_of
from common.people.states import Role


class Event(models.Model):
    """One stream: audit trail, timeline, trigger of the next step and source of every figure.

    `body` is the exact canonical JSON text that was hashed; `payload` is generated from it by the database.
    Append-only: a mistake is mended by a correcting event.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=64)
    actor = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    party = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=16, choices=choices_of(Channel))
    audience = models.CharField(max_length=16, choices=choices_of(Audience))
    at = models.DateTimeField()
    day = models.DateField()
    body = models.TextField()
    payload = models.GeneratedField(
        expression=Func(F("body"), template="((%(expressions)s)::jsonb -> 'payload')"),
        output_field=models.JSONField(),
        db_persist=True,
    )
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "事件"
        ordering = ["case_id", "seq"]
        indexes = [models.Index(fields=["kind", "day"], name="event_kind_day")]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_seq_once")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq} {self.kind}"


class CaseFact(models.Model):
    """One fact about the case as a rule sees it (e.g. needs_appraisal); triage shows each it used."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="facts")
    key = models.CharField(max_length=64)  # of FactKey
    value = models.JSONField()
    source = models.CharField(max_length=32)  # filing, clerk, mediation, officer …
    recorded_on = models.DateField()

    class Meta:
        verbose_name = "案件事实"
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="fact_key_once"),
            one_of("key", FactKey, "fact_key_known"),
        ]

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class Deadline(models.Model):
    """Computed once by a pure rule and kept with its article.

    A term that runs from receipt has `awaits` and no due day until service is recorded. One of the court's that lapsed
    stays on somebody's list (`common.cases.access.missed_by`) until it is dealt with.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="deadlines")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    term = models.CharField(max_length=48)  # key in common.law.terms
    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=64, blank=True, default="")  # whose or which, e.g. "party:12"
    holder = models.CharField(max_length=32)  # of Holder; with PARTY, `party` says whose
    party = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="deadlines")
    awaits = models.CharField(max_length=96, blank=True, default="")  # common.cases.rules.Awaited.key
    amount = models.PositiveSmallIntegerField(null=True, blank=True)  # only where it is not the term's own length
    left_out = models.PositiveSmallIntegerField(default=0)  # days that are not counted (解释243)
    no_domicile = models.BooleanField(default=False)  # the party's time without domicile in China (民诉法285, 286)
    start = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    articles = models.JSONField(default=list)  # full citations, as shown
    note = models.CharField(max_length=200, blank=True, default="")
    confirmed = models.BooleanField(default=True)
    state = models.CharField(max_length=16, choices=choices_of(DeadlineState), default=DeadlineState.OPEN)
    told = models.SmallIntegerField(null=True, blank=True)  # the last mark its keepers were told: days left, or late
    ended_on = models.DateField(null=True, blank=True)
    # Of one that lapsed: when somebody dealt with it, and what they did where no act of the procedure says so.
    dealt_on = models.DateField(null=True, blank=True)
    dealt_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    dealt_words = models.CharField("处理情况", max_length=200, blank=True, default="")
    # Why it was missed, and when it will be done: what whoever waits for the court reads of it.
    late_reason = models.CharField(max_length=16, choices=choices_of(LateReason), blank=True, default="")
    expected_on = models.DateField(null=True, blank=True)
    # Dealt with by words alone, and the act still to come: the day on which it is on the list again.
    again_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "期限"
        ordering = ["due", "id"]
        indexes = [
            models.Index(fields=["due", "id"], condition=Q(state="open"), name="deadline_open_due"),
            models.Index(fields=["awaits"], condition=Q(state="waiting"), name="deadline_waiting"),
            models.Index(
                fields=["due", "id"], condition=Q(state="lapsed", dealt_on__isnull=True), name="deadline_missed"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", due__isnull=True) & ~Q(awaits="")
                | Q(state__in=["open", "lapsed"], due__isnull=False)
                | Q(state__in=["met", "void"]),
                name="deadline_has_day_or_waits",
                violation_error_message="期限要么有到期日，要么等待送达后起算。",
            ),
            one_of("holder", Holder, "deadline_holder_known"),
            models.CheckConstraint(
                condition=Q(state="lapsed") | Q(dealt_on__isnull=True),
                name="deadline_dealt_lapsed",
                violation_error_message="没有过期的期限不需要登记处理情况。",
            ),
            models.CheckConstraint(
                condition=Q(dealt_on__isnull=False) | Q(again_on__isnull=True),
                name="deadline_again_dealt",
                violation_error_message="没有登记处理情况的期限，不需要再次列出的日期。",
            ),
            one_of("late_reason", LateReason, "deadline_late_reason_known", blank=True),
            models.CheckConstraint(
                condition=Q(awaits="") | Q(awaits__regex=r"^delivery:[a-z_.]+:\d+$"),
                name="deadline_awaits_known",
                violation_error_message="期限等待的文书不是系统认识的种类。",
            ),
            models.UniqueConstraint(
                fields=["case", "term", "subject"],
                condition=Q(state__in=["open", "waiting"]),
                name="deadline_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due}"

    @property
    def holder_label(self) -> str:
        return Holder(self.holder).label


class LeftOut(models.Model):
    """Days that are not counted in the terms that know such days: the trial's (解释243; 审限规定9). Both days count."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="left_out")
    ground = models.CharField("原因", max_length=16, choices=choices_of(LeftOutGround))
    first = models.DateField("第一天")
    last = models.DateField("最后一天")
    recorded_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField()
    # One that was recorded by mistake stays readable, with why and by whom it was taken back; it counts no more.
    removed_on = models.DateField(null=True, blank=True)
    removed_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    removed_words = models.CharField("更正的理由", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "不计入审限的期间"
        ordering = ["first", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="left_out_first_before_last",
                violation_error_message="最后一天不能早于第一天。",
            ),
            models.UniqueConstraint(
                fields=["case", "ground", "first"], condition=Q(removed_on__isnull=True), name="left_out_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | ~Q(removed_words=""),
                name="left_out_removed_why",
                violation_error_message="请写明更正的理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"


class Todo(models.Model):
    """The procedure's next step lacked a person or a fact; somebody with the role takes it up.

    `subject`: which of several (a party, a term, a doubt), where more than one of a kind may wait at once.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="todos")
    what = models.CharField(max_length=48)
    subject = models.CharField(max_length=120, blank=True, default="")
    words = models.CharField(max_length=200)
    role = models.CharField(max_length=32)
    source = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")  # what led to the step
    opened_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "待办"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "what", "subject"], condition=Q(done_on__isnull=True), name="todo_open_once"
            ),
            one_of("what", TodoKind, "todo_kind_known"),
            one_of("role", Role, "todo_role_known"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def role_label(self) -> str:
        return Role(self.role).label
