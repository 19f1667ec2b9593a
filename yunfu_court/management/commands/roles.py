"""Give the runtime role what it may: `manage.py roles [NAME]`, as the owner of the tables."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from yunfu_court.roles import chains, grant, grants


class Command(BaseCommand):
    """Idempotent; `prepare` asks it after every migration where RUNTIME_ROLE is set."""

    help = "Let the runtime role read and write rows, add to the chains, and do nothing else. --sql prints it only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", nargs="?", default=settings.RUNTIME_ROLE, help="default: RUNTIME_ROLE")
        parser.add_argument("--sql", action="store_true", help="print the statements, run nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        role = options["role"]
        if not role:
            raise CommandError("请写明角色名，或设置 RUNTIME_ROLE。Name the role, or set RUNTIME_ROLE.")
        if options["sql"]:
            self.stdout.write("".join(f"{statement};\n" for statement in grants(role)), ending="")
            return
        grant(role)
        self.stdout.write(f"{role}: 只能追加 append-only {', '.join(chains())}")
