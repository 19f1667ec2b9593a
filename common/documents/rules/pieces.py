"""The headers of uploads in pieces, after tus 1.0.0 (https://tus.io/protocols/resumable-upload): pure reading."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PIECE = 2 * 1024 * 1024  # the most one request may carry; our own page sends 1 MB
_FINGERPRINT = re.compile(r"(sha256:[0-9a-f]{64}|loose:[0-9a-f]{1,64})")
_NUMBER = re.compile(r"\d{1,12}")


@dataclass(frozen=True, slots=True)
class Announced:
    """What a sender says of a file before sending it: its name, its bytes, and by what it is known again.

    `fingerprint` is `sha256:<hex>` of the whole content where the browser can tell it (then it is checked at the end),
    else `loose:<hex>` of name, size and day of change; empty when the sender gave none: then nothing is found again.
    """

    name: str
    size: int
    fingerprint: str


def metadata(header: str) -> dict[str, str]:
    """`Upload-Metadata` (key, space, base64; separated by commas) -> {key: text}. What cannot be read is left out."""
    found: dict[str, str] = {}
    for pair in header.split(",")[:16]:
        key, _, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def number(header: str | None) -> int | None:
    """A count of bytes as a header gives it, or None when it is not one."""
    return int(header) if header is not None and _NUMBER.fullmatch(header) else None


def announced(length: str | None, described: str) -> Announced | None:
    """What `Upload-Length` and `Upload-Metadata` say, or None when the length is missing or no number."""
    size = number(length)
    if size is None:
        return None
    told = metadata(described)
    fingerprint = told.get("fingerprint", "")
    return Announced(told.get("filename", ""), size, fingerprint if _FINGERPRINT.fullmatch(fingerprint) else "")
