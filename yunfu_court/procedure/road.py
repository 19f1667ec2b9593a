"""What a road is made of: the way one kind of proceeding takes through the court."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic

from common.cases.events import CaseEvent, DeadlineLapsed
from common.cases.states import CaseKind, Stage, TodoKind
from common.law.articles import Article
from yunfu_court.procedure.happening import AnyStep, E, Step, kind_of


@dataclass(frozen=True)
class Line(Generic[E]):
    """What one event leads to, by route. An empty column: nothing follows on that route.

    Each step takes the event of its line: the type checker sees to it.
    """

    event: type[E]
    a: tuple[Step[E], ...] = ()
    b: tuple[Step[E], ...] = ()
    c: tuple[Step[E], ...] = ()
    ground: tuple[Article, ...] = ()
    always: tuple[Step[E], ...] = ()  # on a road without routes

    def steps(self, route: str) -> tuple[Step[E], ...]:
        return {"A": self.a, "B": self.b, "C": self.c}.get(route, self.always)


def every(event: type[E], *steps: Step[E], ground: tuple[Article, ...] = ()) -> Line[E]:
    """The same on all routes."""
    return Line(event, steps, steps, steps, ground, always=steps)


@dataclass(frozen=True)
class Shown:
    """The steps a reader of the case page sees: per route, in order; stages that are part of another step; and what a
    step is called where not as its stage."""

    steps: Mapping[str, tuple[Stage, ...]]
    within: Mapping[Stage, Stage] = field(default_factory=dict)
    names: Mapping[Stage, str] = field(default_factory=dict)

    def of(self, stage: Stage) -> Stage:
        return self.within.get(stage, stage)


@dataclass(frozen=True)
class Road:
    """One kind of proceeding: what follows from what, what a term that ran out leads to, which stage may follow which,
    and what of it is shown."""

    kinds: frozenset[CaseKind]
    begins: Stage  # where a case of it starts
    lines: tuple[Line[Any], ...]
    transitions: Mapping[Stage, frozenset[Stage]]
    lapses: Mapping[str, Step[DeadlineLapsed]] = field(default_factory=dict)
    shown: Shown = field(default_factory=lambda: Shown({}))

    def steps_for(self, event: CaseEvent, route: str) -> tuple[AnyStep, ...]:
        """The next acts for this event on this route, in order."""
        line = next((line for line in self.lines if line.event is type(event)), None)
        return line.steps(route) if line else ()

    def events(self) -> frozenset[type[CaseEvent]]:
        return frozenset(line.event for line in self.lines)

    def steps(self) -> Iterator[AnyStep]:
        for line in self.lines:
            yield from (*line.a, *line.b, *line.c, *line.always)

    def waiting(self) -> dict[TodoKind, AnyStep]:
        """The steps that can be taken again, by what they wait as. A term that ran out asks a person to look: there is
        nothing to take again."""
        return {kind: step for step in self.steps() if (kind := kind_of(step)) and kind is not TodoKind.LAPSED}
