"""What a file is, told by its content, and whether the court can take it.

Nothing here trusts a name or a declared type. Each refusal says the cause and what to do about it.
"""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from common.documents.states import MediaType
from common.law.refusal import FILE, ActionRefused

ACCEPTED = "请上传 PDF、JPG、PNG 或 Word（docx）文件"


class DocumentError(ActionRefused):
    """A file the court cannot take. `cause` and `remedy` are Chinese and may be shown; str() is both."""

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(f"{cause}，{remedy}。", field=FILE)
        self.cause = cause
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file: bytes, pixels of an image, pages, and what an archive may unpack to."""

    size: int = 20 * 1024 * 1024
    pixels: int = 64_000_000
    pages: int = 1000
    unpacked: int = 100 * 1024 * 1024
    entries: int = 2000
    ratio: int = 150


@dataclass(frozen=True, slots=True)
class Inspected:
    media: MediaType
    pages: int


# What people send most besides what is taken: (offset, signature) -> cause and remedy.
_OTHERS: tuple[tuple[int, bytes, str, str], ...] = (
    (4, b"ftyphei", "这是苹果手机的 HEIC 照片", "请在手机“设置—相机—格式”选“兼容性最佳”后重拍，或导出为 JPG 再上传"),
    (4, b"ftyphev", "这是苹果手机的 HEIC 照片", "请在手机“设置—相机—格式”选“兼容性最佳”后重拍，或导出为 JPG 再上传"),
    (4, b"ftypmif1", "这是苹果手机的 HEIC 照片", "请在手机“设置—相机—格式”选“兼容性最佳”后重拍，或导出为 JPG 再上传"),
    (4, b"ftypmsf1", "这是苹果手机的 HEIC 照片", "请在手机“设置—相机—格式”选“兼容性最佳”后重拍，或导出为 JPG 再上传"),
    (4, b"ftyp", "这是视频或录音文件", "暂不支持在线上传，请联系法院窗口提交光盘或 U 盘"),
    (0, b"ID3", "这是录音文件", "暂不支持在线上传，请联系法院窗口提交光盘或 U 盘"),
    (0, b"Rar!", "这是压缩包", "请解压后逐个上传其中的文件"),
    (0, b"7z\xbc\xaf", "这是压缩包", "请解压后逐个上传其中的文件"),
    (
        0,
        b"\xd0\xcf\x11\xe0",
        "这是旧版 Word、Excel 或 WPS 文件，或已加密的 Office 文件",
        "请取消密码，另存为 PDF 后上传",
    ),
    (0, b"GIF8", "这是 GIF 图片", "请另存为 JPG 或 PNG 后上传"),
    (0, b"BM", "这是 BMP 图片", "请另存为 JPG 或 PNG 后上传"),
    (0, b"II*\x00", "这是 TIFF 图片", "请另存为 PDF 或 JPG 后上传"),
    (0, b"MM\x00*", "这是 TIFF 图片", "请另存为 PDF 或 JPG 后上传"),
    (8, b"WEBP", "这是 WebP 图片", "请另存为 JPG 或 PNG 后上传"),
    (0, b"%!PS", "这是 PostScript 文件", "请另存为 PDF 后上传"),
)

# Text that makes a browser or a server read a picture as a page or a program.
_MARKUP = (b"<script", b"<html", b"<!doctype", b"<?php", b"<svg", b"<iframe")
_EDGE = 64 * 1024


def inspect(file: BinaryIO, size: int, limits: Limits) -> Inspected:
    """Tell the type of `file` (seekable, `size` bytes) and check it. DocumentError when it cannot be taken."""
    if size == 0:
        raise DocumentError("文件是空的", "请检查原文件能否打开，再重新上传")
    if size > limits.size:
        raise too_large(limits)
    file.seek(0)
    head = file.read(_EDGE)
    if head.startswith(b"%PDF-"):
        return Inspected(MediaType.PDF, _pdf(file, limits))
    if head.startswith(b"\xff\xd8\xff"):
        return _image(file, head, size, MediaType.JPEG, limits)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _image(file, head, size, MediaType.PNG, limits)
    if head.startswith(b"PK\x03\x04"):
        return Inspected(MediaType.DOCX, _docx(file, size, limits))
    for offset, signature, cause, remedy in _OTHERS:
        if head[offset : offset + len(signature)] == signature:
            raise DocumentError(cause, remedy)
    if b"%PDF-" in head[:1024]:
        raise DocumentError("PDF 文件开头夹有其他内容", "请用“打印为 PDF”另存后重新上传")
    raise DocumentError("文件格式不支持", ACCEPTED)


def too_large(limits: Limits) -> DocumentError:
    size = limits.size // (1024 * 1024)
    return DocumentError(f"文件超过 {size} MB", "请压缩图片、降低扫描分辨率或拆成几份后上传")


def _no_archive(file: BinaryIO) -> None:
    """A file that is a picture or a PDF to one program and an archive to another hides something."""
    file.seek(0)
    if zipfile.is_zipfile(file):
        raise DocumentError("文件里夹带了压缩包", "请重新扫描、截图或另存后上传")


def _pdf(file: BinaryIO, limits: Limits) -> int:
    import pikepdf

    _no_archive(file)
    file.seek(0)
    try:
        # No repair attempts written anywhere; damaged files raise here or when the pages are counted.
        with pikepdf.open(file) as pdf:
            pages = len(pdf.pages)
            active = _active(pdf)
    except pikepdf.PasswordError:
        raise DocumentError("文件已加密", "请取消密码后重新上传") from None
    except (pikepdf.PdfError, ValueError, RecursionError, OverflowError, TypeError, KeyError, AttributeError):
        raise DocumentError("PDF 文件已损坏", "请检查原文件能否打开，或重新扫描后上传") from None
    if pages == 0:
        raise DocumentError("PDF 文件没有页面", "请检查原文件后重新上传")
    if pages > limits.pages:
        raise DocumentError(f"PDF 超过 {limits.pages} 页", "请拆成几份后上传")
    if active:
        raise DocumentError("PDF 中含有脚本或附件", "请用“打印为 PDF”另存后重新上传")
    return pages


def _active(pdf: object) -> bool:
    """Scripts that run on opening, programs to launch, and files hidden inside."""
    import pikepdf

    root = pdf.Root  # type: ignore[attr-defined]
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and ("/JavaScript" in names or "/EmbeddedFiles" in names):
        return True
    actions = [root.get("/OpenAction"), *_entries(root.get("/AA"))]
    return any(
        isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in ("/JavaScript", "/Launch")
        for action in actions
    )


def _entries(value: object) -> list[object]:
    import pikepdf

    return [value[key] for key in value.keys()] if isinstance(value, pikepdf.Dictionary) else []  # noqa: SIM118


def _image(file: BinaryIO, head: bytes, size: int, media: MediaType, limits: Limits) -> Inspected:
    from PIL import Image, UnidentifiedImageError

    file.seek(max(0, size - _EDGE))
    edges = (head + file.read(_EDGE)).lower()
    if any(mark in edges for mark in _MARKUP) or b"%pdf-" in edges[:1024]:
        raise DocumentError("图片里夹带了网页或程序", "请重新拍照或截图后上传")
    _no_archive(file)
    file.seek(0)
    broken = DocumentError("图片已损坏", "请检查原图能否打开，或重新拍照后上传")
    try:
        with warnings.catch_warnings():
            # Our own bound is stricter and speaks Chinese; Pillow's warning would only be noise.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=[media.name]) as image:
                _pixels(image.width * image.height, limits)
                if media is MediaType.JPEG:
                    # Decoding at an eighth of the size finds a truncated file without the memory of the full picture.
                    image.draft("RGB", (image.width // 8, image.height // 8))
                    image.load()
                else:
                    image.verify()  # every chunk's checksum, nothing unpacked
    except Image.DecompressionBombError:
        raise DocumentError("图片尺寸过大", "请缩小图片后重新上传") from None
    except DocumentError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError, EOFError):
        raise broken from None
    return Inspected(media, 1)


def _pixels(count: int, limits: Limits) -> None:
    if count > limits.pixels:
        raise DocumentError("图片尺寸过大", "请缩小图片后重新上传")


def _docx(file: BinaryIO, size: int, limits: Limits) -> int:
    """A Word file, read only by its table of contents: nothing is unpacked here."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise DocumentError("文件已损坏", "请检查原文件能否打开，或另存为 PDF 后上传") from None
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        raise DocumentError("这是压缩包或不支持的 Office 文件", "请解压后逐个上传，表格请另存为 PDF")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries or unpacked > limits.unpacked or unpacked > size * limits.ratio:
        raise DocumentError("Word 文件的内部结构异常", "请另存为 PDF 后上传")
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentError("文件已加密", "请取消密码后重新上传")
    hidden = ("vbaproject", "oleobject", "activex")
    if any(word in name.lower() for name in names for word in hidden):
        raise DocumentError("Word 文件中含有宏或嵌入对象", "请另存为 PDF 后上传")
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        raise DocumentError("Word 文件的内部结构异常", "请另存为 PDF 后上传")
    return 0
