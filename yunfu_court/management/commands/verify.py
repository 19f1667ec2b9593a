"""Ask of every row what must hold: `manage.py verify [--strict] [invariant ...]`. Exit status 1 when one breaks it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yunfu_court.verifying import known
from yunfu_court.verifying.asking import INVARIANTS, Answer, ask


class Command(BaseCommand):
    """Reads only; may run beside a working court. Progress goes to standard error, what is red to standard output."""

    help = "Verify chains, stages, numbers, terms, ledger, tallies and clocks of every case; names what is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        names = [each.name for each in INVARIANTS]
        parser.add_argument("names", nargs="*", metavar="invariant", help=f"all, unless named: {', '.join(names)}")
        parser.add_argument("--strict", action="store_true", help="know no known reds, in the demo city neither")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = set(options["names"])
        if unknown := wanted - {each.name for each in INVARIANTS}:
            raise CommandError(f"没有这样的检查：{'、'.join(sorted(unknown))}。No such invariant.")
        reds = [] if options["strict"] else list(known.excused())
        answers = [
            ask(each, reds, lambda words: self.stderr.write(words, self.style.NOTICE))
            for each in INVARIANTS
            if not wanted or each.name in wanted
        ]
        self._tell_known(answers, reds)
        broken = [each for each in answers if each.count]
        for each in broken:
            self.stdout.write(f"red {each.invariant.name}: {each.count} ({each.invariant.ground})")
            self.stdout.write(f"    first: {each.first}")
        if broken:
            rows = sum(each.count for each in broken)
            raise CommandError(f"核对未通过：{len(broken)} 项，{rows} 行。{rows} rows break {len(broken)} invariants.")
        self.stdout.write(f"核对通过：{len(answers)} 项。{len(answers)} invariants hold.")

    def _tell_known(self, answers: Sequence[Answer], reds: Sequence[known.Red]) -> None:
        for place, red in enumerate(reds):
            rows = sum(each.known[place] for each in answers)
            if rows:
                self.stdout.write(f"known {red.invariant}: {rows} of {red.count}; cleared by: {red.cleared_by}")
