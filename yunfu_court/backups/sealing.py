"""A stream nobody can read, change, shorten or put together anew without the key.

AES-256-GCM a piece at a time under a key of the file's own (HKDF of `BACKUP_KEY` with a fresh salt). A piece is bound
to its place by its nonce, and the last one says that it is the last.
"""

from __future__ import annotations

import base64
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"YFCOURT1"
SALT = 16
PIECE = 1 << 20
TAG = 16


class Unreadable(Exception):
    """Not a backup, not of this key, or not as it was written."""


def _cipher(key: str, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"yunfu-court backup").derive(base64.b64decode(key)))


def _nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(11, "big") + (b"\1" if last else b"\0")


class Sealer:
    """Writes clear bytes as sealed pieces; `close` writes the last one and leaves the file beneath open."""

    def __init__(self, out: BinaryIO, key: str) -> None:
        salt = os.urandom(SALT)
        self.out, self.cipher, self.place, self.waiting = out, _cipher(key, salt), 0, bytearray()
        out.write(MAGIC + salt)

    def write(self, data: bytes) -> int:
        self.waiting += data
        while len(self.waiting) > PIECE:  # never the last byte: an empty last piece would be one too many
            self._piece(bytes(self.waiting[:PIECE]), last=False)
            del self.waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        self._piece(bytes(self.waiting), last=True)

    def _piece(self, clear: bytes, *, last: bool) -> None:
        self.out.write(self.cipher.encrypt(_nonce(self.place, last=last), clear, None))
        self.place += 1


class Opener:
    """Reads what a Sealer wrote; raises Unreadable at the first byte that is not as it was."""

    def __init__(self, source: BinaryIO, key: str) -> None:
        head = source.read(len(MAGIC) + SALT)
        if not head.startswith(MAGIC) or len(head) != len(MAGIC) + SALT:
            raise Unreadable("这不是备份文件。Not a backup.")
        self.source, self.cipher, self.place, self.clear = source, _cipher(key, head[len(MAGIC) :]), 0, b""
        self.ahead = source.read(PIECE + TAG)
        self.ended = False

    def read(self, size: int = -1) -> bytes:
        while not self.ended and (size < 0 or len(self.clear) < size):
            self.clear += self._piece()
        size = len(self.clear) if size < 0 else size
        given, self.clear = self.clear[:size], self.clear[size:]
        return given

    def _piece(self) -> bytes:
        sealed, self.ahead = self.ahead, self.source.read(PIECE + TAG)
        self.ended = not self.ahead
        try:
            clear = self.cipher.decrypt(_nonce(self.place, last=self.ended), sealed, None)
        except InvalidTag as error:
            raise Unreadable(
                "备份文件不完整、被改动，或者不是用这把 BACKUP_KEY 加密的。"
                "The backup is not whole, was changed, or was sealed with another BACKUP_KEY."
            ) from error
        self.place += 1
        return clear
