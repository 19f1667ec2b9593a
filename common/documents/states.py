"""States of papers, and the kinds of file the court takes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.law.labelled import LabelledEnum


class PaperState(LabelledEnum):
    QUEUED = "queued", "等待生成"
    CLAIMED = "claimed", "生成中"
    RENDERED = "rendered", "已生成"
    FAILED = "failed", "生成失败"


# Claimed again when its worker died, or daily where it failed; made anew where it may no longer say what it said.
PAPER_MOVES: Mapping[PaperState, tuple[PaperState, ...]] = {
    PaperState.QUEUED: (PaperState.CLAIMED,),
    PaperState.CLAIMED: (PaperState.CLAIMED, PaperState.RENDERED, PaperState.QUEUED, PaperState.FAILED),
    PaperState.FAILED: (PaperState.CLAIMED,),
    PaperState.RENDERED: (PaperState.QUEUED,),
}


class MediaType(StrEnum):
    """What may be uploaded, found out from the content and never from the name: code, extension, words."""

    extension: str
    label: str

    def __new__(cls, code: str, extension: str = "", label: str = "") -> MediaType:
        kind = str.__new__(cls, code)
        kind._value_ = code
        kind.extension, kind.label = extension, label
        return kind

    PDF = "application/pdf", "pdf", "PDF"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "Word 文档"
    OFD = "application/ofd", "ofd", "OFD 版式文件"  # GB/T 33190
    JPEG = "image/jpeg", "jpg", "JPG 图片"
    PNG = "image/png", "png", "PNG 图片"
    HEIC = "image/heic", "heic", "HEIC 照片"
    WEBP = "image/webp", "webp", "WebP 图片"
    TIFF = "image/tiff", "tif", "TIFF 图片"
    BMP = "image/bmp", "bmp", "BMP 图片"
    MP3 = "audio/mpeg", "mp3", "MP3 录音"
    M4A = "audio/mp4", "m4a", "M4A 录音"
    WAV = "audio/wav", "wav", "WAV 录音"
    AAC = "audio/aac", "aac", "AAC 录音"
    AMR = "audio/amr", "amr", "AMR 录音"
    OGG = "audio/ogg", "ogg", "OGG 录音"
    MP4 = "video/mp4", "mp4", "MP4 录像"
    MOV = "video/quicktime", "mov", "MOV 录像"
    GPP = "video/3gpp", "3gp", "3GP 录像"
    WEBM = "video/webm", "webm", "WebM 录像"
    AVI = "video/x-msvideo", "avi", "AVI 录像"

    @property
    def family(self) -> str:
        """image, audio, video or application."""
        return self.value.partition("/")[0]

    @property
    def noun(self) -> str:
        """What people call such a thing."""
        return {"image": "照片", "audio": "录音", "video": "录像"}.get(self.family, "文件")

    @property
    def is_recording(self) -> bool:
        return self.family in ("audio", "video")

    @property
    def plays(self) -> bool:
        """A browser may play it in the page; which tracks inside it can, each browser says itself."""
        return self.is_recording and self not in (MediaType.AMR, MediaType.AVI, MediaType.GPP)

    @property
    def shown_inline(self) -> bool:
        """A browser may show one that we made, and play one that was handed in."""
        return self in (MediaType.PDF, MediaType.JPEG, MediaType.PNG) or self.plays


Takes = frozenset[MediaType]
SCANS: Takes = frozenset(m for m in MediaType if m is MediaType.PDF or m.family == "image")
PAPERS: Takes = SCANS | {MediaType.DOCX}
EVIDENCE: Takes = frozenset(MediaType)


class ScanState(LabelledEnum):
    """What the scanner said of a file that was handed in. OFF: none is configured (a developer's machine)."""

    OFF = "off", "未设病毒检查"
    WAITING = "waiting", "正在检查"
    CLEAN = "clean", "已通过安全检查"
    INFECTED = "infected", "没有通过安全检查"

    @property
    def opens(self) -> bool:
        """Whether anybody may open it."""
        return self in (ScanState.OFF, ScanState.CLEAN)


class CopyState(LabelledEnum):
    """Of the copy by which a file is read."""

    QUEUED = "queued", "等待转换"
    CLAIMED = "claimed", "转换中"
    MADE = "made", "已转换"
    FAILED = "failed", "转换失败"


COPY_MOVES: Mapping[CopyState, tuple[CopyState, ...]] = {
    CopyState.QUEUED: (CopyState.CLAIMED, CopyState.FAILED),
    CopyState.CLAIMED: (CopyState.CLAIMED, CopyState.MADE, CopyState.QUEUED, CopyState.FAILED),
}
