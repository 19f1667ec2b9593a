"""Who proposed and who confirmed each post, and the chain in which both stand."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from common.courts.models import Court, Division
from common.fields import choices_of, one_of
from common.people.models.people import Membership, User
from common.people.states import Kept, PostAct, PostState, Role


class PostProposal(models.Model):
    """A post that one administrator would give or end, and what another said to it.

    `since` and `until` are the first and the last day of a post to be given; to end one, `until` alone. `post` is the
    post that was given, or is to end.
    """

    act = models.CharField("事项", max_length=8, choices=choices_of(PostAct))
    state = models.CharField("状态", max_length=12, choices=choices_of(PostState), default=PostState.WAITING)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="用户")
    court = models.ForeignKey(Court, models.PROTECT, related_name="+", verbose_name="法院")
    division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="部门")
    role = models.CharField("岗位", max_length=20, choices=choices_of(Role))
    since = models.DateField("自何日起", null=True, blank=True)
    until = models.DateField("至何日止（含）", null=True, blank=True)
    post = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="任职"
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核准人")
    decided_at = models.DateTimeField("核准时间", null=True, blank=True)

    class Meta:
        verbose_name = "任职提请"
        verbose_name_plural = "任职提请"
        ordering = ["pk"]
        constraints = [
            one_of("state", PostState, "post_proposal_state"),
            one_of("act", PostAct, "post_proposal_act"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")) | Q(state=PostState.WITHDRAWN),
                name="post_by_two",
                violation_error_message="提出和核准不能是同一人。",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True)
                | (~Q(user=F("proposed_by")) & (Q(decided_by__isnull=True) | ~Q(user=F("decided_by")))),
                name="post_not_own",
                violation_error_message="不能办理自己的任职。",
            ),
            models.UniqueConstraint(
                fields=["user", "court", "role"],
                condition=Q(state=PostState.WAITING),
                name="post_proposed_once",
                violation_error_message="这项任职已经提出，正在等待核准。",
            ),
        ]

    def __str__(self) -> str:
        return f"{PostAct(self.act).label} {self.court.short_name} {Role(self.role).label} {self.user}"


class AccountRecord(models.Model):
    """One chain of what was done to posts; append-only. `body` is the exact text that was hashed."""

    seq = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=24, choices=choices_of(Kept))
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposal = models.ForeignKey(PostProposal, models.PROTECT, related_name="records")
    at = models.DateTimeField()
    body = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "任职记录"
        verbose_name_plural = "任职记录"
        ordering = ["seq"]
        constraints = [one_of("kind", Kept, "account_record_kind")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"
