"""``quote_fee FILE.csv``: the fee of each row in the file with its grounds (诉讼费用交纳办法)."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.law import batches
from common.law.tariff import quote_row


class Command(BaseCommand):
    help = "读取含 kind、amount、options 三列的 CSV 文件，输出 kind,amount,options,fee,grounds。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv")

    def handle(self, *args: object, **options: Any) -> None:
        columns = ("kind", "amount", "options")
        try:
            rows = batches.read_table(options["file"], columns)
        except batches.BatchError as error:
            raise CommandError(str(error)) from error
        text, failed = batches.answer(
            rows, columns, ("fee", "grounds"), lambda row: quote_row(row["kind"], row["amount"], row["options"])
        )
        self.stdout.write(text, ending="")
        if failed:
            # Each such row carries its own error; the file as a whole was answered.
            self.stderr.write(f"有{failed}行无法计算，见输出中的“错误”。")
