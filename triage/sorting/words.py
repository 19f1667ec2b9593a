"""The words of each event of sorting, per side: every event that anybody can see has a line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.law.procedures import Procedure, Track
from common.rooms import Words

WORDS: dict[str, Words] = {
    "triage.presorted": Words("", court="初步分流：{procedure}"),
    "triage.sorted": Words("确定适用{procedure}（{track}）"),
    "triage.overruled": Words("", court="分流员调整了系统建议"),
}

# Which field of which event holds which enumeration.
_PROCEDURES: Mapping[str, type[StrEnum]] = {"procedure": Procedure, "track": Track}
LABELS: dict[str, Mapping[str, type[StrEnum]]] = {
    "triage.presorted": _PROCEDURES,
    "triage.sorted": _PROCEDURES,
}
