"""Uploads that go on after a lost connection: tus 1.0.0 (core, creation, expiration, termination) for a room's views.

The room opens the door, says whose upload it is and what becomes of the whole file; here is the protocol:

    POST   begin   Upload-Length, Upload-Metadata (filename, fingerprint) -> 201, Location, Upload-Offset
    HEAD   go_on   -> Upload-Offset: how far it came
    PATCH  go_on   Upload-Offset and the next piece -> 204, the new Upload-Offset; after the last one the file is taken
    DELETE go_on   -> 204

The same file announced again is the same upload, with its offset. A refusal is JSON {"errors": [Chinese words]}: 413
too large, 422 not acceptable; 409 is a piece out of its turn. A whole file whose taking was interrupted is taken by an
empty PATCH at its end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.utils.http import http_date

from common.cases.rules import ActionRefused
from common.documents.actions import (
    WrongOffset,
    add_piece,
    begin_upload,
    drop_uploads,
    life,
    limits,
)
from common.documents.models import PartialUpload
from common.documents.rules import DocumentError
from common.documents.rules.pieces import EXTENSIONS, PIECE, VERSION, announced, number
from common.law import clock

_BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Became:
    """What a whole file became: where it is described (if anywhere), and whether the same bytes were there before."""

    address: str = ""
    again: bool = False


def begin(
    request: HttpRequest, *, place: str, owner_id: int | None, address: Callable[[PartialUpload], str]
) -> HttpResponse:
    """OPTIONS tells what is supported; POST makes room for a file, or finds what arrived of it before."""
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
        response["Tus-Version"] = VERSION
        response["Tus-Extension"] = EXTENSIONS
        response["Tus-Max-Size"] = str(limits().most)
        return _tus(response)
    if (other := _other_version(request)) is not None:
        return other
    file = announced(request.headers.get("Upload-Length"), request.headers.get("Upload-Metadata", ""))
    if file is None:
        return _refused("没有收到文件的大小，请重新选择文件。", 400)
    try:
        upload = begin_upload(place=place, owner_id=owner_id, file=file, now=clock.now())
    except DocumentError as problem:
        return _refused(str(problem), 413 if file.size > limits().most else 422)
    response = _at(HttpResponse(status=201), upload)
    response["Location"] = address(upload)
    return response


def go_on(request: HttpRequest, upload: PartialUpload, *, take: Callable[[PartialUpload], Became]) -> HttpResponse:
    """HEAD, PATCH and DELETE of one upload. `take` is called with the whole, again when it was taken before; it says
    what became of it, and its DocumentError is the answer."""
    if (other := _other_version(request)) is not None:
        return other
    if request.method == "HEAD":
        response = _at(HttpResponse(), upload)
        response["Cache-Control"] = "no-store"
        return response
    if request.method == "DELETE":
        drop_uploads(uploads=[upload])
        return _tus(HttpResponse(status=204))
    offset, length = number(request.headers.get("Upload-Offset")), number(request.headers.get("Content-Length") or "0")
    if offset is None or length is None:
        return _refused("请刷新页面后重新上传。", 400)
    if length and request.content_type != "application/offset+octet-stream":
        return _refused("请刷新页面后重新上传。", 415)
    if length > PIECE:
        return _refused("一次送来的内容太多，请刷新页面后重新上传。", 413)
    try:
        upload = add_piece(upload=upload, offset=offset, content=_read(request, length), now=clock.now())
        became = take(upload) if upload.whole else Became()
    except WrongOffset as wrong:
        upload.received = wrong.received
        return _at(JsonResponse({"errors": ["接着传的位置不对，请再试一次。"]}, status=409), upload)
    except ActionRefused as problem:
        drop_uploads(uploads=[upload])
        return _refused(str(problem), 422)
    except FileNotFoundError:
        drop_uploads(uploads=[upload])
        return _refused("没有传完的部分找不到了，请重新选择文件上传。", 410)
    response = _at(HttpResponse(status=204), upload)
    if became.address:
        response["Content-Location"] = became.address
    if became.again:
        response["Upload-Again"] = "1"
    return response


def _read(request: HttpRequest, length: int) -> bytes:
    """The piece, or as much of it as arrived before the line was cut: that need not be sent again."""
    blocks: list[bytes] = []
    left = length
    try:
        while left > 0 and (block := request.read(min(_BLOCK, left))):
            blocks.append(block)
            left -= len(block)
    except UnreadablePostError:
        pass
    return b"".join(blocks)


def _other_version(request: HttpRequest) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    response = _refused("请刷新页面后重新上传。", 412)
    response["Tus-Version"] = VERSION
    return response


def _refused(words: str, status: int) -> HttpResponse:
    return _tus(JsonResponse({"errors": [words]}, status=status))


def _at(response: HttpResponse, upload: PartialUpload) -> HttpResponse:
    response["Upload-Offset"] = str(upload.received)
    response["Upload-Length"] = str(upload.size)
    response["Upload-Expires"] = http_date((upload.touched_at + life()).timestamp())
    return _tus(response)


def _tus(response: HttpResponse) -> HttpResponse:
    response["Tus-Resumable"] = VERSION
    return response
