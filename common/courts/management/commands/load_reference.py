from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from common.courts.actions import load_reference


class Command(BaseCommand):
    help = "Load courts, divisions, townships, regimes and parameters; safe to run at every start."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--overwrite", action="store_true", help="give existing rows the shipped values, edited or not"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        written = load_reference(overwrite=options["overwrite"])
        if options["verbosity"] > 0:
            self.stdout.write("reference data: " + ", ".join(f"{kind} {count}" for kind, count in written.items()))
