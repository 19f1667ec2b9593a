"""The table of what is kept only for a time, and what the sweep ends now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from common.law import clock
from yunfu_court.retention import TABLE, sweep


class Command(BaseCommand):
    help = "End what has been kept long enough (个人信息保护法19, 47) and say how many of each."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = sweep(clock.now())
        for line in TABLE:
            grounds = "、".join(article.short for article in line.ground)
            self.stdout.write(f"{line.key}\t{counts[line.key]}\t{line.what}: {line.until}（{grounds}）")
