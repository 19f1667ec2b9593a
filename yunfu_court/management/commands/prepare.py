"""Bring a database up to date in one process: migrations, reference data, rights and, for the demo, its people."""

import json
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser
from django.utils.module_loading import import_string

from common.documents.adapters.fonts import lacking
from yunfu_court.roles import grant


class Command(BaseCommand):
    """`manage.py prepare [--people]`: idempotent; the last line of output is a JSON list of the demo's sign-ins."""

    help = "Migrate, load the reference data and, with --people, make the demo's people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", action="store_true", help="make the demo's people and print their sign-ins")
        parser.add_argument("--fonts", action="store_true", help="say which scripts of names papers cannot print here")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if "load_reference" in get_commands():
            call_command("load_reference", verbosity=0)
        if settings.RUNTIME_ROLE:
            grant(settings.RUNTIME_ROLE)
        sign_ins = []
        if options["people"] and find_spec("yunfu_court.simulation.people"):  # bridge until it is written
            # Imported here: the demo's data is nothing a court's own installation should load.
            import_string("yunfu_court.simulation.people.make_people")()
            found = import_string("yunfu_court.simulation.people.SIGN_INS")
            sign_ins = [{"kind": each.kind, "phone": each.phone, "password": each.password} for each in found]
        for script, characters in (lacking() if options["fonts"] else {}).items():
            self.stderr.write(f"字体缺少{script}（{characters}）：含有这些字的文书不会出具，见 manage.py fonts")
        self.stdout.write(json.dumps(sign_ins, ensure_ascii=False))
