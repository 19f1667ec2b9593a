"""What a JPEG says besides its pixels: where and when it was taken, with what, and any text (ITU-T T.81, annex B)."""

from __future__ import annotations

_START, _SCAN = 0xD8, 0xDA
_COMMENT = 0xFE
# APP1 to APP13 and APP15 (EXIF, XMP, thumbnails); APP0 is the header, APP14 says how the colours are meant.
_SAYING = frozenset((*range(0xE1, 0xEE), 0xEF, _COMMENT))


def pixels_only(content: bytes) -> bytes:
    """The JPEG without those segments, its pixels untouched. ValueError when it is none."""
    if content[:2] != bytes((0xFF, _START)):
        raise ValueError("not a JPEG")
    kept, at = [content[:2]], 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ValueError("not a segment")
        kind = content[at + 1]
        if kind == 0xFF:  # filling
            at += 1
            continue
        if kind == _SCAN:
            return b"".join(kept) + _to_the_end(content[at:])
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if kind not in _SAYING:
            kept.append(content[at:end])
        at = end
    raise ValueError("no picture in it")


def _to_the_end(scans: bytes) -> bytes:
    """Up to the last end of image: behind it lies what a program hid there."""
    end = scans.rfind(b"\xff\xd9")
    return scans if end < 0 else scans[: end + 2]
