"""Uploads in pieces: what arrived stays, for a day, until the rest follows. The whole is checked as any other upload.

A person cannot fill the disk: what is open is bounded per account (per draft for a guest, and for all guests together)
by the sizes announced, no piece goes beyond its own, and what nobody goes on with is swept away.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import QuerySet, Sum
from django.utils.datastructures import MultiValueDict

from common.documents.models import Document, PartialUpload
from common.documents.rules import EDGE, DocumentError, clean_name, sniff, too_large, within
from common.documents.rules.pieces import Announced
from common.documents.states import EVIDENCE, Takes
from common.fields.envelopes import PIECE, Envelope, Opened, SealedFile

from .uploads import examine, limits

MB = 1024 * 1024
LIFE = timedelta(hours=24)  # from the last piece
ANNOUNCED = timedelta(minutes=10)  # of a file of which nothing came: a name keeps no room for a day
BEGINNING = 4096  # bytes by which every file is known: from then on it need not be sent further to be refused


class WrongOffset(Exception):
    """The piece does not begin where the last one ended; `received` is where it should."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


def folder() -> Path:
    """Where unfinished files lie: beside the finished ones, and never served."""
    found = Path(settings.MEDIA_ROOT) / "pieces"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def _file(upload: PartialUpload) -> Path:
    return folder() / upload.path


def _name(upload: PartialUpload) -> str:
    """What the file is bound to: its place among the stored ones."""
    return f"pieces/{upload.path}"


@contextmanager
def _arrived(upload: PartialUpload) -> Iterator[SealedFile]:
    """What came of it so far, in clear."""
    with SealedFile(Opened(_file(upload).open("rb"), _name(upload), arriving=True), upload.name) as kept:
        yield kept


def life() -> timedelta:
    return timedelta(hours=getattr(settings, "UPLOAD_KEPT_HOURS", LIFE.total_seconds() / 3600))


def uploads_of(place: str, owner_id: int | None) -> QuerySet[PartialUpload]:
    """The uploads of one person for one purpose (a guest's are those without an account)."""
    return PartialUpload.objects.filter(place=place, owner_id=owner_id)


@transaction.atomic
def begin_upload(*, place: str, owner_id: int | None, file: Announced, now: datetime) -> PartialUpload:
    """Make room for a file, or find what arrived of it before. DocumentError (Chinese) when it cannot be taken.

    The same file (by its fingerprint) of the same person for the same `place` goes on where it stopped.
    """
    bounds = limits()
    if file.size <= 0:
        raise DocumentError("文件是空的", "请检查原文件能否打开，再重新上传")
    if file.size > bounds.most:
        raise too_large(bounds.most)
    _one_at_a_time(f"{owner_id or place}")
    mine = uploads_of(place, owner_id)
    if file.fingerprint:
        had = mine.filter(fingerprint=file.fingerprint).first()
        if had is not None and had.size == file.size and (had.document_id or _file(had).exists()):
            PartialUpload.objects.filter(pk=had.pk).update(touched_at=now)
            return had
        if had is not None:  # the disk was emptied under it, or the sender is not honest
            drop_uploads(uploads=[had])
    _room_for(file.size, place, owner_id, now)
    upload = PartialUpload.objects.create(
        owner_id=owner_id,
        place=place,
        fingerprint=file.fingerprint or f"none:{secrets.token_hex(16)}",
        name=clean_name(file.name),
        size=file.size,
        path=secrets.token_hex(20),
        touched_at=now,
    )
    _file(upload).touch(mode=0o600, exist_ok=False)
    _file(upload).write_bytes(Envelope.new(_name(upload)).head())
    return upload


def _one_at_a_time(key: str) -> None:
    """Two windows of one person are counted one after the other: the bound is exact."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"upload:{key}"])


def _silent(now: datetime) -> list[PartialUpload]:
    """Announced, and nothing of it came: the sweep is not waited for, or names alone would fill the room of all."""
    late = PartialUpload.objects.filter(received=0, document__isnull=True, touched_at__lt=now - ANNOUNCED)
    return list(late.select_for_update(skip_locked=True, of=("self",)))


def _room_for(size: int, place: str, owner_id: int | None, now: datetime) -> None:
    drop_uploads(uploads=_silent(now))
    unfinished = PartialUpload.objects.filter(document__isnull=True)
    mine = unfinished.filter(owner=owner_id) if owner_id else unfinished.filter(owner=None, place=place)
    most = getattr(settings, "UPLOAD_MAX_OPEN", 12)
    room = getattr(settings, "UPLOAD_MAX_OPEN_BYTES", 600 * MB)
    if mine.count() >= most or _bytes(mine) + size > room:
        raise DocumentError("没有传完的文件太多", "请先把它们传完或者移除，一天后也会自动清理")
    guests = getattr(settings, "UPLOAD_MAX_OPEN_GUESTS", 2048 * MB)
    if owner_id is None and _bytes(unfinished.filter(owner=None)) + size > guests:
        raise DocumentError("现在同时上传的人太多", "请登录后上传，或者过一会儿再试")


def _bytes(rows: QuerySet[PartialUpload]) -> int:
    return int(rows.aggregate(total=Sum("size"))["total"] or 0)


@transaction.atomic
def add_piece(*, upload: PartialUpload, offset: int, content: bytes, now: datetime) -> PartialUpload:
    """Write a piece at its place. WrongOffset when it is not the next one; DocumentError when it is too long, or when
    the beginning shows a file that will not be taken: nobody sends 200 MB to hear it at the end.

    Of two windows that send the same piece the second is told how far the first came.
    """
    row = PartialUpload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if row is None:
        raise DocumentError("这份文件没有传完就过期了", "请重新选择后上传")
    if row.received != offset:
        raise WrongOffset(row.received)
    if offset + len(content) > row.size:
        raise DocumentError("收到的内容比文件本身还长", "请重新选择这个文件上传")
    if content:
        _append(row, content)
    row.received += len(content)
    row.touched_at = now
    row.save(update_fields=["received", "touched_at"])
    if offset < BEGINNING <= row.received:
        with _arrived(row) as kept:
            within(sniff(kept.read(EDGE)), row.size, limits())
    return row


def _append(upload: PartialUpload, content: bytes) -> None:
    """Behind what was counted; what a broken attempt left there goes."""
    with _file(upload).open("r+b") as kept:
        so_far = Opened(kept, _name(upload), arriving=True)
        place, number = so_far.end_of(upload.received)
        kept.seek(place)
        kept.truncate()
        for at, start in enumerate(range(0, len(content), PIECE), number):
            kept.write(so_far.envelope.piece(at, content[start : start + PIECE]))


@contextmanager
def opened(upload: PartialUpload) -> Iterator[UploadedFile[Any]]:
    """The whole file as any other upload."""
    with _arrived(upload) as kept:
        yield UploadedFile(file=kept, name=upload.name, size=upload.size)


def verify_upload(*, upload: PartialUpload) -> None:
    """That what arrived is what the sender chose, where the browser could tell. DocumentError when it is not."""
    kind, _, told = upload.fingerprint.partition(":")
    if kind != "sha256":
        return
    with _arrived(upload) as kept:
        if hashlib.file_digest(kept, "sha256").hexdigest() != told:
            raise DocumentError("文件在传送中损坏了", "请重新选择这个文件上传")


def check_upload(*, upload: PartialUpload, takes: Takes = EVIDENCE) -> None:
    """Every check of an upload on a whole file that waits for its form: said at the file, not after the form."""
    verify_upload(upload=upload)
    with opened(upload) as file:
        examine(file, takes)


def whole_uploads(*, place: str, owner_id: int | None, uids: Sequence[str]) -> list[PartialUpload]:
    """Those of `uids` that arrived whole and were not taken yet, as this person sent them for this place."""
    if not uids:
        return []
    rows = uploads_of(place, owner_id).filter(uid__in=uids, document__isnull=True)
    return [row for row in rows.order_by("id") if row.whole and _file(row).exists()]


@contextmanager
def with_uploads(files: Any, name: str, uploads: Sequence[PartialUpload]) -> Iterator[MultiValueDict[str, Any]]:
    """`request.FILES` with whole uploads under the field `name`, so that a form takes both alike."""
    with ExitStack() as stack:
        found: MultiValueDict[str, Any] = MultiValueDict({key: files.getlist(key) for key in files})
        for each in uploads:
            found.appendlist(name, stack.enter_context(opened(each)))
        yield found


def take_upload(*, upload: PartialUpload, document: Document) -> None:
    """It became this document: the piece file goes; the row stays a day, so that who asks again hears it is there."""
    PartialUpload.objects.filter(pk=upload.pk).update(document=document)
    _file(upload).unlink(missing_ok=True)


def drop_uploads(*, uploads: Sequence[PartialUpload]) -> None:
    """Taken by a form, refused, or not wanted any more."""
    for each in uploads:
        PartialUpload.objects.filter(pk=each.pk).delete()
        _file(each).unlink(missing_ok=True)


def sweep_uploads(*, now: datetime) -> int:
    """Forget what nobody went on with, and files without a row. Returns how many rows went."""
    late = now - life()
    with transaction.atomic():
        gone = [*_silent(now), *PartialUpload.objects.filter(touched_at__lt=late, received__gt=0)]
        drop_uploads(uploads=gone)
    known = set(PartialUpload.objects.values_list("path", flat=True))
    for each in folder().iterdir():
        # A file a moment old may be that of a row not committed yet.
        with suppress(FileNotFoundError):
            if each.name not in known and each.stat().st_mtime < late.timestamp():
                each.unlink()
    return len(gone)
