"""What a file is, told by its content, and whether the court can take it.

Nothing here trusts a name or a declared type. Each refusal says the cause and what to do about it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from common.documents.rules.archives import read_docx, read_ofd
from common.documents.rules.bounds import DocumentError, Inspected, Limits, no_archive, too_large
from common.documents.rules.pdfs import read_pdf
from common.documents.rules.pictures import read_picture
from common.documents.rules.recordings import read_recording, recording_type
from common.documents.states import EVIDENCE, MediaType, Takes

EDGE = 64 * 1024  # by as much of its beginning every file is known

# What people send besides what is taken: (offset, signature) -> cause and remedy.
_OTHERS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"Rar!", "这是压缩包", "请解压后逐个上传其中的文件"),
    (0, b"7z\xbc\xaf", "这是压缩包", "请解压后逐个上传其中的文件"),
    (
        0,
        b"\xd0\xcf\x11\xe0",
        "这是旧版 Word、Excel 或 WPS 文件，或已加密的 Office 文件",
        "请取消密码，另存为 PDF 后上传",
    ),
    (0, b"GIF8", "这是 GIF 图片", "请另存为 JPG 或 PNG 后上传"),
    *(
        (4, brand, f"这是 {name} 图片，现在还收不了", "请在相册里打开，另存为 JPG 后上传，或者截屏后上传截图")
        for brand, name in (
            (b"ftypavif", "AVIF"),
            (b"ftypavis", "AVIF"),
            (b"ftypcrx ", "CR3"),
            (b"ftypjxl ", "JPEG XL"),
            (b"JXL \r\n\x87\n", "JPEG XL"),
            (b"ftypjp2 ", "JPEG 2000"),
            (b"jP  \r\n\x87\n", "JPEG 2000"),
        )
    ),
    (0, b"%!PS", "这是 PostScript 文件", "请另存为 PDF 后上传"),
    (0, b"\x02#!SILK", "这是微信或 QQ 的语音片段", "请在手机上播放并录屏，上传录下来的录像"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "这是 WMA 录音或 WMV 录像", "请转换成 MP3 或 MP4 后上传，原件请保管好"),
)

# The pictures by their first bytes; those in the container of films are told apart by their brand.
_PICTURES: tuple[tuple[int, bytes, MediaType], ...] = (
    (0, b"\xff\xd8\xff", MediaType.JPEG),
    (0, b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (8, b"WEBP", MediaType.WEBP),
    (0, b"II*\x00", MediaType.TIFF),
    (0, b"MM\x00*", MediaType.TIFF),
    (0, b"BM", MediaType.BMP),
    *((4, b"ftyp" + brand, MediaType.HEIC) for brand in (b"hei", b"hev", b"mif1", b"msf1")),
)


def sniff(head: bytes, takes: Takes = EVIDENCE) -> MediaType:
    """The type of a file that begins with `head` (EDGE bytes or all there are). DocumentError when the court takes no
    such file, or not here (`takes`)."""
    for offset, signature, cause, remedy in _OTHERS:
        if head[offset : offset + len(signature)] == signature:
            raise DocumentError(cause, remedy)
    media = _known(head)
    if media is None:
        if b"%PDF-" in head[:1024]:
            raise DocumentError("PDF 文件开头夹有其他内容", "请用“打印为 PDF”另存后重新上传")
        raise DocumentError("文件格式不支持", f"请上传{taken_words(takes)}")
    if media not in takes:
        raise DocumentError(f"这是 {media.label}，这里不能用", f"请上传{taken_words(takes)}")
    return media


def _known(head: bytes) -> MediaType | None:
    if head.startswith(b"%PDF-"):
        return MediaType.PDF
    if head.startswith(b"PK\x03\x04"):
        # The parts of an OFD and of a Word file come in any order: which it is, its table of contents says.
        return MediaType.OFD if b"OFD.xml" in head and b"word/" not in head else MediaType.DOCX
    for offset, signature, media in _PICTURES:
        if head[offset : offset + len(signature)] == signature:
            return media
    return recording_type(head)


def taken_words(takes: Iterable[MediaType]) -> str:
    """照片、PDF、OFD、Word（docx）、录音或录像: what may be uploaded, in people's words."""
    kinds = set(takes)
    words = [
        ("照片", MediaType.JPEG in kinds),
        ("PDF", MediaType.PDF in kinds),
        ("OFD", MediaType.OFD in kinds),
        ("Word（docx）", MediaType.DOCX in kinds),
        ("录音", MediaType.MP3 in kinds),
        ("录像", MediaType.MP4 in kinds),
    ]
    *first, last = [word for word, there in words if there]
    spaced = f" {last}" if last[0].isascii() else last  # between Chinese and Latin letters
    return f"{'、'.join(first)}或{spaced}" if first else spaced


def inspect(file: BinaryIO, size: int, limits: Limits, takes: Takes = EVIDENCE) -> Inspected:
    """Tell the type of `file` (seekable, `size` bytes) and check it. DocumentError when it cannot be taken."""
    if size == 0:
        raise DocumentError("文件是空的", "请检查原文件能否打开，再重新上传")
    if size > limits.most:
        raise too_large(limits.most)
    file.seek(0)
    head = file.read(EDGE)
    media = sniff(head, takes)
    within(media, size, limits)
    if media is MediaType.PDF:
        no_archive(file)
        return read_pdf(file, limits)
    if media.family == "image":
        return read_picture(file, head, size, media, limits)
    if media.is_recording:
        return read_recording(file, head, size, media)
    return _packed(file, size, limits, takes)


def within(media: MediaType, size: int, limits: Limits) -> None:
    """Recordings may be larger than anything else."""
    bound = limits.recording if media.is_recording else limits.size
    if size > bound:
        raise too_large(bound)


def _packed(file: BinaryIO, size: int, limits: Limits, takes: Takes) -> Inspected:
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise DocumentError("文件已损坏", "请检查原文件能否打开，或另存为 PDF 后上传") from None
    entries = archive.infolist()
    if any(entry.filename == "OFD.xml" for entry in entries):
        if MediaType.OFD not in takes:
            raise DocumentError(f"这是 {MediaType.OFD.label}，这里不能用", f"请上传{taken_words(takes)}")
        return read_ofd(entries, size, limits)
    return read_docx(archive, size, limits)
