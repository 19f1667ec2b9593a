"""One file: a sealed tar of every table, every file, and a manifest that says what each must be."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from common.documents.models import Document
from common.fields import DecryptionFailed, blind_index
from common.fields.sealed import key_id
from common.law import clock
from yunfu_court.backups import tables
from yunfu_court.backups.sealing import Opener, Sealer, Unreadable

VERSION = 1
Say = Callable[[str], None]


@dataclass
class Manifest:
    """What the backup holds. `tables`: name -> [columns, rows, SHA-256]; `files`: path -> [bytes, SHA-256].

    `field_key` and `index` tell whether the keys of this installation read what is in it: the id of the key that seals
    fields now, and the blind index of a known word.
    """

    version: int = VERSION
    made_at: str = ""
    field_key: str = ""
    index: str = ""
    migrations: list[list[str]] = field(default_factory=list)
    sequences: dict[str, int | None] = field(default_factory=dict)
    tables: dict[str, list[Any]] = field(default_factory=dict)
    files: dict[str, list[Any]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)  # files that were missing, or not what their row says


class Refused(Exception):
    """A restore that would do harm; the message says what to do instead."""


def _index() -> str:
    return blind_index("yunfu-court backup") or ""


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.digest.update(data)
        self.size += len(data)
        return data


def _add(archive: tarfile.TarFile, name: str, source: IO[bytes], size: int) -> str:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    hashing = _Hashing(source)
    archive.addfile(info, cast(IO[bytes], hashing))
    return hashing.digest.hexdigest()


def _scratch() -> IO[bytes]:
    """Rows on their way; beside the files, not in a small /tmp, and gone with the process."""
    folder = Path(settings.VAR)
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=folder)


def write(out: BinaryIO, key: str, say: Say) -> Manifest:
    """Everything as it is at one moment. Files come after the rows: what was added meanwhile is one file too many."""
    made = Manifest(made_at=clock.now().isoformat(), field_key=key_id(), index=_index())
    sealer = Sealer(out, key)
    with tarfile.open(fileobj=cast(IO[bytes], sealer), mode="w|", format=tarfile.PAX_FORMAT) as archive:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            made.migrations, made.sequences = tables.migrations(), tables.sequences()
            for table in tables.tables():
                with _scratch() as rows:
                    count = tables.write_out(table, rows)
                    size = rows.tell()
                    rows.seek(0)
                    digest = _add(archive, f"tables/{table.name}", rows, size)
                made.tables[table.name] = [list(table.columns), count, digest]
                say(f"{table.name}: {count}")
            kept = dict(Document.objects.values_list("path", "sha256"))
        for path, size, content in _files():
            with content:
                made.files[path] = [size, _add(archive, f"files/{path}", content, size)]
        made.broken = sorted(path for path, digest in kept.items() if _digest(path) != digest)
        with tempfile.TemporaryFile() as text:
            text.write(json.dumps(asdict(made), ensure_ascii=False).encode())
            size = text.tell()
            text.seek(0)
            _add(archive, "manifest.json", text, size)
    sealer.close()
    return made


def _files() -> Iterator[tuple[str, int, IO[bytes]]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            try:
                content = path.open("rb")
            except FileNotFoundError:  # a piece of an upload that has just become a file
                continue
            yield path.relative_to(root).as_posix(), path.stat().st_size, content


def _digest(path: str) -> str:
    """Of what a stored file says to whoever opens it; "" where nobody can."""
    try:
        with default_storage.open(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, DecryptionFailed):
        return ""


def read(path: Path, key: str) -> Manifest:
    """The manifest, once every byte was read and is what the manifest says; nothing is written."""
    hashes: dict[str, str] = {}
    found: Manifest | None = None
    for name, content in _members(path, key):
        if name == "manifest.json":
            found = Manifest(**json.loads(content.read()))
            continue
        hashing = _Hashing(content)
        while hashing.read(1 << 20):
            pass
        hashes[name] = hashing.digest.hexdigest()
    if found is None or found.version != VERSION:
        raise Unreadable("备份文件没有清单，或者版本不同。No manifest, or of another version.")
    told = {f"tables/{name}": digest for name, (_, _, digest) in found.tables.items()}
    told |= {f"files/{name}": digest for name, (_, digest) in found.files.items()}
    if told != hashes:
        raise Unreadable("备份文件的内容与清单不符。The content is not what the manifest says.")
    return found


def _members(path: Path, key: str) -> Iterator[tuple[str, IO[bytes]]]:
    with path.open("rb") as source:
        opener = Opener(source, key)
        with tarfile.open(fileobj=cast(IO[bytes], opener), mode="r|") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None or not member.isreg():
                    raise Unreadable(f"备份文件里有不认识的内容：{member.name}")
                yield member.name, content
        opener.read()  # to the last piece: what was cut off behind the tar is told


def restore(path: Path, key: str, *, over: bool, say: Say) -> Manifest:
    """Read everything first, then put it in the place of what is there: rows in one transaction, then the files.

    The files of before stay beside the new ones (`media.before`); nobody else may be connected.
    """
    made = read(path, key)
    _refuse(made, over=over)
    everything = tables.tables()
    if {table.name: list(table.columns) for table in everything} != {
        name: c for name, (c, _, _) in made.tables.items()
    }:
        raise Refused("数据库的表与备份不同。The tables are not those of the backup: use the code it was made with.")
    media = Path(settings.MEDIA_ROOT)
    coming, before = media.with_name(f"{media.name}.coming"), media.with_name(f"{media.name}.before")
    if coming.exists() or before.exists():
        raise Refused(f"请先移走 {coming} 和 {before}。Move them away first.")
    coming.mkdir(parents=True, mode=0o700)
    by_name = {table.name: table for table in everything}
    try:
        with transaction.atomic():
            tables.begin_over(everything)
            for name, content in _members(path, key):
                kind, _, rest = name.partition("/")
                if kind == "tables":
                    tables.read_in(by_name[rest], content)
                    say(f"{rest}: {made.tables[rest][1]}")
                elif kind == "files":
                    _lay(coming, rest, content)
            tables.end_over(everything, made.sequences)
            if media.exists():
                media.rename(before)
            coming.rename(media)
    finally:
        shutil.rmtree(coming, ignore_errors=True)  # of a restore that failed
    return made


def _lay(root: Path, name: str, content: IO[bytes]) -> None:
    place = (root / name).resolve()
    if not place.is_relative_to(root.resolve()):
        raise Unreadable(f"备份文件里的路径不对：{name}")
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with place.open("xb") as out:
        place.chmod(0o600)
        while data := content.read(1 << 20):
            out.write(data)


def _refuse(made: Manifest, *, over: bool) -> None:
    if made.migrations != tables.migrations():
        raise Refused("请用做备份时的程序版本恢复，然后再升级。Restore with the code it was made with, then upgrade.")
    if made.index != _index():
        raise Refused("FIELD_HMAC_KEY 不是做备份时的那把。FIELD_HMAC_KEY is not the one of the backup.")
    if not key_id(made.field_key):
        raise Refused("FIELD_ENCRYPTION_KEYS 里没有做备份时的那把。FIELD_ENCRYPTION_KEYS lacks the key of the backup.")
    if (held := tables.filled()) and not over:
        raise Refused(
            f"数据库里已有内容（{'、'.join(held[:3])}…），要覆盖请加 --over。"
            "The database is not empty: --over puts the backup in its place."
        )
    if tables.others():
        raise Refused("请先停止门户再恢复。Somebody is connected: stop the portal first.")
