"""The file field: what is wrong with a file is said as soon as it arrives, one message a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from common.web import cleaning
from common.web.wording import size_words


class FilesInput(forms.FileInput):
    """A file input whose value is always the list of files chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        value = super().value_from_datadict(data, files, name)
        return list(value) if isinstance(value, list | tuple) else [value] if value else []


class FileField(forms.FileField):
    """Uploads -> list of UploadedFile. Every wrong file gets its own message; the content is checked by documents.

    ``types`` are extensions without the dot. ``max_bytes`` is per file, ``max_files`` per field.
    """

    component = "file"

    def __init__(
        self,
        *,
        types: Sequence[str] = ("pdf", "jpg", "jpeg", "png"),
        max_bytes: int = 20 * 1024 * 1024,
        max_files: int = 1,
        **kwargs: Any,
    ) -> None:
        self.types, self.max_bytes, self.max_files = tuple(types), max_bytes, max_files
        words = "、".join(dict.fromkeys({"jpeg": "JPG"}.get(kind, kind.upper()) for kind in self.types))
        count = f"，最多 {max_files} 份" if max_files > 1 else ""
        kwargs.setdefault("help_text", f"可以上传 {words}，每份不超过 {size_words(max_bytes)}{count}。")
        kwargs.setdefault("widget", FilesInput(attrs={"multiple": max_files > 1}))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs |= {"accept": ",".join(f".{kind}" for kind in self.types), "data-max-bytes": str(self.max_bytes)}
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
        extension = name.rpartition(".")[2].lower() if "." in name else ""
        if extension not in self.types:
            allowed = "、".join(self.types)
            return f"“{shown}”的格式不能上传，请转换成 {allowed} 后重新上传。"
        if not size:
            return f"“{shown}”是空文件，请检查后重新上传。"
        if size > self.max_bytes:
            limit = size_words(self.max_bytes)
            return f"“{shown}”有 {size_words(size)}，超过 {limit} 的上限。请压缩或拆分后重新上传。"
        if len(name) > 200:
            return f"“{shown}”的文件名太长，请改短后重新上传。"
        return ""
