"""Where the files lie, sealed: STORAGES["default"]. Everything else reads and writes them as files that are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage

from common.fields.envelopes import Opened, SealedFile, renew, sealed, stale


class _Sealing(File):  # type: ignore[type-arg]  # generic in its stubs alone
    """The content as it goes to the disk. It says nothing of a temporary file: that would be moved, unsealed."""

    def __init__(self, content: File[Any], name: str) -> None:
        super().__init__(None, name)
        self._content = content

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return sealed(self.name or "", self._content.chunks(chunk_size))


class SealedFiles(FileSystemStorage):
    """A folder in which no file can be read without FIELD_ENCRYPTION_KEYS, nor put in the place of another."""

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError("a stored file is read, or another one is stored")
        return SealedFile(Opened(Path(self.path(name)).open("rb"), self._known(name)), name)

    def _save(self, name: str, content: File[Any]) -> str:
        stored: str = super()._save(name, _Sealing(content, self._known(name)))  # type: ignore[misc]  # Django's own
        if self._known(stored) != self._known(name):  # somebody was quicker with the same name: it is bound to its own
            self.delete(stored)
            return self._save(self.get_available_name(stored), content)
        return stored

    def size(self, name: str) -> int:
        with self.open(name) as file:
            return file.size

    def names(self) -> Iterator[str]:
        """Every stored file, what is still arriving too."""
        root = Path(self.location)
        for path in sorted(root.rglob("*")):
            if path.is_file():
                yield path.relative_to(root).as_posix()

    def stale(self, name: str) -> bool:
        """Whether a file is still sealed by a former key. Raises DecryptionFailed."""
        with Path(self.path(name)).open("rb") as file:
            return stale(file)

    def renew(self, name: str) -> None:
        """Seal it by the key of now. Raises DecryptionFailed."""
        with Path(self.path(name)).open("r+b") as file:
            renew(file, self._known(name))

    @staticmethod
    def _known(name: str) -> str:
        return name.replace("\\", "/")
