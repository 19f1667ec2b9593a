"""Sending files out: to whom they are for, under a name that fits the content, shut in a sandbox."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from common.documents.models import Document
from common.documents.queries import document_for
from common.documents.rules import named_as
from common.law import clock
from common.web.doors import door

# No script, no form, no frame, nothing loaded: whatever got past the checks can do nothing here.
SANDBOX = "default-src 'none'; img-src 'self' data:; object-src 'self'; style-src 'unsafe-inline'; sandbox"


@door("signed_in")
@require_safe
def download(request: HttpRequest, uid: str) -> HttpResponseBase:
    """A file the reader may open; `?inline=1` shows a PDF or a picture in the browser. 404 for everybody else."""
    return send(document_for(request.user, uid, clock.today()), inline="inline" in request.GET)


def send(document: Document, *, inline: bool = False) -> HttpResponseBase:
    """The response with the file's bytes. For views of rooms that admit a reader by a ground of their own."""
    try:
        content = default_storage.open(document.path)
    except FileNotFoundError:
        raise Http404 from None
    media = document.media
    response = FileResponse(
        content,
        as_attachment=not (inline and media.shown_inline),
        filename=named_as(document.original_name, media.extension),
        content_type=media.value,
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
