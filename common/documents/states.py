"""States of papers, and the kinds of file the court takes."""

from __future__ import annotations

from enum import StrEnum

from common.law.labelled import LabelledEnum


class PaperState(LabelledEnum):
    QUEUED = "queued", "等待生成"
    CLAIMED = "claimed", "生成中"
    RENDERED = "rendered", "已生成"
    FAILED = "failed", "生成失败"


class MediaType(StrEnum):
    """What may be uploaded, found out from the content and never from the name."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @property
    def extension(self) -> str:
        return {"PDF": "pdf", "JPEG": "jpg", "PNG": "png", "DOCX": "docx"}[self.name]

    @property
    def label(self) -> str:
        return {"PDF": "PDF", "JPEG": "JPG 图片", "PNG": "PNG 图片", "DOCX": "Word 文档"}[self.name]

    @property
    def shown_inline(self) -> bool:
        """A browser may show it in place; everything else is only ever saved."""
        return self is not MediaType.DOCX
