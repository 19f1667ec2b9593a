"""How much of a file is taken, and how a refusal is said."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from common.documents.states import MediaType
from common.law.refusal import FILE, ActionRefused

MB = 1024 * 1024
# Text that makes a browser or a server read a picture or a sound as a page or a program.
MARKUP = (b"<script", b"<html", b"<!doctype", b"<?php", b"<iframe")


class DocumentError(ActionRefused):
    """A file the court cannot take. `cause` and `remedy` are Chinese and may be shown; str() is both."""

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(f"{cause}，{remedy}。", field=FILE)
        self.cause = cause
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a file: bytes (of a recording its own), pixels of a picture, pages, what an archive may unpack to.

    `pixels` are those unpacked whole; a JPEG is read at a fraction of its size, so the sensors of telephones (108 and
    200 million) lie within `scaled`. `together` are those of all sheets of a scan: 170 at 300 dpi.
    """

    size: int = 50 * MB
    recording: int = 300 * MB
    pixels: int = 64_000_000
    scaled: int = 250_000_000
    together: int = 1_500_000_000
    pages: int = 1000
    unpacked: int = 100 * MB
    entries: int = 2000
    ratio: int = 150

    @property
    def most(self) -> int:
        """Bytes of the largest file there may be."""
        return max(self.size, self.recording)


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be taken. `copied`: it is read by a copy, not as it is."""

    media: MediaType
    pages: int
    copied: bool = False


def too_large(bound: int) -> DocumentError:
    return DocumentError(f"文件超过 {bound // MB} MB", "请压缩、降低清晰度或拆成几份后上传")


def no_archive(file: BinaryIO) -> None:
    """A file that is a picture or a PDF to one program and an archive to another hides something."""
    file.seek(0)
    if zipfile.is_zipfile(file):
        raise DocumentError("文件里夹带了压缩包", "请重新扫描、截图或另存后上传")
