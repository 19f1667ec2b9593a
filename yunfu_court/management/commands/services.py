"""Print the catalogue of service items as it is served: `manage.py services [--json]`."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from intake.requests.rules.catalogue import CATALOGUE


class Command(BaseCommand):
    """A list of {id, name, class, url}; each url opens without signing in."""

    help = "Print the catalogue of service items: id, class, name and the address of the guide."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as a list of {id, name, class, url}")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [
            {
                "id": each.code,
                "name": each.name,
                "class": each.cls.label,
                "url": reverse("intake:guide", args=[each.code]),
            }
            for each in CATALOGUE.services
        ]
        rows.sort(key=lambda row: row["id"])
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            self.stdout.write(f"{row['id']}  {row['class']}  {row['url']}  {row['name']}")
