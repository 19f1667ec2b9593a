"""The vocabulary of the figures and of the report."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """How a figure stands to its threshold."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"

    @property
    def label(self) -> str:
        return {"at_least": "不低于", "above": "超过", "at_most": "不高于"}[self.value]


class ReportState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {"queued": "排队中", "running": "生成中", "done": "已生成", "failed": "没有生成"}[self.value]

    @property
    def tone(self) -> str:
        return {"queued": "go", "running": "go", "done": "ok", "failed": "late"}[self.value]
