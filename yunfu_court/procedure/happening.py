"""One event under reaction, as the steps of the table see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from common.cases.actions.stage import advance
from common.cases.events import SYSTEM, By
from common.cases.models import Case, Event
from common.cases.states import Stage


@dataclass
class Happening:
    """One event under reaction. `case` is the locked row every action of the reaction works on: always as it is now."""

    record: Event
    event: Any
    by: By = SYSTEM
    on: date | None = None  # the day a waiting step is taken again; else the event's own

    @property
    def case(self) -> Case:
        return Case.lock(self.record.case_id)

    @property
    def today(self) -> date:
        return self.on or self.record.day

    @cached_property
    def facts(self) -> dict[str, Any]:
        return dict(self.case.facts.values_list("key", "value"))

    def to(self, stage: Stage, closing: str = "") -> None:
        advance(case=self.case, to=stage, cause=self.record.kind, by=self.by, today=self.today, closing=closing)


Step = Callable[[Happening], None]
