"""``quote_fee FILE.csv``: the fee of each row in the file with its grounds (诉讼费用交纳办法)."""

from __future__ import annotations

from common.courts.management.tables import Rule, TableCommand
from common.law.tariff import quote_row


class Command(TableCommand):
    help = "读取含 kind、amount、options 三列的 CSV 文件，输出 kind,amount,options,fee,grounds。"
    columns = kept = ("kind", "amount", "options")
    found = ("fee", "grounds")

    def rule(self) -> Rule:
        return lambda row: quote_row(row["kind"], row["amount"], row["options"])
