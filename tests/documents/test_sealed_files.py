"""What lies on the disk says nothing without the key, is bound to its name, and cannot be changed or cut off."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from common.documents.adapters.sealed_files import SealedFiles
from common.fields import DecryptionFailed
from common.fields.envelopes import PIECE

WORDS = "身份证号 445302199001011234，住址不要告诉对方。".encode()
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 17)


@pytest.fixture
def files(tmp_path: Path) -> SealedFiles:
    return SealedFiles(location=tmp_path)


def kept(files: SealedFiles, content: bytes, name: str = "documents/ab/cd/ef") -> Path:
    return Path(files.path(files.save(name, ContentFile(content))))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_stored_is_read_from_any_place(files: SealedFiles, size: int) -> None:
    content = random.Random(size).randbytes(size)
    kept(files, content)
    assert files.size("documents/ab/cd/ef") == size
    with files.open("documents/ab/cd/ef") as file:
        assert file.size == size
        assert file.read() == content
        dice = random.Random(7)
        for _ in range(50):
            start, count = dice.randint(0, size), dice.randint(0, 2 * PIECE)
            file.seek(start)
            assert file.read(count) == content[start : start + count]


def test_the_disk_says_nothing(files: SealedFiles) -> None:
    path = kept(files, WORDS * 100)
    assert WORDS[:12] not in path.read_bytes()
    assert kept(files, WORDS * 100, "documents/gh").read_bytes()[200:] != path.read_bytes()[200:]
    assert path.stat().st_mode & 0o077 == 0


def flip(at: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "the head": flip(3),
    "its key": flip(60),
    "the first piece": flip(300),
    "the last byte": lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
    "cut off in a piece": lambda raw: raw[:-100],
    "without its end": lambda raw: raw[:-32],
    "nothing left": lambda raw: b"",
    "never sealed": lambda raw: WORDS,
}


@pytest.mark.parametrize("how", SPOILT)
def test_whatever_is_changed_is_not_read(files: SealedFiles, how: str) -> None:
    path = kept(files, random.Random(1).randbytes(3 * PIECE))
    path.write_bytes(SPOILT[how](path.read_bytes()))
    with pytest.raises(DecryptionFailed), files.open("documents/ab/cd/ef") as file:
        file.read()


def test_pieces_do_not_change_places_nor_files_their_names(files: SealedFiles) -> None:
    path = kept(files, random.Random(1).randbytes(2 * PIECE))
    raw = path.read_bytes()
    head = len(raw) - 2 * (PIECE + 32) - 32
    one, two = raw[head : head + PIECE + 32], raw[head + PIECE + 32 : head + 2 * (PIECE + 32)]
    path.write_bytes(raw[:head] + two + one + raw[-32:])
    with pytest.raises(DecryptionFailed), files.open("documents/ab/cd/ef") as file:
        file.read()
    other = kept(files, b"another", "documents/other")
    other.write_bytes(raw)
    with pytest.raises(DecryptionFailed):
        files.open("documents/other")


def test_a_file_taken_from_a_temporary_one_is_sealed_too(files: SealedFiles) -> None:
    from django.core.files.uploadedfile import TemporaryUploadedFile

    with TemporaryUploadedFile("a.pdf", "application/pdf", len(WORDS), None) as sent:
        sent.write(WORDS)
        sent.seek(0)
        path = Path(files.path(files.save("documents/sent", sent)))
    assert WORDS not in path.read_bytes()
    assert files.open("documents/sent").read() == WORDS


@pytest.mark.django_db
def test_a_new_key_is_written_at_the_head_of_each_and_the_former_may_go(
    files: SealedFiles, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(files, WORDS)
    former, settings.MEDIA_ROOT = settings.FIELD_ENCRYPTION_KEYS[0], files.location
    before = path.read_bytes()
    settings.FIELD_ENCRYPTION_KEYS = ["a-new-key-of-the-house-000000000000000000000", former]
    assert files.stale("documents/ab/cd/ef")
    call_command("rotate_keys", verbosity=0)
    assert not files.stale("documents/ab/cd/ef")
    after = path.read_bytes()
    assert len(before) == len(after)
    assert before[-64:] == after[-64:]
    settings.FIELD_ENCRYPTION_KEYS = settings.FIELD_ENCRYPTION_KEYS[:1]
    assert files.open("documents/ab/cd/ef").read() == WORDS
    path.write_bytes(before)
    with pytest.raises(DecryptionFailed):
        files.open("documents/ab/cd/ef")
