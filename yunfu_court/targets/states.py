"""The vocabulary of the figures and of the report."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class Direction(LabelledEnum):
    """How a figure stands to its threshold."""

    AT_LEAST = "at_least", "不低于"
    ABOVE = "above", "超过"
    AT_MOST = "at_most", "不高于"


class ReportState(LabelledEnum):
    QUEUED = "queued", "排队中"
    RUNNING = "running", "生成中"
    DONE = "done", "已生成"
    FAILED = "failed", "没有生成"

    @property
    def tone(self) -> str:
        return {"queued": "go", "running": "go", "done": "ok", "failed": "late"}[self.value]
