"""One event under reaction, as the steps of a road see it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from common.cases.actions.stage import advance
from common.cases.events import SYSTEM, By, CaseEvent
from common.cases.models import Case, Event
from common.cases.states import Closing, Stage, TodoKind

E = TypeVar("E", bound=CaseEvent)
E_co = TypeVar("E_co", bound=CaseEvent, covariant=True)


# What was promised, what the law still allows, the mediator's hand under an agreement in effect and the answer to a
# request for relief run on when the case has ended (在线调解19; 特邀24; 解释372; 民诉法250; 收费办法48).
RIGHTS = ("agreement_payment", "mediator_signs", "confirmation_objection", "enforcement_application", "fee_relief")


@dataclass
class Happening(Generic[E_co]):
    """One event under reaction. `case` is the locked row every action of the reaction works on: always as it is now.

    A step says which event it reads (`Happening[Paid]`); one that reads none takes any (`Happening[CaseEvent]`).
    """

    record: Event
    event: E_co
    transitions: Mapping[Stage, frozenset[Stage]]  # of the case's road
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

    def to(self, stage: Stage, closing: Closing | None = None, *, outlast: Collection[str] = RIGHTS) -> None:
        advance(
            case=self.case,
            to=stage,
            allowed=self.transitions,
            cause=self.record.kind,
            by=self.by,
            today=self.today,
            closing=closing,
            outlast=outlast,
        )


Step = Callable[[Happening[E]], None]
AnyStep = Callable[[Happening[Any]], None]

_WAITING: dict[AnyStep, TodoKind] = {}


def waits_as(kind: TodoKind) -> Callable[[Step[E]], Step[E]]:
    """The step may lack a person or a fact (NeedsPerson): it then waits as a to-do of this kind, under which it is
    taken again."""

    def mark(step: Step[E]) -> Step[E]:
        _WAITING[step] = kind
        return step

    return mark


def kind_of(step: AnyStep) -> TodoKind | None:
    """As what a step waits; None for one that lacks nothing: what it refuses, the act that led to it is refused."""
    return _WAITING.get(step)
