"""How events become counts, as data: selectors, conditions and latches. Pure; the meaning is defined here.

A *latch* watches one thing about a dispute (was it registered? how was it concluded?). The first event that one of its
`on` selectors takes sets it, with that selector's value; until an `off` event nothing sets it again. Setting counts +1
for the value on the day the event was recorded; the off event counts −1 on its own day: a past day never changes.

`counted()` is the meaning in plain Python; `counting.py` says the same to the database. A property test holds the two
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Happened:
    """One event as the figures see it."""

    seq: int
    kind: str
    day: date
    channel: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """A dispute's events in order. `continues`: it carries on an earlier dispute (a suit after failed mediation)."""

    events: Sequence[Happened]
    continues: bool = False


@dataclass(frozen=True)
class Field:
    """A field of the event's own payload is one of these values (as JSON text: true, false, 12)."""

    name: str
    values: frozenset[str]


@dataclass(frozen=True)
class FiledBy:
    """The filing that brought the dispute came through one of these channels."""

    channels: frozenset[str]


@dataclass(frozen=True)
class Cause:
    """The cause of action as it stood when the event happened is one of these (or, with `other`, none of these): the
    one named in the filing, or the one the court last mended it to."""

    codes: frozenset[str]
    other: bool = False


@dataclass(frozen=True)
class Earlier:
    """An event of this kind happened before in the dispute (or, with `never`, none did)."""

    kind: str
    never: bool = False


@dataclass(frozen=True)
class Continues:
    """Whether the dispute carries on an earlier one."""

    wanted: bool


@dataclass(frozen=True)
class AllOnline:
    """No mediation event so far came through a counter, a station, the hotline or another court; no session was held
    on the spot. What the system does by itself counts for neither side."""


Condition = Field | FiledBy | Cause | Earlier | Continues | AllOnline

# A step at one of these doors makes a mediation not-online. Linked platforms are online (实施意见7).
OFFLINE = frozenset({"counter", "station", "hotline", "cross_court"})
MEDIATION_EVENTS = "mediation."
SESSION_HELD = "mediation.session_held"
FILED = "intake.filed"
CAUSE_SET = "intake.cause_set"
NAMES_CAUSE = (FILED, CAUSE_SET)


@dataclass(frozen=True)
class On:
    """Sets a latch to `value`."""

    kind: str
    value: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Off:
    """Takes back what the latch counted."""

    kind: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Latch:
    """`per` names a payload field when a dispute may have several of the thing (several mediations). The first
    selector that takes an event decides; `off` goes before `on`."""

    key: str
    on: tuple[On, ...]
    off: tuple[Off, ...] = ()
    per: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self.conditions)

    @property
    def conditions(self) -> dict[str, tuple[Condition, ...]]:
        """Every condition of its selectors, by the kind of event."""
        found: dict[str, tuple[Condition, ...]] = {}
        for on in self.on:
            found[on.kind] = (*found.get(on.kind, ()), *on.when)
        for off in self.off:
            found[off.kind] = (*found.get(off.kind, ()), *off.when)
        return found

    def measures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f"{self.key}.{one.value}" for one in self.on))


@dataclass(frozen=True)
class Counted:
    """One contribution: the measure, the event that made it, and +1 or −1."""

    measure: str
    seq: int
    day: date
    sign: int


def as_text(value: Any) -> str:
    """A payload value as the database's ->> operator writes it."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def holds(condition: Condition, event: Happened, history: History) -> bool:
    """Whether the condition is true of this event in this dispute."""
    if isinstance(condition, Field):
        value = event.payload.get(condition.name)
        return value is not None and as_text(value) in condition.values
    if isinstance(condition, Earlier):
        found = any(one.kind == condition.kind and one.seq < event.seq for one in history.events)
        return found is not condition.never
    if isinstance(condition, Continues):
        return history.continues is condition.wanted
    if isinstance(condition, AllOnline):
        return not any(_offline(one) for one in history.events if one.seq <= event.seq)
    if isinstance(condition, Cause):
        named = [one for one in history.events if one.kind in NAMES_CAUSE and one.seq <= event.seq]
        last = max(named, key=lambda one: one.seq, default=None)
        return last is not None and (str(last.payload.get("cause")) in condition.codes) is not condition.other
    filing = next((one for one in history.events if one.kind == FILED), None)
    return filing is not None and filing.channel in condition.channels


def _offline(event: Happened) -> bool:
    if not event.kind.startswith(MEDIATION_EVENTS):
        return False
    return event.channel in OFFLINE or (event.kind == SESSION_HELD and event.payload.get("online") is False)


def counted(latches: Iterable[Latch], history: History) -> list[Counted]:
    """Everything this dispute contributes, in order of events."""
    out: list[Counted] = []
    for latch in latches:
        state: dict[str, str] = {}
        for event in sorted(history.events, key=lambda one: one.seq):
            part = as_text(event.payload[latch.per]) if latch.per and latch.per in event.payload else ""
            if any(off.kind == event.kind and _all(off.when, event, history) for off in latch.off):
                value = state.pop(part, "")
                if value:
                    out.append(Counted(f"{latch.key}.{value}", event.seq, event.day, -1))
            elif part not in state:
                on = next((o for o in latch.on if o.kind == event.kind and _all(o.when, event, history)), None)
                if on is not None:
                    state[part] = on.value
                    out.append(Counted(f"{latch.key}.{on.value}", event.seq, event.day, 1))
    return out


def _all(conditions: tuple[Condition, ...], event: Happened, history: History) -> bool:
    return all(holds(one, event, history) for one in conditions)
