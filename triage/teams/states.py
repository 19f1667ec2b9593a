"""The kinds of teams."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class TeamKind(LabelledEnum):
    FAST = "fast", "速裁团队"
    CAREFUL = "careful", "审判团队"
