"""Sound and film: guessed by their first bytes, known by how they go on, and whether the file came to its end. Nothing
is decoded; the frames of sound are followed through the first block (`frames.py`).

Containers of one family (ISO/IEC 14496-12: MP4, M4A, MOV, 3GP) are walked box by box for the index without which no
player opens them: a recording that was cut off while being copied lacks it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from common.documents.rules.bounds import MARKUP, DocumentError, Inspected, no_archive
from common.documents.rules.frames import frames_of, ogg_pages, packed_chunks, says_matroska
from common.documents.states import MediaType

_BOXED = (MediaType.MP4, MediaType.MOV, MediaType.M4A, MediaType.GPP)
_MOST_BOXES = 10_000
_EDGE = 64 * 1024
_MOST_INDEX = 64 * 1024 * 1024
_FIRST = (
    (b"ID3", MediaType.MP3),
    (b"#!AMR", MediaType.AMR),
    (b"OggS", MediaType.OGG),
    (b"\x1a\x45\xdf\xa3", MediaType.WEBM),  # EBML; Matroska of other programs plays too or is saved
)


def recording_type(head: bytes) -> MediaType | None:
    """Which recording begins like this, or None."""
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand.startswith((b"M4A", b"M4B")):
            return MediaType.M4A
        if brand.startswith(b"3g"):
            return MediaType.GPP
        return MediaType.MOV if brand == b"qt  " else MediaType.MP4
    if head[4:8] in (b"moov", b"mdat", b"wide"):  # older cameras write no brand
        return MediaType.MOV
    if head.startswith(b"RIFF"):
        return {b"WAVE": MediaType.WAV, b"AVI ": MediaType.AVI}.get(head[8:12])
    for signature, media in _FIRST:
        if head.startswith(signature):
            return media
    return _framed(head)


def _framed(head: bytes) -> MediaType | None:
    """Sound without any header: two bits tell MPEG layer III from ADTS, after eleven that are always set."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    if head[1] & 0xF6 == 0xF0:
        return MediaType.AAC
    layer_three, rate, sampling = head[1] & 0x06 == 0x02, head[2] >> 4, head[2] >> 2 & 3
    version = head[1] >> 3 & 3
    return MediaType.MP3 if layer_three and 0 < rate < 15 and sampling != 3 and version != 1 else None


def read_recording(file: BinaryIO, head: bytes, size: int, media: MediaType) -> Inspected:
    """DocumentError when the file was cut off, is none, or hides something. What has no picture inside is sound,
    whatever its brand says."""
    file.seek(max(0, size - _EDGE))
    edges = (head + file.read(_EDGE)).lower()
    if any(mark in edges for mark in MARKUP) or b"%pdf-" in edges[:1024]:
        raise DocumentError("录音或录像里夹带了网页或程序", "请在手机上重新导出后上传，原件请保管好")
    no_archive(file)
    if media in _BOXED:
        index = _index(file, size)
        if index is None:
            raise DocumentError("录音或录像不完整，播放不了", "请在手机上确认能从头放到尾，再重新上传")
        if media in (MediaType.MP4, MediaType.GPP) and b"vide" not in index:
            media = MediaType.M4A
        return Inspected(media, 0)
    found = _known(file, head, size, media)
    if found is None:
        raise DocumentError(
            "这不是能播放的录音或录像", "请在手机上确认能从头放到尾，或转换成 MP3、MP4 后上传，原件请保管好"
        )
    return Inspected(found, 0)


def _known(file: BinaryIO, head: bytes, size: int, media: MediaType) -> MediaType | None:
    """What the file is by its structure, or None when it only begins like a recording."""
    if media is MediaType.WEBM:
        return media if says_matroska(head) else None
    if media is MediaType.OGG:
        return media if ogg_pages(head, size) else None
    if media in (MediaType.WAV, MediaType.AVI):
        return media if packed_chunks(file, size) else None
    return frames_of(file, size)


def _index(file: BinaryIO, size: int) -> bytes | None:
    """The box `moov`, or None when it is not there, some box ends beyond the file, or something else follows them."""
    found, end = None, 0
    for kind, start, length in _boxes(file, size):
        end = start + length
        if end > size:
            return None
        if kind == b"moov" and length <= _MOST_INDEX:
            file.seek(start)
            found = file.read(length)
    file.seek(end)  # some cameras fill up with nothing
    return found if size - end <= _EDGE and not file.read().strip(b"\0") else None


def _boxes(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, first byte, length) of the outermost boxes."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > size:
            return
        file.seek(at)
        head = file.read(16)
        length, kind = struct.unpack(">I4s", head[:8])
        if not kind.strip(b"\0"):
            return
        if length == 1 and len(head) == 16:
            length = struct.unpack(">Q", head[8:])[0]
        elif length == 0:
            length = size - at  # to the end of the file
        if length < 8:
            return
        yield kind, at, length
        at += length
