"""The outbox. A row is a message; sending it is recorded on it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.fields import EncryptedTextField, choices_of
from common.notifications.states import Channel, NoticeState


class Notice(models.Model):
    """One message to one recipient by one channel.

    Once per (event, kind, channel, recipient), or, for what no event caused (a reminder), per `occasion`. Words and
    addresses are encrypted: the table is a list of who was told what.
    """

    event = models.ForeignKey("cases.Event", models.PROTECT, null=True, blank=True, related_name="notices")
    occasion = models.CharField(max_length=96, blank=True, default="")
    kind = models.CharField("种类", max_length=64)
    channel = models.CharField("方式", max_length=16, choices=choices_of(Channel))
    recipient = models.CharField(max_length=64)  # rules.recipient_key
    user = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="notices")
    party = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="notices")
    address = EncryptedTextField("号码或邮箱", blank=True, default="")
    address_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    title = models.CharField("标题", max_length=120)
    body = EncryptedTextField("内容", blank=True, default="")
    link = models.CharField("链接", max_length=200, blank=True, default="")
    state = models.CharField("状态", max_length=16, choices=choices_of(NoticeState), default=NoticeState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()  # of the next try; while claimed, when the claim expires
    useless_after = models.DateTimeField(null=True, blank=True)  # a code that has expired is not sent any more
    created_at = models.DateTimeField("产生时间")
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    provider_ref = models.CharField("通道回执", max_length=96, blank=True, default="")
    trouble = models.CharField("最近一次失败", max_length=96, blank=True, default="")  # a class or code, never words
    hopeless = models.BooleanField(default=False)  # the provider says that trying again is of no use
    told_at = models.DateTimeField("另行告知时间", null=True, blank=True)  # by telephone, when it could not be sent
    told_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=["queued", "claimed", "failed"]), name="notice_to_send"
            ),
            models.Index(fields=["user", "-id"], condition=Q(channel="in_site"), name="notice_inbox"),
            models.Index(fields=["-id"], condition=Q(state="dead", told_at__isnull=True), name="notice_dead"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "channel", "recipient"],
                condition=Q(event__isnull=False),
                name="notice_once_per_event",
            ),
            models.UniqueConstraint(
                fields=["occasion", "kind", "channel", "recipient"],
                condition=~Q(occasion=""),
                name="notice_once_per_occasion",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="notice_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(channel="in_site", user__isnull=False) | (~Q(channel="in_site") & ~Q(address="")),
                name="notice_has_address",
                violation_error_message="站内通知须有用户，短信和邮件须有号码或邮箱。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind} {self.state}"
