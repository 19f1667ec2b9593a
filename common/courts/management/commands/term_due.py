"""``term_due FILE.csv``: when each term in the file ends, with its grounds, by the table of terms and the calendar."""

from __future__ import annotations

from common.courts.management.tables import Rule, TableCommand
from common.law.terms.rows import term_row


class Command(TableCommand):
    help = "读取含 id、term、start、facts 四列的 CSV 文件，输出 id,due,grounds。"
    columns = ("id", "term", "start", "facts")
    kept = ("id",)
    found = ("due", "grounds")

    def rule(self) -> Rule:
        calendar = self.calendar()
        return lambda row: term_row(row["term"], row["start"], row["facts"], calendar)
