"""The file field: what is wrong with a file is said as soon as it arrives, one message a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from common.web import cleaning
from common.web.wording import size_words

MB = 1024 * 1024
SCANS = ("image/*", "pdf")
PAPERS = (*SCANS, "docx")
EVIDENCE = (*PAPERS, "ofd", "audio/*", "video/*")

# What a telephone's and a computer's chooser offer for a kind: some know no type for these endings.
_OFFERED = {
    "image/*": "image/*,.heic,.heif,.webp,.tif,.tiff,.bmp",
    "audio/*": "audio/*,.m4a,.amr",
    "video/*": "video/*,.mov,.avi,.3gp",
}
_WORDS = {"image/*": "照片", "audio/*": "录音", "video/*": "录像", "docx": "Word（docx）"}


class FilesInput(forms.FileInput):
    """A file input whose value is always the list of files chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        value = super().value_from_datadict(data, files, name)
        return list(value) if isinstance(value, list | tuple) else [value] if value else []


class FileField(forms.FileField):
    """Uploads -> list of UploadedFile. Every wrong file gets its own message; what a file is, its content says, which
    documents checks: a name is only offered to the browser's chooser.

    ``types`` are kinds (``image/*``) or extensions without the dot. ``max_bytes`` is per file, ``max_recording`` of one
    with sound or film, ``max_files`` per field.
    """

    component = "file"

    def __init__(
        self,
        *,
        types: Sequence[str] = SCANS,
        max_bytes: int = 50 * MB,
        max_recording: int = 300 * MB,
        max_files: int = 1,
        **kwargs: Any,
    ) -> None:
        recorded = "audio/*" in types
        self.types, self.max_files = tuple(types), max_files
        self.max_bytes = max(max_bytes, max_recording) if recorded else max_bytes
        words = "、".join(_WORDS.get(kind, kind.upper()) for kind in self.types)
        space = " " if words[0].isascii() else ""
        longer = f"，录音、录像不超过 {size_words(max_recording)}" if recorded else ""
        count = f"，最多 {max_files} 份" if max_files > 1 else ""
        kwargs.setdefault("help_text", f"可以上传{space}{words}，每份不超过 {size_words(max_bytes)}{longer}{count}。")
        kwargs.setdefault("widget", FilesInput(attrs={"multiple": max_files > 1}))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs |= {
            "accept": ",".join(_OFFERED.get(kind, f".{kind}") for kind in self.types),
            "data-max-bytes": str(self.max_bytes),
        }
        if self.max_files > 1:
            attrs["data-max-files"] = str(self.max_files)
        return attrs

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files:
            super().clean(None, initial)
            return []
        problems = [words for file in files if (words := self.problem(file))]
        if len(files) > self.max_files:
            problems.insert(0, f"一次最多上传 {self.max_files} 份，您选了 {len(files)} 份。")
        if problems:
            raise ValidationError([ValidationError(words, code="file") for words in problems])
        return files

    def problem(self, file: UploadedFile[Any]) -> str:
        """What is wrong with one file, cause and remedy; empty when nothing is."""
        name = cleaning.prose(file.name or "") or "未命名"
        shown = name if len(name) <= 40 else f"{name[:24]}…{name[-12:]}"
        size = file.size or 0
        if not size:
            return f"“{shown}”是空文件，请检查后重新上传。"
        if size > self.max_bytes:
            limit = size_words(self.max_bytes)
            return f"“{shown}”有 {size_words(size)}，超过 {limit} 的上限。请压缩或拆分后重新上传。"
        return ""
