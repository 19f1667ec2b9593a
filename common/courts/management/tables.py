"""What the commands that answer a table row by row have in common: the file in, the answer and the failures out."""

from __future__ import annotations

import argparse
from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError, ProgrammingError

from common.courts import queries
from common.law import batches
from common.law.calendar import BUILT_IN, Calendar

Rule = Callable[[dict[str, str]], tuple[str, str]]  # ValueError with a Chinese message fails the row


class TableCommand(BaseCommand):
    """Read a CSV file with `columns`, print `kept` of them and `found` of each row; a row that fails carries its error.

    CommandError when the file cannot be read or a column is missing.
    """

    requires_system_checks: list[str] = []
    columns: ClassVar[tuple[str, ...]]
    kept: ClassVar[tuple[str, ...]]
    found: ClassVar[tuple[str, ...]]

    @abstractmethod
    def rule(self) -> Rule:
        """What answers one row; asked once a file, after the file was read."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            rows = batches.read_table(options["file"], self.columns)
        except batches.BatchError as error:
            raise CommandError(str(error)) from error
        text, failed = batches.answer(rows, self.kept, self.found, self.rule())
        self.stdout.write(text, ending="")
        if failed:
            # Each such row carries its own error; the file as a whole was answered.
            self.stderr.write(f"有{failed}行无法计算，见输出中的“错误”。")

    def calendar(self) -> Calendar:
        """The calendar with staff's own days; without a database the built-in one, and that is said aloud."""
        try:
            return queries.calendar()
        except (OperationalError, ProgrammingError):
            self.stderr.write("提示：数据库未连接，按内置的放假安排计算，未计入工作人员录入的调整。")
            return BUILT_IN
