"""Rendering, outside any transaction. A task may run twice, or never: the claim and the sweep take care of both."""

from __future__ import annotations

import logging

from celery import shared_task

from common.documents.actions import claim_paper, keep_failure, keep_rendered, sweep_uploads
from common.documents.actions.papers import due_papers
from common.documents.adapters.pdf import page_count, render_pdf
from common.law import clock

logger = logging.getLogger(__name__)


@shared_task(name="documents.render")
def render(paper_id: int) -> bool:
    """Render one paper. False when there was nothing to do, or it failed and will be tried again."""
    paper = claim_paper(pk=paper_id, now=clock.now())
    if paper is None:
        return False
    try:
        content = render_pdf(paper.template, paper.context)
        pages = page_count(content)
    except Exception as error:
        # The class only: a template error's text may quote the context, which holds people's data.
        logger.error("paper %s (%s) could not be rendered: %s", paper.pk, paper.template, type(error).__name__)  # noqa: TRY400
        keep_failure(paper=paper, now=clock.now())
        return False
    return keep_rendered(paper=paper, content=content, pages=pages, now=clock.now()) is not None


@shared_task(name="documents.sweep")
def sweep(limit: int = 200) -> int:
    """Render whatever is due and was not woken (a lost broker, a dead worker). Returns how many became files."""
    # The newest first: after an outage somebody is waiting for today's paper, nobody for last week's.
    ids = list(due_papers(clock.now()).order_by("-id").values_list("pk", flat=True)[:limit])
    return sum(render(pk) for pk in ids)


@shared_task(name="documents.sweep_uploads")
def forget_pieces() -> int:
    """Forget files nobody went on sending for a day. Returns how many."""
    return sweep_uploads(now=clock.now())
