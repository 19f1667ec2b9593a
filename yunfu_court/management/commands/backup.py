"""Everything a court's portal keeps, in one sealed file: `./court backup FILE`, `manage.py backup FILE` (or `-`)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from yunfu_court.backups import archive
from yunfu_court.settings.strength import weakness


def backup_key() -> str:
    """BACKUP_KEY, or a refusal that says how one is made."""
    key: str = settings.BACKUP_KEY
    if why := weakness(key):
        raise CommandError(
            f"请设置 BACKUP_KEY（32 字节随机数的 base64）。BACKUP_KEY {why if key else 'is not set'}: python3 -c"
            " 'import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())'"
        )
    return key


class Command(BaseCommand):
    """May run beside a working court: the rows are those of one moment. A file that is there is never written over."""

    help = "Write database, files and a manifest with their hashes to FILE, sealed with BACKUP_KEY; '-' is stdout."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        key = backup_key()
        said = self._tell if options["verbosity"] > 1 else lambda words: None
        if options["file"] == "-":
            made = archive.write(sys.stdout.buffer, key, said)
            sys.stdout.buffer.flush()
        else:
            made = self._to(Path(options["file"]), key, said)
        rows = sum(count for _, count, _ in made.tables.values())
        self._tell(f"已备份 · backed up: {len(made.tables)} tables, {rows} rows, {len(made.files)} files.")
        self._tell(
            "恢复时需要 BACKUP_KEY、FIELD_ENCRYPTION_KEYS、FIELD_HMAC_KEY，请另处保管。Keep these keys elsewhere."
        )
        if made.broken:
            raise CommandError(
                f"{len(made.broken)} 个文件缺失或与登记的不符：{'、'.join(made.broken[:3])}。"
                "The backup is written, but these files were missing or not what their rows say."
            )

    def _tell(self, words: str) -> None:
        self.stderr.write(words, self.style.NOTICE)

    def _to(self, path: Path, key: str, said: archive.Say) -> archive.Manifest:
        if path.exists():
            raise CommandError(f"{path} 已存在，请换一个文件名。It exists: choose another name.")
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                made = archive.write(out, key, said)
                out.flush()
                os.fsync(out.fileno())
            draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)
        return made
