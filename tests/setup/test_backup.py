"""The drill: a backup, harm, a restore, and everything is as it was, row by row and file by file."""

from __future__ import annotations

import hashlib
import io
import shutil
import stat
from pathlib import Path

import psycopg2
import pytest

from tests.setup.databases import Served, key
from yunfu_court.backups import archive
from yunfu_court.backups.sealing import PIECE, Opener, Sealer, Unreadable


def files(court: Served) -> dict[str, str]:
    """Path -> SHA-256 of every file of that court."""
    root = court.var / "media"
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def back_up(court: Served, path: Path) -> archive.Manifest:
    done = court.manage(court.owner, "backup", str(path))
    assert done.returncode == 0, done.stderr
    return archive.read(path, court.secrets["BACKUP_KEY"])


def harm(court: Served) -> None:
    """What may happen to a court: rows gone and changed, files gone, changed and new."""
    connection = court.connect(court.owner)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE cases_event SET kind = 'changed' WHERE id = (SELECT min(id) FROM cases_event)")
        cursor.execute("DELETE FROM notifications_notice")
    connection.close()
    lost, *rest = sorted(path for path in (court.var / "media").rglob("*") if path.is_file())
    lost.unlink()
    for path in rest[:1]:
        path.write_bytes(b"other")
    (court.var / "media" / "new").write_bytes(b"new")


def test_what_was_prepared_counts_as_empty(court: Served) -> None:
    assert court.empty == "[]"


def test_a_court_is_as_it_was_after_a_restore(court: Served, tmp_path: Path) -> None:
    path = tmp_path / "court.backup"
    before, kept = back_up(court, path), files(court)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert before.tables["cases_event"][1] > 10
    assert {name: digest for name, (_, digest) in before.files.items()} == kept
    assert before.broken == []
    assert kept

    harm(court)
    assert court.manage(court.owner, "verify", "--strict").returncode == 1
    broken = court.manage(court.owner, "backup", str(tmp_path / "broken.backup"))
    assert broken.returncode == 1  # it is made, and says which files are not what they should be
    assert "missing" in broken.stderr

    # Nothing of a database that holds something is lost for want of a word, nor with a key of another house.
    for given, words in (
        ({}, "--over"),
        ({"BACKUP_KEY": key()}, "another BACKUP_KEY"),
        ({"FIELD_HMAC_KEY": key()}, "FIELD_HMAC_KEY"),
        ({"FIELD_ENCRYPTION_KEYS": key()}, "FIELD_ENCRYPTION_KEYS"),
    ):
        refused = court.manage(court.owner, "restore", str(path), **given)
        assert (refused.returncode, words in refused.stderr) == (1, True), refused.stderr
    somebody = court.connect(court.runtime)
    assert "stop the portal" in court.manage(court.owner, "restore", str(path), "--over").stderr
    somebody.close()
    assert (court.var / "media" / "new").exists()

    done = court.manage(court.owner, "restore", str(path), "--over")
    assert done.returncode == 0, done.stderr
    assert files(court) == kept
    verified = court.manage(court.runtime, "verify", "--strict")
    assert verified.returncode == 0, verified.stdout
    again = back_up(court, tmp_path / "again.backup")
    assert (again.tables, again.files, again.sequences) == (before.tables, before.files, before.sequences)
    # The chains guard themselves again, against the owner too.
    connection = court.connect(court.owner)
    with connection.cursor() as cursor, pytest.raises(psycopg2.errors.RaiseException):
        cursor.execute("UPDATE cases_event SET kind = kind")
    connection.close()
    shutil.rmtree(court.var / "media.before")


def test_a_backup_is_not_written_over_and_not_made_without_a_key(court: Served, tmp_path: Path) -> None:
    path = tmp_path / "there"
    path.write_bytes(b"mine")
    assert court.manage(court.owner, "backup", str(path)).returncode == 1
    assert path.read_bytes() == b"mine"
    none = court.manage(court.owner, "backup", str(tmp_path / "new"), BACKUP_KEY="c2hvcnQ=")
    assert "BACKUP_KEY has 5 bytes" in none.stderr
    assert not (tmp_path / "new").exists()


def sealed(clear: bytes, secret: str) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, secret)
    for start in range(0, len(clear), 70_000):
        sealer.write(clear[start : start + 70_000])
    sealer.close()
    return out.getvalue()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_a_sealed_stream_comes_back(size: int) -> None:
    secret, clear = key(), bytes(range(256)) * (size // 256 + 1)
    assert Opener(io.BytesIO(sealed(clear[:size], secret)), secret).read() == clear[:size]


@pytest.mark.parametrize("size", [10, PIECE, 2 * PIECE + 10])
def test_a_sealed_stream_that_was_touched_is_refused(size: int) -> None:
    secret = key()
    whole = sealed(bytes(size), secret)
    head = 24
    piece = PIECE + 16
    touched = [
        whole[:-1],
        whole[:head],
        whole + b"x",
        whole[: head + 3] + bytes([whole[head + 3] ^ 1]) + whole[head + 4 :],
        whole[:10] + bytes([whole[10] ^ 1]) + whole[11:],
    ]
    if size > 2 * PIECE:
        first, second = whole[head : head + piece], whole[head + piece : head + 2 * piece]
        touched += [whole[:head] + second + first + whole[head + 2 * piece :], whole[: head + piece]]
        touched += [whole[: head + 2 * piece]]
    for each in touched:
        with pytest.raises(Unreadable):
            Opener(io.BytesIO(each), secret).read()
    with pytest.raises(Unreadable):
        Opener(io.BytesIO(whole), key()).read()
