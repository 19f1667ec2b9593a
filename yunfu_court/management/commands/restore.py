"""Put a backup in the place of what is there: `./court restore FILE [--over]`, as the owner of the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yunfu_court.backups import archive
from yunfu_court.backups.sealing import Unreadable
from yunfu_court.management.commands.backup import backup_key


class Command(BaseCommand):
    """Everything is read and compared with the manifest before anything is written; rows change in one transaction."""

    help = "Restore FILE into an empty, migrated database; --over: into one that is not empty. --look only reads it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--over", action="store_true", help="what the database holds now is lost")
        parser.add_argument("--look", action="store_true", help="read the whole file and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path, key = Path(options["file"]), backup_key()
        if not path.is_file():
            raise CommandError(f"找不到 {path}。No such file.")
        said = (lambda words: self.stderr.write(words)) if options["verbosity"] > 1 else lambda words: None
        try:
            if options["look"]:
                made = archive.read(path, key)
            else:
                made = archive.restore(path, key, over=options["over"], say=said)
        except (Unreadable, archive.Refused) as error:
            raise CommandError(str(error)) from error
        rows = sum(count for _, count, _ in made.tables.values())
        what = "备份完整 · the backup is whole" if options["look"] else "已恢复 · restored"
        self.stdout.write(f"{what}: {made.made_at}, {len(made.tables)} tables, {rows} rows, {len(made.files)} files.")
        if not options["look"]:
            self.stdout.write("请核对 · now ask: manage.py verify")
