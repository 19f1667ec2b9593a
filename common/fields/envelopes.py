"""Files that cannot be read, moved into another's place, changed or cut off without the key.

A file has a key of its own, sealed by the keys that seal the fields (`FIELD_ENCRYPTION_KEYS`) and written at its head:
to change the key of the house means to write a hundred bytes of each file anew, not the file. Behind the head come
pieces, AES-256-GCM each, bound to the file's name and to their place in it; an empty piece says that the file ends
there. One that is still arriving has no end yet.

    YFFILE01 · length of the sealed key (2) · sealed key · { length (4) · nonce (12) · ciphertext · tag (16) } …
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterable, Iterator
from typing import IO, Any, BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files import File

from .sealed import DecryptionFailed, decrypt, encrypt, key_id

MAGIC = b"YFFILE01"
PIECE = 64 * 1024  # bytes of clear text in a piece of a file that is written at once
_KEY, _NONCE, _TAG, _LENGTH = 32, 12, 16, 4
_BESIDE = _LENGTH + _NONCE + _TAG  # what a piece costs


class Envelope:
    """What stands at the head of a file: its key, for this name alone."""

    def __init__(self, name: str, key: bytes) -> None:
        self.name, self.key, self._cipher = name, key, AESGCM(key)

    @classmethod
    def new(cls, name: str) -> Envelope:
        return cls(name, os.urandom(_KEY))

    @classmethod
    def read(cls, file: IO[bytes], name: str) -> Envelope:
        """From the head of an open file, which then stands at the first piece. Raises DecryptionFailed."""
        return cls(name, base64.b64decode(decrypt(_sealed_key(file), _place(name))))

    def head(self) -> bytes:
        """Under the key of now. As long as under any other, so that it can be written over the former one."""
        sealed = encrypt(base64.b64encode(self.key).decode(), _place(self.name)).encode("ascii")
        return MAGIC + len(sealed).to_bytes(2, "big") + sealed

    def piece(self, number: int, clear: bytes) -> bytes:
        """The `number`th piece; an empty one ends the file."""
        nonce = os.urandom(_NONCE)
        return len(clear).to_bytes(_LENGTH, "big") + nonce + self._cipher.encrypt(nonce, clear, self._bound(number))

    def clear(self, number: int, piece: bytes) -> bytes:
        """What a piece says; raises DecryptionFailed where it is not what was written there."""
        nonce, sealed = piece[_LENGTH : _LENGTH + _NONCE], piece[_LENGTH + _NONCE :]
        try:
            return self._cipher.decrypt(nonce, sealed, self._bound(number))
        except InvalidTag as error:
            raise DecryptionFailed("a stored file was changed, or is another one") from error

    def _bound(self, number: int) -> bytes:
        return f"{number}\0{self.name}".encode()


def _place(name: str) -> str:
    return f"file {name}"


def _sealed_key(file: IO[bytes]) -> str:
    if file.read(len(MAGIC)) != MAGIC:
        raise DecryptionFailed("a stored file is not a sealed one")
    return file.read(int.from_bytes(file.read(2), "big")).decode("ascii", "replace")


def sealed(name: str, clear: Iterable[bytes]) -> Iterator[bytes]:
    """A whole file of this name, piece by piece."""
    envelope = Envelope.new(name)
    yield envelope.head()
    number, waiting = 0, bytearray()
    for each in clear:
        waiting += each
        while len(waiting) >= PIECE:
            yield envelope.piece(number, bytes(waiting[:PIECE]))
            del waiting[:PIECE]
            number += 1
    if waiting:
        yield envelope.piece(number, bytes(waiting))
        number += 1
    yield envelope.piece(number, b"")


class Opened(io.RawIOBase):
    """Reads a sealed file from any place in it. `arriving`: it has no end yet, whoever reads knows how long it is.

    Raises:
        DecryptionFailed: a key that is missing, or a file that is changed, cut off, or another one.
    """

    def __init__(self, file: IO[bytes], name: str, *, arriving: bool = False) -> None:
        super().__init__()
        self._file = file
        self._starts: list[tuple[int, int, int]] = []  # of each piece: first byte of clear text, length, place in file
        self.size = 0
        try:
            self._envelope = Envelope.read(file, name)
            self._measure(arriving=arriving)
        except DecryptionFailed:
            self.close()  # nobody will read it: it is not left open until it is swept
            raise
        self._at, self._number, self._clear = 0, -1, b""

    def _measure(self, *, arriving: bool) -> None:
        while len(length := self._file.read(_LENGTH)) == _LENGTH:
            count = int.from_bytes(length, "big")
            place = self._file.tell() - _LENGTH
            if count == 0:
                self._envelope.clear(len(self._starts), length + self._file.read(_NONCE + _TAG))
                return
            self._starts.append((self.size, count, place))
            self.size += count
            self._file.seek(place + _BESIDE + count)
        if not arriving:
            raise DecryptionFailed("a stored file is cut off")

    def end_of(self, offset: int) -> tuple[int, int]:
        """Where in the file the piece ends after which `offset` bytes of clear text have come, and how many pieces that
        is: the next one goes there. ValueError where no piece ends at that byte."""
        number = next((n for n, (start, count, _) in enumerate(self._starts, 1) if start + count == offset), 0)
        if offset and not number:
            raise ValueError(offset)
        if not number:
            return len(self._envelope.head()), 0
        _, count, place = self._starts[number - 1]
        return place + _BESIDE + count, number

    @property
    def envelope(self) -> Envelope:
        return self._envelope

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self.size:
            return 0
        first, clear = self._piece_at(self._at)
        given = clear[self._at - first : self._at - first + len(buffer)]
        buffer[: len(given)] = given
        self._at += len(given)
        return len(given)

    def _piece_at(self, at: int) -> tuple[int, bytes]:
        """The piece with this byte of clear text, and where it begins."""
        low, high = 0, len(self._starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._starts[middle][0] <= at else (low, middle - 1)
        start, count, place = self._starts[low]
        if low != self._number:
            self._file.seek(place)
            self._number, self._clear = low, self._envelope.clear(low, self._file.read(_BESIDE + count))
        return start, self._clear

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


class SealedFile(File):
    """A stored file, read in clear."""

    def __init__(self, raw: Opened, name: str) -> None:
        super().__init__(cast(BinaryIO, io.BufferedReader(raw, buffer_size=64 * 1024)), name)
        self._length = raw.size

    @property
    def size(self) -> int:
        return self._length


def stale(file: IO[bytes]) -> bool:
    """Whether the key of this open file is sealed under another key of the house than that of now."""
    return not _sealed_key(file).startswith(f"{key_id()}.")


def renew(file: IO[bytes], name: str) -> None:
    """Seal the key of a file that is open for writing under the key of now; its pieces stay as they are.

    The head is shorter than a block of any disk and is written in one call: whatever is interrupted, it is the former
    one or the new one.
    """
    head = Envelope.read(file, name).head()
    file.seek(0)
    file.write(head)
    file.flush()
