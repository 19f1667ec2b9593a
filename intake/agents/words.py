"""The words of each event of a mandate, per side."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.cases.states import Authority

# Which field of which event holds which enumeration.
LABELS: Mapping[str, Mapping[str, type[StrEnum]]] = {
    "intake.agent_recorded": {"authority": Authority},
    "intake.mandate_checked": {"authority": Authority},
}
