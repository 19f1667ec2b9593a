"""How sound and film go on after their first bytes: frame after frame, page after page, chunk after chunk.

MP3: ISO/IEC 11172-3 and 13818-3; AAC in ADTS: 13818-7; AMR: RFC 4867, 5; Ogg: RFC 3533; Matroska: RFC 8794.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO

from common.documents.states import MediaType

_BLOCK = 64 * 1024  # followed that far; what goes on so long is no head with something else behind it
_MOST_TAGS = 4
_MOST_CHUNKS = 100_000
_RATES = {  # kbit/s of layer III by the code of the frame; 1 is MPEG 1
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLING = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_NARROW = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1}
_WIDE = {0: 18, 1: 24, 2: 33, 3: 37, 4: 41, 5: 47, 6: 51, 7: 59, 8: 61, 9: 6, 14: 1, 15: 1}
_TAGS_BEHIND = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3")
_IN_OGG = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ", b"\x80theora")

Length = Callable[[bytes], int]  # of the frame with this head, 0 when it is none


def frames_of(file: BinaryIO, size: int) -> MediaType | None:
    """MP3, AAC or AMR, when the file is frames of one of them from its start, or from behind its tag."""
    at = _behind_tags(file)
    file.seek(at)
    block = file.read(_BLOCK)
    left = size - at
    for mark, lengths in ((b"#!AMR\n", _NARROW), (b"#!AMR-WB\n", _WIDE)):
        if block.startswith(mark):
            body = block[len(mark) :]
            return MediaType.AMR if _run(body, left - len(mark), _spoken(lengths), 1) else None
    gap = len(block) - len(block.lstrip(b"\0")) if at else 0  # a tag may be filled up behind its end
    for media, length in ((MediaType.MP3, _mpeg), (MediaType.AAC, _adts)):
        if _run(block[gap:], left - gap, length, 2):
            return media
    return None


def _behind_tags(file: BinaryIO) -> int:
    at = 0
    for _ in range(_MOST_TAGS):
        file.seek(at)
        head = file.read(10)
        if len(head) < 10 or not head.startswith(b"ID3") or any(each & 0x80 for each in head[6:]):
            break
        a, b, c, d = head[6:]
        at += 10 + (a << 21 | b << 14 | c << 7 | d) + (10 if head[5] & 0x10 else 0)
    return at


def _run(block: bytes, left: int, length: Length, least: int) -> bool:
    """At least so many frames, one directly behind the other, to the end of the block. The last may be cut off."""
    at = count = 0
    while at < min(len(block), left):
        step = length(block[at : at + 7])
        if not step:
            cut = len(block) - at < 7
            rest = block[at:]
            return count >= least and (cut or rest.startswith(_TAGS_BEHIND) or not rest.strip(b"\0"))
        count += 1
        at += step
    return count >= least


def _mpeg(head: bytes) -> int:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # layer III
        return 0
    version, rate, sampling = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version not in _SAMPLING or not 0 < rate < 15 or sampling == 3:
        return 0
    first = version == 3
    return (144 if first else 72) * 1000 * _RATES[first][rate] // _SAMPLING[version][sampling] + (head[2] >> 1 & 1)


def _adts(head: bytes) -> int:
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > 7 else 0


def _spoken(lengths: dict[int, int]) -> Length:
    return lambda head: 0 if head[0] & 0x83 else lengths.get(head[0] >> 3 & 15, 0)


def ogg_pages(head: bytes, size: int) -> bool:
    """Pages one behind the other, the first of which begins a stream of sound or film we have heard of."""
    if len(head) < 28 or not head[5] & 2 or not head[27 + head[26] :].startswith(_IN_OGG):
        return False
    at = 0
    while at + 27 <= len(head):
        if head[at : at + 5] != b"OggS\0":
            return False
        table = head[at + 27 : at + 27 + head[at + 26]]
        at += 27 + len(table) + sum(table)
    return True


def packed_chunks(file: BinaryIO, size: int) -> bool:
    """RIFF: chunks one behind the other to the end it names; WAV says its format, AVI begins with its headers."""
    file.seek(0)
    head = file.read(12)
    told = struct.unpack("<I", head[4:8])[0] + 8
    end = size if told in (8, 0xFFFFFFFF + 8) else min(told, size)  # written while recording, never filled in
    if size - end > _BLOCK and head[8:12] != b"AVI ":  # a film of more than a gigabyte has several
        return False
    at = 12
    kinds: list[bytes] = []
    while at + 8 <= end and len(kinds) < _MOST_CHUNKS:
        file.seek(at)
        kind, length = struct.unpack("<4sI", file.read(8))
        if not all(0x20 <= each < 0x7F for each in kind):
            break
        kinds.append(kind)
        at += 8 + length + length % 2
    if head[8:12] == b"AVI ":
        return kinds[:1] == [b"LIST"] and (b"LIST" in kinds[1:])
    return b"fmt " in kinds and b"data" in kinds[kinds.index(b"fmt ") :]


def says_matroska(head: bytes) -> bool:
    """The head of EBML names its type, and a segment (or nothing much) follows it."""
    size, at = _number(head, 4)
    end = at + size
    if not 0 < size <= 1024:
        return False
    named = False
    while at + 2 <= end:
        identity = 1 if head[at] & 0x80 else 2
        name = head[at : at + identity]
        length, body = _number(head, at + identity)
        if name == b"\x42\x82":
            named = head[body : body + length].rstrip(b"\0") in (b"webm", b"matroska")
        at = body + length
    return named and at == end and head[end : end + 4].startswith((b"\x18\x53\x80\x67", b"\xec"))


def _number(head: bytes, at: int) -> tuple[int, int]:
    """(value, where it ends) of a number whose length its first byte tells."""
    if at >= len(head) or not head[at]:
        return 0, at + 1
    length = 9 - head[at].bit_length()
    return int.from_bytes(head[at : at + length]) & (1 << 7 * length) - 1, at + length
