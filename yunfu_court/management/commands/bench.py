"""What the main pages cost: `./court bench [--json]`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any
from unicodedata import east_asian_width

from django.core.management.base import BaseCommand, CommandParser
from django.test.utils import override_settings

from common.law import clock
from yunfu_court.simulation.bench import Measure, ladder, measured, pages
from yunfu_court.simulation.golden import TODAY, begin_drafts, filled, scratch

_WIDTH = 48


class Command(BaseCommand):
    """In this process, over a demo city of its own; no page may answer with anything but 200."""

    help = "CPU and SQL of the main pages beside a ladder measured in the same run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="a list of measures instead of the table")

    def handle(self, *args: Any, **options: Any) -> None:
        with scratch(), override_settings(ROOT_URLCONF="yunfu_court.simulation.bench.steps"):
            self.stderr.write("示范城市生成中 · filling a demo city")
            filled()
            with clock.at(clock.moment(TODAY).replace(hour=10)):
                begin_drafts(TODAY)
                steps = [measured(each) for each in ladder()]
                found = [measured(each) for each in pages()]
        for each in (*steps, *found):
            each.ratio = each.cpu / steps[0].cpu
        if options["json"]:
            plain = {"ladder": [asdict(each) for each in steps], "pages": [asdict(each) for each in found]}
            self.stdout.write(json.dumps(plain, ensure_ascii=False, indent=1))
        else:
            self._print(steps, found)
        failed = [each.name for each in (*steps, *found) if each.status != 200]
        if failed:
            raise SystemExit(f"not 200: {', '.join(failed)}")

    def _print(self, steps: list[Measure], found: list[Measure]) -> None:
        heads = ("CPU ms", "x empty", "x 50 rows", "x sign-in", "queries", "SQL ms", "KB")
        self.stdout.write(_padded("") + "".join(f"{each:>11}" for each in heads))
        for title, rows in (("ladder", steps), ("pages", found)):
            self.stdout.write(f"-- {title}")
            for each in rows:
                times = "".join(f"{each.cpu / step.cpu:11.1f}" for step in (steps[0], steps[2], steps[3]))
                rest = f"{each.queries:11}{each.sql:11.1f}{each.size / 1024:11.0f}"
                self.stdout.write(f"{_padded(each.name)}{each.cpu:11.1f}{times}{rest}")


def _padded(name: str) -> str:
    """To one width on a terminal, where a Chinese character takes two columns."""
    return name + " " * max(1, _WIDTH - sum(1 + (east_asian_width(each) in "WF") for each in name))
