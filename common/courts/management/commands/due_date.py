"""``due_date FILE.csv``: the last day of each term in the file, by the built-in calendar and staff's own days."""

from __future__ import annotations

from common.courts.management.tables import Rule, TableCommand
from common.law.calendar import due_row


class Command(TableCommand):
    help = "读取含 start、days 两列的 CSV 文件，输出 start,days,due,grounds。"
    columns = kept = ("start", "days")
    found = ("due", "grounds")

    def rule(self) -> Rule:
        calendar = self.calendar()
        return lambda row: due_row(row["start"], row["days"], calendar)
