from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from common.people.actions import reencrypt


class Command(BaseCommand):
    help = "After putting a new key in front of FIELD_ENCRYPTION_KEYS: seal every encrypted value with it."

    def handle(self, *args: Any, **options: Any) -> None:
        for label, count in reencrypt().items():
            self.stdout.write(f"{label}: {count}")
