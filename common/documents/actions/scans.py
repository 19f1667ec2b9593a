"""The scanner's word on what was handed in: until it comes nobody opens the file, and a bad one is kept apart."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from common.documents.models import Document, ReadingCopy
from common.documents.states import ScanState
from common.web.logs import log_class

from .copies import ask_copy

logger = logging.getLogger(__name__)


def scanned(file: Any) -> ScanState:
    """Ask settings.UPLOAD_SCANNER (dotted path of `scan(file) -> bool`, True for clean). An answer that does not come
    is asked for again (`documents.sweep_scans`); whatever is not clean is infected."""
    path = getattr(settings, "UPLOAD_SCANNER", "")
    if not path:
        return ScanState.OFF
    try:
        clean = import_string(path)(file)
    except Exception as error:
        log_class(logger, error, "the scanner gave no answer")
        return ScanState.WAITING
    return ScanState.CLEAN if clean is True else ScanState.INFECTED


def unscanned() -> QuerySet[Document]:
    """Files the scanner has said nothing of."""
    return Document.objects.filter(scan=ScanState.WAITING)


def scan_again(*, pk: int) -> ScanState | None:
    """Ask once more for a file that waits; None when it waits no longer. With a scanner taken out of the settings it
    waits on: nothing that was to be looked at is opened unseen.

    What is found to be infected is told to whom settings.SCAN_HANDLERS say (callables of the document).
    """
    document = unscanned().filter(pk=pk).first()
    if document is None:
        return None
    with default_storage.open(document.path) as file:
        said = scanned(file)
    if said not in (ScanState.CLEAN, ScanState.INFECTED):
        return ScanState.WAITING
    with transaction.atomic():
        if not Document.objects.filter(pk=pk, scan=ScanState.WAITING).update(scan=said):
            return None
        if said is ScanState.INFECTED:
            for path in settings.SCAN_HANDLERS:
                import_string(path)(document)
        elif (copy := ReadingCopy.objects.filter(document=pk).first()) is not None:
            ask_copy(copy)
    return said
