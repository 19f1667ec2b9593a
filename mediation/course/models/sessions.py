"""Sessions: offered, chosen, held and logged."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from common.fields import EncryptedTextField, choices_of
from mediation.course.models.mediation import Mediation
from mediation.course.states import SessionMode, SessionState


class Session(models.Model):
    """One sitting. `record` is the shared record (电子笔录, 在线调解22); private notes are elsewhere."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField("次序")
    state = models.CharField(max_length=16, choices=choices_of(SessionState), default=SessionState.OFFERED)
    mode = models.CharField("方式", max_length=16, choices=choices_of(SessionMode))
    times = ArrayField(models.DateTimeField(), default=list)
    starts_at = models.DateTimeField("约定时间", null=True, blank=True)
    place = models.CharField("地点或者会议室", max_length=120, blank=True, default="")
    held_on = models.DateField("进行日期", null=True, blank=True)
    identity_checked = models.BooleanField("已核实身份", default=False)
    warned = models.BooleanField("已告知虚假调解后果", default=False)
    record = EncryptedTextField("调解记录", blank=True, default="")
    next_step = EncryptedTextField("下一步", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "调解会"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="session_number_once"),
            models.CheckConstraint(
                condition=~Q(state="set") | Q(starts_at__isnull=False),
                name="session_set_has_time",
                violation_error_message="已约定的调解会应当有时间。",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_on__isnull=False, identity_checked=True, warned=True),
                name="session_held_checked",
                violation_error_message="进行过的调解会应当核实身份并告知虚假调解的后果。",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}次"

    @property
    def mode_label(self) -> str:
        return SessionMode(self.mode).label

    @property
    def state_label(self) -> str:
        return SessionState(self.state).label


class TimeChoice(models.Model):
    """The time a party picked out of those offered; the session is set when all picked the same."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="choices")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(null=True, blank=True)  # none of them suits
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "party"], name="time_choice_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.party_id} {self.starts_at}"


class Attendance(models.Model):
    """Who came, and by what means (在线调解16)."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendance")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    present = models.BooleanField()
    who = models.CharField("到场的人", max_length=80, blank=True, default="")

    class Meta:
        ordering = ["party__side", "party__order", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "party"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.party_id} {self.present}"
