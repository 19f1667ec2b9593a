"""One dispatcher for what a room writes and says: which function makes what of which event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from common.cases.events import CaseEvent
from common.cases.models import Event

E = TypeVar("E", bound=CaseEvent)
T = TypeVar("T")


@dataclass(frozen=True)
class Made(Generic[T]):
    """One line of a table of makers. Written with `on`, which sees that the maker takes the event it is named for."""

    event: type[CaseEvent]
    make: Callable[[Event, Any], list[T]]


def on(event: type[E], make: Callable[[Event, E], list[T]]) -> Made[T]:
    """What `make` returns is written (or said) whenever this event is announced."""
    return Made(event, make)


class Makers(Generic[T]):
    """A table of makers, called with the stored event and the event itself; several lines for one event add up.

    Tables of a room's wings are joined with `+`.
    """

    def __init__(self, *lines: Made[T]) -> None:
        self.lines = lines
        self._by_event: dict[type[CaseEvent], list[Callable[[Event, Any], list[T]]]] = {}
        for line in lines:
            self._by_event.setdefault(line.event, []).append(line.make)

    def __call__(self, record: Event, event: CaseEvent) -> list[T]:
        """Everything made of this event, in the order of the lines; nothing for most events."""
        return [made for make in self._by_event.get(type(event), ()) for made in make(record, event)]

    def __contains__(self, event: type[CaseEvent]) -> bool:
        return event in self._by_event

    def __add__(self, other: Makers[T]) -> Makers[T]:
        return Makers(*self.lines, *other.lines)
