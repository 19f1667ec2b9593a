"""Which part of a file a player asks for (RFC 9110, 14): films are skipped through, not fetched whole."""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class OutOfRange(ValueError):
    """The part begins beyond the end of the file."""


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """(first byte, byte after the last) of a file of `size` bytes, or None for the whole: no range, several, or none we
    understand. OutOfRange when nothing of it is there."""
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= size or start == stop:
        raise OutOfRange(header)
    return start, stop
