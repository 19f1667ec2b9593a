"""File names as people send them, made safe to print, store and send back."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 120
UNNAMED = "未命名文件"

# Separators of every system: the name is what stands after the last one.
_SEPARATORS = re.compile(r"[/\\]")
# Characters that mean something to a shell, a header or a Windows disk.
_FORBIDDEN = re.compile(r'[<>:"|?*;]')


def clean_name(raw: str) -> str:
    """The last path part, without control and invisible characters (NUL, right-to-left override), at most 120 long.

    Never empty; the extension survives cutting. What is taken out is taken out silently: a strange name is the
    fault of a phone or a scanner, not of the person.
    """
    text = unicodedata.normalize("NFC", raw)
    # Cc control, Cf invisible (bidi overrides, zero width), Cs lone surrogates, Co private, Cn unassigned.
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    text = _SEPARATORS.split(text)[-1]
    text = _FORBIDDEN.sub("", text)
    text = " ".join(text.split()).strip(" .")
    if not text:
        return UNNAMED
    if len(text) <= MAX_LENGTH:
        return text
    stem, dot, extension = text.rpartition(".")
    if not dot or len(extension) > 10:
        return text[:MAX_LENGTH]
    return f"{stem[: MAX_LENGTH - len(extension) - 1]}.{extension}"


def given_name(raw: str, noun: str, extension: str) -> str:
    """The name a file is kept under: its own, cleaned; one that has none is called by what it is (照片.jpg)."""
    name = clean_name(raw)
    return f"{noun}.{extension}" if name.rpartition(".")[0] in ("", UNNAMED) and name.startswith(UNNAMED) else name


def named_as(name: str, extension: str) -> str:
    """The name under which a file is sent: the extension is that of the content, whatever the name said."""
    stem, dot, old = name.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,5}", old):
        stem = name
    same = {"jpeg": "jpg"}.get(old.lower(), old.lower()) == extension
    return name if dot and same else f"{stem[: MAX_LENGTH - len(extension) - 1]}.{extension}"
