"""Files and papers. A Document is a file that is kept; a Paper is what the court says, frozen until it is one."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from common.cases.events import Audience
from common.documents.states import CopyState, MediaType, PaperState, ScanState
from common.fields import EncryptedJSONField, choices_of, long_uid, one_of
from common.law.papers import PaperKind

_AUDIENCES = [
    (Audience.ALL.value, "各方"),
    (Audience.SIDE.value, "一方当事人"),
    (Audience.STAFF.value, "法院工作人员"),
    (Audience.HANDLERS.value, "承办人员"),
]


class Document(models.Model):
    """One file, uploaded or generated. Before a case exists an upload belongs to a draft (`draft_key`).

    `audience` is the reader's circle within the case, as for events; `party` names the side when it is one side.
    """

    uid = models.CharField(max_length=22, unique=True, default=long_uid, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="documents")
    party = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="documents")
    owner = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="documents")
    draft_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    kind = models.CharField("种类", max_length=48)
    title = models.CharField("名称", max_length=120)
    original_name = models.CharField("原文件名", max_length=120)
    media_type = models.CharField("格式", max_length=100, choices=choices_of(MediaType))
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=120, unique=True)
    pages = models.PositiveIntegerField("页数", default=0)  # 0: not told by the file (Word)
    audience = models.CharField("可见范围", max_length=16, choices=_AUDIENCES, default=Audience.ALL)
    generated = models.BooleanField("系统生成", default=False)
    scan = models.CharField("安全检查", max_length=16, choices=choices_of(ScanState), default=ScanState.OFF)
    created_at = models.DateTimeField("收到时间")

    again = False  # told by whoever received it, for one answer: these bytes had been sent before

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        indexes = [
            models.Index(fields=["case", "id"], name="document_case"),
            models.Index(fields=["id"], condition=Q(scan="waiting"), name="document_to_scan"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience=Audience.SIDE.value) | Q(party__isnull=False) | Q(case__isnull=True),
                name="document_side_names_party",
                violation_error_message="只给一方看的文件必须写明是哪一方。",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | ~Q(draft_key=""),
                name="document_belongs_somewhere",
                violation_error_message="文件必须属于一个案件或一份草稿。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def media(self) -> MediaType:
        return MediaType(self.media_type)

    @property
    def scan_state(self) -> ScanState:
        return ScanState(self.scan)

    @property
    def copy_state(self) -> CopyState | None:
        """How far the copy is by which this file is read; None where it is read itself."""
        copy = getattr(self, "copy", None)
        return None if copy is None else CopyState(copy.state)

    @property
    def shown_media(self) -> MediaType | None:
        """What a browser is given to show; None when there is nothing it could show (yet)."""
        if self.copy_state is not None:
            return self.copy.media if self.copy_state is CopyState.MADE else None
        return self.media if self.shown_itself else None

    @property
    def shown_itself(self) -> bool:
        """Shown as it is: what we made, and recordings. Pages and pictures from outside are seen by our copy alone."""
        return self.copy_state is None and self.media.shown_inline and (self.generated or self.media.is_recording)


class ReadingCopy(models.Model):
    """What a reader is shown in place of pages or a picture somebody handed in (a PDF, an OFD, a photograph).

    Made by the worker from the original, which stays as it came: `Document.path` and `Document.sha256` are the
    original's. `due_at` is that of the next try; while claimed, when the claim expires.
    """

    document = models.OneToOneField(Document, models.CASCADE, related_name="copy")
    state = models.CharField("状态", max_length=16, choices=choices_of(CopyState), default=CopyState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField("最早转换时间")
    media_type = models.CharField("格式", max_length=100, blank=True, default="", choices=choices_of(MediaType))
    pages = models.PositiveIntegerField("页数", default=0)
    path = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        verbose_name = "阅读副本"
        verbose_name_plural = "阅读副本"
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state__in=["queued", "claimed"]), name="copy_to_make")
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="made") & ~Q(path="")) | (~Q(state="made") & Q(path="")),
                name="copy_made_has_file",
                violation_error_message="已转换的副本必须有文件，未转换的不能有。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document_id)

    @property
    def media(self) -> MediaType:
        return MediaType(self.media_type)


class PartialUpload(models.Model):
    """A file on its way in, a piece at a time: whose it is, what for, and how much of it arrived.

    `place` says what it is for (a draft's or a case's key); a guest's has no owner. `fingerprint` is by what the same
    file is known again. When the whole was taken, `document` is what it became and the pieces are gone.
    """

    uid = models.CharField(max_length=22, unique=True, default=long_uid, editable=False)
    owner = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=80)
    name = models.CharField("原文件名", max_length=120)
    size = models.PositiveIntegerField("字节")
    received = models.PositiveIntegerField("已收到", default=0)
    path = models.CharField(max_length=40, unique=True)
    document = models.ForeignKey(Document, models.CASCADE, null=True, blank=True, related_name="+")
    touched_at = models.DateTimeField("最近一次收到", db_index=True)

    class Meta:
        verbose_name = "未传完的文件"
        constraints = [
            models.UniqueConstraint(
                fields=["place", "owner", "fingerprint"], nulls_distinct=False, name="partial_upload_once"
            ),
            models.CheckConstraint(condition=Q(received__lte=models.F("size")), name="partial_upload_within"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def whole(self) -> bool:
        return self.received == self.size

    @property
    def percent(self) -> int:
        return 100 * self.received // self.size


class Paper(models.Model):
    """A paper of the court, frozen when its event happened: kind, version and context, rendered later by the worker.

    The same context renders to the same bytes. One paper of a kind per event and addressee.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="papers")
    event = models.ForeignKey("cases.Event", models.PROTECT, related_name="papers")
    party = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="papers")
    kind = models.CharField("种类", max_length=48)
    title = models.CharField("名称", max_length=120)
    number = models.CharField("文号", max_length=60, blank=True, default="")
    version = models.PositiveSmallIntegerField("版式", default=1)  # of its kind's layout
    context: Any = EncryptedJSONField()
    audience = models.CharField("可见范围", max_length=16, choices=_AUDIENCES)
    state = models.CharField("状态", max_length=16, choices=choices_of(PaperState), default=PaperState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField("最早生成时间")  # of the next try; while claimed, when the claim expires
    lacking = models.CharField("字体里没有的字", max_length=8, blank=True, default="")  # why the last try failed
    issued_on = models.DateField("落款日期")
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="paper")

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state__in=["queued", "claimed", "failed"]),
                name="paper_to_render",
            )
        ]
        constraints = [
            one_of("kind", PaperKind, "paper_kind_known"),
            models.UniqueConstraint(
                fields=["event", "kind", "party"],
                nulls_distinct=False,
                name="paper_once",
                violation_error_message="这份文书已经出具。",
            ),
            models.CheckConstraint(
                condition=Q(state="rendered", document__isnull=False) | (~Q(state="rendered") & Q(document=None)),
                name="paper_rendered_has_file",
                violation_error_message="已生成的文书必须有文件，未生成的不能有。",
            ),
            models.CheckConstraint(
                condition=~Q(audience=Audience.SIDE.value) | Q(party__isnull=False),
                name="paper_side_names_party",
                violation_error_message="只给一方的文书必须写明是哪一方。",
            ),
        ]

    def __str__(self) -> str:
        return self.title
