"""``damages FILE.csv``: what each row in the file comes to, with its grounds (实施意见6)."""

from __future__ import annotations

from django.db.utils import OperationalError, ProgrammingError

from common.courts.management.tables import Rule, TableCommand
from common.law import clock
from mediation.damages.queries import figures
from mediation.damages.rules.kinds import answer_row
from mediation.damages.rules.settings import book


class Command(TableCommand):
    help = "读取含 id、kind、inputs（JSON）三列的 CSV 文件，输出 id,kind,inputs,result,grounds。"
    columns = kept = ("id", "kind", "inputs")
    found = ("result", "grounds")

    def rule(self) -> Rule:
        try:
            held = figures()
        except (OperationalError, ProgrammingError):
            self.stderr.write("提示：数据库未连接，按随系统提供的数值计算，未计入工作人员录入的数值。")
            held = book(clock.today())
        return lambda row: answer_row(row["kind"], row["inputs"], held)
