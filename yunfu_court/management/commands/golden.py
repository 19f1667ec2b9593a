"""Write down the whole golden city: `manage.py golden DIR`; see docs/golden.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yunfu_court.simulation.golden import digests, filled, items, scratch, write


class Command(BaseCommand):
    """A file an item under DIR, and DIR/digests.txt, which is what tests/golden/seed-1.txt should be."""

    help = "Fill a demo city of its own and write down all that a person would see of it, as text files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that is not there yet, or is empty")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} 不是空的。{folder} is not empty.")
        with scratch():
            filled()
            found = items()
        count = write(found, folder)
        (folder / "digests.txt").write_text("\n".join(digests(found)) + "\n", encoding="utf-8")
        self.stdout.write(f"{count} items -> {folder}")
