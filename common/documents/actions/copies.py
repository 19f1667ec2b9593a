"""Copies for reading: a row when the file arrives, made when the worker gets to it. The original is never touched."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from common.documents.models import Document, ReadingCopy
from common.documents.states import COPY_MOVES, CopyState, MediaType, ScanState
from common.law import clock
from common.law.transitions import move

from .storing import store
from .wake import wake

CLAIM = timedelta(minutes=5)
MAKING = timedelta(minutes=2)  # then a conversion gives up: well within its claim, so that none is begun twice
ATTEMPTS = 3  # what cannot be converted twice cannot be converted: a third time for a worker that died


def want_copy(document: Document) -> ReadingCopy:
    """Order the copy by which this file will be read."""
    row = ReadingCopy.objects.create(document=document, due_at=clock.now())
    wake("documents.copy", row.pk)
    return row


def ask_copy(copy: ReadingCopy) -> None:
    """Somebody waits for it. Writes nothing, so a page may ask as often as it is opened."""
    wake("documents.copy", copy.pk)


def due_copies(now: datetime) -> Any:
    """Copies to make: new ones, those to try again, those whose worker died; of no file the scanner has not passed."""
    rows = ReadingCopy.objects.filter(state__in=[CopyState.QUEUED, CopyState.CLAIMED], due_at__lte=now)
    return rows.filter(document__scan__in=[each for each in ScanState if each.opens])


@transaction.atomic
def claim_copy(*, pk: int, now: datetime) -> ReadingCopy | None:
    """Take a copy for making, or None when another worker has it, it is done, or it took its last worker with it."""
    copy: ReadingCopy | None = due_copies(now).filter(pk=pk).select_for_update(skip_locked=True, of=("self",)).first()
    if copy is None:
        return None
    if copy.attempts >= ATTEMPTS:  # claimed as often as may be, and nobody came back
        move(copy, CopyState.FAILED, COPY_MOVES)
        copy.save(update_fields=["state"])
        return None
    move(copy, CopyState.CLAIMED, COPY_MOVES)
    copy.due_at = now + CLAIM
    copy.attempts += 1
    copy.save(update_fields=["state", "due_at", "attempts"])
    return copy


def keep_copy(*, copy: ReadingCopy, content: bytes, media: MediaType, pages: int) -> bool:
    """Store what was made. False when the claim had expired and another worker was faster, or the file is gone."""
    path = store(ContentFile(content))
    mine = ReadingCopy.objects.filter(pk=copy.pk, state=CopyState.CLAIMED, attempts=copy.attempts)
    try:
        kept = mine.update(state=CopyState.MADE, path=path, media_type=media.value, pages=pages) == 1
    except BaseException:
        default_storage.delete(path)
        raise
    if not kept:
        default_storage.delete(path)
    return kept


def keep_copy_failure(*, copy: ReadingCopy, now: datetime, again: bool = True) -> None:
    """Try `again` in a minute; after ATTEMPTS the page says that the file has to be saved to be read."""
    mine = ReadingCopy.objects.filter(pk=copy.pk, state=CopyState.CLAIMED, attempts=copy.attempts)
    if copy.attempts >= ATTEMPTS or not again:
        mine.update(state=CopyState.FAILED)
    else:
        mine.update(state=CopyState.QUEUED, due_at=now + timedelta(minutes=1))
