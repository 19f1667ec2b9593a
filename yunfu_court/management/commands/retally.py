"""Make every tally again from the events: `manage.py retally [--resume]`."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yunfu_court.targets import tally

_EVERY = 5.0  # seconds between two words of progress
_AT_ONCE = 50
_WAITS = 30  # times a second is waited for another worker that counts the same month


class Command(BaseCommand):
    """Every court's day is marked, then counted again, a transaction each: whoever reads meanwhile sees the old day or
    the new one. Killed, the marks that are left are worked off by the worker, or by `--resume`; run again, it only
    counts again."""

    help = "Count every court's day again from the events, then verify that tallies and recount agree."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--resume", action="store_true", help="go on with what a call that was killed left")

    def handle(self, *args: Any, **options: Any) -> None:
        total = tally.marked() if options["resume"] else tally.mark_all()
        self.stderr.write(f"retally 0/{total}", self.style.NOTICE)
        done, spoke, waited = 0, time.monotonic(), 0
        while tally.marked() and waited < _WAITS:
            counted = tally.drain(limit=_AT_ONCE)
            done += counted
            if not counted:
                waited += 1
                time.sleep(1)
            if time.monotonic() - spoke > _EVERY:
                self.stderr.write(f"retally {done}/{max(total, done)}", self.style.NOTICE)
                spoke = time.monotonic()
        wrong = tally.verify()
        for words in wrong:
            self.stdout.write(words)
        if wrong or tally.marked():
            raise CommandError(f"重新计数后仍有不符。{len(wrong)} tallies differ, {tally.marked()} days still wait.")
        self.stdout.write(f"已重新计数：{done} 个法院日。{done} court-days counted again.")
