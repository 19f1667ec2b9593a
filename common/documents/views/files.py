"""Sending files out: to whom they are for, under a name that fits the content, shut in a sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from common.documents.actions import ask_copy
from common.documents.models import Document
from common.documents.queries import document_for, original_kept, received_at
from common.documents.rules import OutOfRange, byte_range, named_as
from common.documents.states import CopyState, MediaType, ScanState
from common.law import clock
from common.web.doors import door

# No script, no form, no frame, nothing loaded but the recording itself: whatever got past the checks can do nothing.
SANDBOX = (
    "default-src 'none'; img-src 'self' data:; media-src 'self'; object-src 'self'; style-src 'unsafe-inline'; sandbox"
)
AGAIN = "2"  # seconds until the waiting page looks again
LATER = "30"  # of a file the scanner is asked about each minute
_BLOCK = 64 * 1024


@door("signed_in")
@require_safe
def look(request: HttpRequest, uid: str) -> HttpResponse:
    """A file in the page: a picture seen, a recording played, the original to save with its digest."""
    document = document_for(request.user, uid, clock.today())
    if first := received_at(request.user, clock.today(), document=document):
        return redirect(first)
    opens, kept = document.scan_state.opens, original_kept(document, request.user, clock.today())
    waits = opens and document.copy_state in (CopyState.QUEUED, CopyState.CLAIMED)
    if waits:
        ask_copy(document.copy)
    shown = _shown(document) if opens and not (kept and document.copy_state is None) else ""
    about = {"document": document, "waits": waits, "shown": shown, "opens": opens, "kept": kept}
    response = render(request, "documents/look.html", about)
    if document.scan_state is ScanState.WAITING:
        response["Refresh"] = LATER
    elif waits:
        response["Refresh"] = AGAIN  # works without a script
    return response


def _shown(document: Document) -> str:
    """How the page shows it: picture, audio, video, pdf, or not at all."""
    media = document.shown_media
    if media is None:
        return ""
    return {"image": "picture", "application": "pdf"}.get(media.family, media.family)


@door("signed_in")
@require_safe
def download(request: HttpRequest, uid: str) -> HttpResponseBase:
    """The file as it was handed in, to save; `?inline=1` shows it in the browser, or the copy made for reading. 404 for
    everybody else."""
    document = document_for(request.user, uid, clock.today())
    if first := received_at(request.user, clock.today(), document=document):
        return redirect(first)
    if not document.scan_state.opens:
        return redirect("documents:look", uid)
    inline = "inline" in request.GET
    if inline and document.copy_state is not None and document.copy_state != CopyState.MADE:
        return redirect("documents:look", uid)
    if not (inline and document.copy_state) and original_kept(document, request.user, clock.today()):
        return redirect("documents:look", uid)
    return send(document, inline=inline, asked=request.headers)


def send(document: Document, *, inline: bool = False, asked: Any = None) -> HttpResponseBase:
    """The response with the file's bytes; `asked` are the request's headers, by which a player asks for a part. For
    views of rooms that admit a reader by a ground of their own. Http404 for what the scanner has not passed."""
    if not document.scan_state.opens:
        raise Http404
    copied = inline and document.copy_state is CopyState.MADE
    media: MediaType = document.copy.media if copied else document.media
    # Pages and pictures from outside are never shown themselves: a PDF with a script is saved, whoever asks for it.
    shown = inline and media.shown_inline and (copied or document.shown_itself)
    try:
        content = default_storage.open(document.copy.path if copied else document.path)
    except FileNotFoundError:
        raise Http404 from None
    tag = f'"{document.sha256}{"-copy" if copied else ""}"'
    response = _part(content, content.size, tag, asked or {}) or FileResponse(content)
    name = named_as(document.original_name, media.extension)
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "inline"
    response["Content-Type"] = media.value
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _part(content: IO[bytes], size: int, tag: str, asked: Any) -> HttpResponseBase | None:
    """The part the headers ask for, or None for the whole. A part of another version of the file is no part."""
    if asked.get("If-Range", tag) != tag:
        return None
    try:
        bounds = byte_range(asked.get("Range", ""), size)
    except OutOfRange:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if bounds is None:
        return None
    start, stop = bounds
    response = StreamingHttpResponse(_Part(content, start, stop), status=206)
    response["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    response["Content-Length"] = str(stop - start)
    return response


class _Part:
    """The bytes from `start` to before `stop`, block by block. Closed by the response, be it read or not: a generator
    that nobody began would leave the file open."""

    def __init__(self, content: IO[bytes], start: int, stop: int) -> None:
        self._content, self._start, self._stop = content, start, stop

    def __iter__(self) -> Iterator[bytes]:
        self._content.seek(self._start)
        left = self._stop - self._start
        while left > 0 and (block := self._content.read(min(_BLOCK, left))):
            left -= len(block)
            yield block

    def close(self) -> None:
        self._content.close()
