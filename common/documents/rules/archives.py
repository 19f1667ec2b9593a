"""Word and OFD files by their tables of contents: what they would unpack to is bounded before a part is read."""

from __future__ import annotations

from collections.abc import Sequence
from zipfile import ZipFile, ZipInfo

from common.documents.rules.bounds import DocumentError, Inspected, Limits
from common.documents.rules.office import read_parts
from common.documents.states import MediaType

_CALLED = {MediaType.DOCX: "Word 文件", MediaType.OFD: "OFD 文件"}


def read_docx(archive: ZipFile, size: int, limits: Limits) -> Inspected:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        raise DocumentError("这是压缩包或不支持的 Office 文件", "请解压后逐个上传，表格请另存为 PDF")
    _sound(entries, size, limits, MediaType.DOCX)
    read_parts(archive)
    return Inspected(MediaType.DOCX, 0)


def read_ofd(entries: Sequence[ZipInfo], size: int, limits: Limits) -> Inspected:
    """An OFD (GB/T 33190-2016): attachments and signatures inside stay where they are, the copy shows the pages."""
    _sound(entries, size, limits, MediaType.OFD)
    return Inspected(MediaType.OFD, 0, copied=True)


def _sound(entries: Sequence[ZipInfo], size: int, limits: Limits, kind: MediaType) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    odd = DocumentError(f"{_CALLED[kind]}的内部结构异常", "请另存为 PDF 后上传")
    if len(entries) > limits.entries or unpacked > limits.unpacked or unpacked > size * limits.ratio:
        raise odd
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentError("文件已加密", "请取消密码后重新上传")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):  # one program would read the first of two, another the second
        raise odd
    if any(name.startswith("\\") or ".." in name.replace("\\", "/").split("/") for name in names):
        raise odd
    if kind is not MediaType.OFD and any(name.startswith("/") for name in names):
        raise odd
