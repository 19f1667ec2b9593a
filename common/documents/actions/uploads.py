"""Taking files in, and moving a draft's files to its case."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from common.cases.events import Audience, By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.documents.models import Document, ReadingCopy
from common.documents.rules import DocumentError, Inspected, Limits, inspect, too_large
from common.documents.rules.names import given_name
from common.documents.states import SCANS, ScanState, Takes
from common.law import clock

from .copies import want_copy
from .scans import scanned
from .storing import store

GB = 1024**3
ROOM = 2 * GB  # of one draft, or of one person's files for a case in a day


def limits() -> Limits:
    """The bounds of an upload: settings.UPLOAD_MAX_BYTES, UPLOAD_MAX_RECORDING_BYTES, UPLOAD_MAX_PIXELS,
    UPLOAD_MAX_PAGES."""
    default = Limits()
    return Limits(
        size=getattr(settings, "UPLOAD_MAX_BYTES", default.size),
        recording=getattr(settings, "UPLOAD_MAX_RECORDING_BYTES", default.recording),
        pixels=getattr(settings, "UPLOAD_MAX_PIXELS", default.pixels),
        pages=getattr(settings, "UPLOAD_MAX_PAGES", default.pages),
    )


def receive(
    *,
    upload: UploadedFile[Any],
    by: By,
    today: date,
    kind: str,
    title: str = "",
    case: Case | None = None,
    draft_key: str = "",
    party: Party | None = None,
    audience: Audience = Audience.ALL,
    takes: Takes = SCANS,
) -> Document:
    """Check an upload and keep it, for a case or for a draft. Raises DocumentError (Chinese cause and remedy).

    What is kept is what was sent, byte for byte; for pages and pictures a copy for reading is ordered beside it. The
    file is read and scanned before any row is locked; of which the scanner says nothing is kept, and opened by nobody.
    The same content sent twice by the same person for the same purpose gives the row it already has, marked `again`.
    `today` bounds the number of files a day; `takes` says what may be sent for this purpose.
    """
    if (case is None) == (not draft_key):
        raise ValueError("an upload belongs either to a case or to a draft")
    digest, size, found, said = examine(upload, takes)
    had = _had(digest, kind, by, case, draft_key, party)
    if had is not None:
        had.again = True
        return had
    name = given_name(upload.name or "", found.media.noun, found.media.extension)
    return _keep(
        upload,
        found,
        today,
        owner_id=by.user_id,
        case=case,
        draft_key=draft_key,
        party=party,
        audience=audience,
        kind=kind,
        title=(title.strip() or name.rpartition(".")[0] or name)[:120],
        original_name=name,
        size=size,
        sha256=digest,
        scan=said,
    )


def examine(upload: UploadedFile[Any], takes: Takes) -> tuple[str, int, Inspected, ScanState]:
    """SHA-256, size and kind of a file that may be taken, told by its content, and what the scanner says of it so far;
    DocumentError otherwise. Nothing is kept."""
    bounds = limits()
    digest, size = _measured(upload, bounds)
    found = inspect(cast(BinaryIO, upload.file), size, bounds, takes)
    upload.seek(0)
    said = scanned(upload.file)
    if said is ScanState.INFECTED:
        raise DocumentError("文件未通过安全检查", "请用杀毒软件检查电脑或手机，换一份文件后上传")
    return digest, size, found, said


def _measured(upload: UploadedFile[Any], bounds: Limits) -> tuple[str, int]:
    """SHA-256 and size, read piece by piece and no further than the limit, whatever the sender declared."""
    digest, size = hashlib.sha256(), 0
    for chunk in upload.chunks():
        size += len(chunk)
        if size > bounds.most:
            raise too_large(bounds.most)
        digest.update(chunk)
    return digest.hexdigest(), size


def _had(digest: str, kind: str, by: By, case: Case | None, draft_key: str, party: Party | None) -> Document | None:
    """The same content, sent again by the same person for the same purpose and the same party."""
    mine = Document.objects.filter(sha256=digest, kind=kind, owner_id=by.user_id, generated=False)
    same = mine.filter(case=case, party=party)
    return same.filter(draft_key=draft_key).order_by("id").first() if draft_key else same.order_by("id").first()


def _keep(upload: UploadedFile[Any], found: Inspected, today: date, **fields: Any) -> Document:
    upload.seek(0)
    path = store(upload)
    try:
        with transaction.atomic():
            _room_left(today, fields["owner_id"], fields["case"], fields["draft_key"], fields["size"])
            document = Document.objects.create(
                media_type=found.media.value, pages=found.pages, path=path, created_at=clock.now(), **fields
            )
            if found.copied:
                want_copy(document)
            return document
    except BaseException:
        default_storage.delete(path)
        raise


def _room_left(today: date, owner_id: int | None, case: Case | None, draft_key: str, size: int) -> None:
    most = getattr(settings, "UPLOAD_MAX_FILES", 50)
    if case is not None:
        Case.lock(case.pk)  # also makes the count exact when files arrive in parallel
        rows = Document.objects.filter(case=case, owner=owner_id, generated=False, created_at__date=today)
    else:
        rows = Document.objects.filter(draft_key=draft_key)
    if rows.count() >= most:
        raise DocumentError(f"一次最多上传 {most} 个文件", "请把同类材料合并为一个 PDF，或删去不需要的文件")
    room = getattr(settings, "UPLOAD_MAX_TOGETHER", ROOM)
    if int(rows.aggregate(total=Sum("size"))["total"] or 0) + size > room:
        raise DocumentError(
            f"上传的文件合起来超过 {room // GB} GB", "请只留和案件有关的录音、录像，其余的可以刻光盘交到法院窗口"
        )


@transaction.atomic
def attach_draft(
    *,
    draft_key: str,
    case: Case,
    party: Party | None = None,
    audience: Audience | None = None,
    kinds: list[str] | None = None,
) -> int:
    """The draft was submitted: its files (of `kinds`, or all) become the case's. Returns how many. Announces nothing:
    the room that submits does."""
    case = Case.lock(case.pk)
    rows = Document.objects.filter(draft_key=draft_key, case__isnull=True).exclude(draft_key="")
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    values: dict[str, Any] = {"case": case}
    if party is not None:
        values["party"] = party
    if audience is not None:
        values["audience"] = audience
    return rows.update(**values)


def remove(*, document: Document) -> None:
    """Take a file out of a draft. What reached a case stays: it is part of the record (ActionRefused)."""
    with transaction.atomic():
        taken = Document.objects.select_for_update().filter(pk=document.pk).first()
        if taken is None:
            return
        if taken.case_id is not None:
            raise ActionRefused("材料已经提交，不能删除；需要更换的，请补充提交新的材料。")
        copy = ReadingCopy.objects.filter(document=taken).first()
        paths = [taken.path, *([copy.path] if copy is not None and copy.path else [])]
        taken.delete()
        for path in paths:
            transaction.on_commit(partial(default_storage.delete, path))
