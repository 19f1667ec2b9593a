"""``term_due FILE.csv``: when each term in the file ends, with its grounds, by the table of terms and the calendar."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError

from common.courts import queries
from common.law import batches
from common.law.calendar import BUILT_IN, Calendar
from common.law.terms.rows import term_row


class Command(BaseCommand):
    help = "读取含 id、term、start、facts 四列的 CSV 文件，输出 id,due,grounds。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            rows = batches.read_table(options["file"], ("id", "term", "start", "facts"))
        except batches.BatchError as error:
            raise CommandError(str(error)) from error
        calendar = self._calendar()
        text, failed = batches.answer(
            rows, ("id",), ("due", "grounds"), lambda row: term_row(row["term"], row["start"], row["facts"], calendar)
        )
        self.stdout.write(text, ending="")
        if failed:
            # Each such row carries its own error; the file as a whole was answered.
            self.stderr.write(f"有{failed}行无法计算，见输出中的“错误”。")

    def _calendar(self) -> Calendar:
        """The calendar with staff's own days; without a database the built-in one, and that is said aloud."""
        try:
            return queries.calendar()
        except (OperationalError, ProgrammingError):
            self.stderr.write("提示：数据库未连接，按内置的放假安排计算，未计入工作人员录入的调整。")
            return BUILT_IN
