"""What is said to a party that waits for the court."""

from __future__ import annotations

from datetime import date

from common.cases.models import Deadline
from common.cases.rules import HEAD_AFTER
from common.cases.states import Holder, LateReason
from common.web.wording import day_words


def late_words(row: Deadline, today: date) -> str:
    """That the court is late: with what, since when, why, when it expects to be done, and who sees to it. `row` has the
    name that a party reads."""
    due = row.due or today
    alone = row.name.removeprefix("法院")
    name, late = row.name if alone.startswith("或者") else alone, (today - due).days
    said = f"法院没有按时办好：{name}，应在 {day_words(due, today=today)}前办完，已经晚了 {late} 天。"
    if row.late_reason:
        said += f"原因：{LateReason(row.late_reason).words}。"
    if row.expected_on is not None and row.expected_on >= today:
        said += f"预计 {day_words(row.expected_on, today=today)}前办好。"
    head = "院长" if row.holder == Holder.DIVISION_HEAD else "庭长"
    return said + (f"{head}在督促。" if late > HEAD_AFTER.days else f"还没办好的，{head}会督促。")
