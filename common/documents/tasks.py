"""Rendering, outside any transaction. A task may run twice, or never: the claim and the sweep take care of both."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import BinaryIO, TypeVar, cast

from celery import shared_task
from django.core.files.storage import default_storage

from common.cases.actions import one_by_one
from common.documents.actions import (
    claim_copy,
    claim_paper,
    due_copies,
    keep_copy,
    keep_copy_failure,
    keep_failure,
    keep_rendered,
    limits,
    scan_again,
    sweep_uploads,
    unscanned,
)
from common.documents.actions.copies import MAKING
from common.documents.actions.papers import due_papers
from common.documents.adapters.copies import TooLongError, make_copy
from common.documents.adapters.pdf import Unprintable, page_count, render_pdf
from common.documents.queries import layout, printed
from common.documents.states import ScanState
from common.law import clock
from common.web.logs import log_class

logger = logging.getLogger(__name__)
T = TypeVar("T")
SWEEP_SECONDS = 20  # the timetable sweeps every 30


def _in_time(items: Iterable[T]) -> Iterator[T]:
    """The first always, and further ones for SWEEP_SECONDS."""
    end = monotonic() + SWEEP_SECONDS
    for item in items:
        yield item
        if monotonic() > end:
            return


@shared_task(name="documents.render")
def render(paper_id: int, asked: bool = False) -> bool:
    """Render one paper, `asked` for by a reader or in its turn. False when there was nothing to do, or it failed and
    will be tried again."""
    paper = claim_paper(pk=paper_id, now=clock.now(), asked=asked)
    if paper is None:
        return False
    try:
        content = render_pdf(layout(paper.kind, paper.version), printed(paper))
        pages = page_count(content)
    except Unprintable as hole:
        logger.error("paper %s (%s) lacks %d characters in every font", paper.pk, paper.kind, len(hole.characters))  # noqa: TRY400
        keep_failure(paper=paper, now=clock.now(), lacking=hole.characters)
        return False
    except Exception as error:
        log_class(logger, error, "paper %s (%s) could not be rendered", paper.pk, paper.kind)
        keep_failure(paper=paper, now=clock.now())
        return False
    return keep_rendered(paper=paper, content=content, pages=pages, now=clock.now()) is not None


@shared_task(name="documents.sweep")
def sweep(limit: int = 200) -> int:
    """Render whatever is due and was not woken (a lost broker, a dead worker). Returns how many became files.

    It ends after SWEEP_SECONDS, before the next one comes: a backlog must not keep every worker from the paper that
    somebody has just asked for.
    """
    # The newest first: after an outage somebody is waiting for today's paper, nobody for last week's.
    now = clock.now()
    items = list(due_papers(now).order_by("-id").values_list("pk", "case_id")[:limit])
    return one_by_one("制作文书", _in_time(items), render, today=now.date())


@shared_task(name="documents.copy")
def copy(copy_id: int) -> bool:
    """Make one copy for reading. False when there was nothing to do, or it failed and will be tried again."""
    row = claim_copy(pk=copy_id, now=clock.now())
    if row is None:
        return False
    end = monotonic() + MAKING.total_seconds()
    try:
        with default_storage.open(row.document.path) as original:
            content, media, pages = make_copy(row.document.media, cast(BinaryIO, original), limits(), end)
    except Exception as error:
        what = row.document.media.name
        log_class(logger, error, "file %s (%s) could not be copied", row.document_id, what)
        keep_copy_failure(copy=row, now=clock.now(), again=not isinstance(error, TooLongError))
        return False
    return keep_copy(copy=row, content=content, media=media, pages=pages)


@shared_task(name="documents.sweep_copies")
def sweep_copies(limit: int = 100) -> int:
    """Make whatever copy is due and was not woken, the newest first, as papers are. Returns how many were made."""
    now = clock.now()
    items = list(due_copies(now).order_by("-id").values_list("pk", "document__case_id")[:limit])
    return one_by_one("制作阅读件", _in_time(items), copy, today=now.date())


@shared_task(name="documents.sweep_scans")
def sweep_scans(limit: int = 200) -> int:
    """Ask the scanner again for what it has said nothing of, the oldest first. Returns of how many it spoke."""
    items = list(unscanned().order_by("id").values_list("pk", "case_id")[:limit])
    return one_by_one("检查文件", _in_time(items), _spoken_of, today=clock.today())


def _spoken_of(pk: int) -> bool:
    return scan_again(pk=pk) not in (None, ScanState.WAITING)


@shared_task(name="documents.sweep_uploads")
def forget_pieces() -> int:
    """Forget files nobody went on sending for a day. Returns how many."""
    return sweep_uploads(now=clock.now())
