"""What may happen to a case, said as frozen values: ids, codes, amounts and days; never names, numbers or free text.

A room declares its events in its own `events` module:

    @event("mediation.failed")
    class Failed(CaseEvent):
        mediation_id: int
        reason: str

`announce()` (common.cases.actions) appends them to the stream and hands them to settings.EVENT_HANDLERS.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeVar, dataclass_transform

from common.law.labelled import LabelledEnum


class Channel(LabelledEnum):
    """By which door an act reached the court. Online is counted from this."""

    WEB = "web", "网上"
    PHONE = "phone", "手机"
    COUNTER = "counter", "窗口"
    STATION = "station", "服务站"
    HOTLINE = "hotline", "12368 热线"
    PARTNER = "partner", "对接平台"
    CROSS_COURT = "cross_court", "跨域"
    SYSTEM = "system", "系统"


ONLINE: frozenset[Channel] = frozenset({Channel.WEB, Channel.PHONE})


class Audience(LabelledEnum):
    """Who may see an event on the timeline."""

    ALL = "all", "各方可见"
    SIDE = "side", "仅该方可见"
    STAFF = "staff", "法院可见"
    HANDLERS = "handlers", "承办人可见"


Payload = dict[str, Any]
ALLOWED = (int, str, bool, date, type(None))


@dataclass(frozen=True)
class CaseEvent:
    """Base of every event. `kind` names it for good: renaming a kind needs a data migration of the stream."""

    kind: ClassVar[str]
    audience: ClassVar[Audience]


E = TypeVar("E", bound=type[CaseEvent])
REGISTRY: dict[str, type[CaseEvent]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(kind: str, *, audience: Audience = Audience.ALL) -> Callable[[E], E]:
    """Make a class an event of `kind`, seen by `audience`. A kind is declared once."""

    def declare(cls: E) -> E:
        if kind in REGISTRY and REGISTRY[kind].__qualname__ != cls.__qualname__:
            raise TypeError(f"event kind {kind!r} is declared twice")
        cls.kind = kind
        cls.audience = audience
        # dataclass() without slots changes the class in place and returns it.
        dataclass(frozen=True, kw_only=True)(cls)
        REGISTRY[kind] = cls
        return cls

    return declare


# An amount of money in a field of an event, in fen: told in yuan.
Fen = Annotated[int, "fen"]


@functools.cache  # asked for each line of each history
def amounts_of(kind: str) -> frozenset[str]:
    """The fields of this kind of event that are `Fen`."""
    hints = typing.get_type_hints(REGISTRY[kind], include_extras=True) if kind in REGISTRY else {}
    return frozenset(name for name, hint in hints.items() if hint is Fen or Fen in typing.get_args(hint))


def payload_of(happened: CaseEvent) -> Payload:
    """The event's fields as JSON values (days as ISO text, tuples as lists). Raises TypeError on anything else."""
    out: Payload = {}
    for field in dataclasses.fields(happened):
        out[field.name] = _plain(getattr(happened, field.name), field.name)
    return out


def _plain(value: Any, name: str) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(item, name) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, ALLOWED):
        return value
    raise TypeError(f"event field {name} holds {type(value).__name__}; ids, codes, amounts and days only")


def restore(kind: str, payload: Mapping[str, Any]) -> CaseEvent:
    """The event object again, from its stored payload. Raises KeyError for a kind nobody declares."""
    cls = REGISTRY[kind]
    hints = typing.get_type_hints(cls)
    known = {field.name for field in dataclasses.fields(cls)}
    values: Payload = {}
    for name, value in payload.items():
        if name not in known:
            continue  # a field that a later version dropped
        hint = hints[name]
        if value is not None and (hint is date or date in typing.get_args(hint)):
            value = date.fromisoformat(value)
        elif isinstance(value, list):
            value = tuple(value)
        values[name] = value
    return cls(**values)


@dataclass(frozen=True, kw_only=True)
class By:
    """Who acts: the person, the door they came through, and the party they act for (if any). `limited`: at the window
    stands an agent, for whom nothing is done that needs more than its `powers`, the words of its mandate
    (民诉法62第2款)."""

    user_id: int | None
    channel: Channel
    party_id: int | None = None
    limited: bool = False
    powers: frozenset[str] = frozenset()

    @property
    def is_system(self) -> bool:
        return self.user_id is None and self.channel == Channel.SYSTEM


SYSTEM = By(user_id=None, channel=Channel.SYSTEM)


@event("cases.advanced", audience=Audience.STAFF)
class Advanced(CaseEvent):
    """The case moved to another stage."""

    frm: str
    to: str
    cause: str  # the kind of the event that moved it


@event("cases.numbered")
class Numbered(CaseEvent):
    number_id: int
    number_kind: str


@event("cases.admitted", audience=Audience.STAFF)
class Admitted(CaseEvent):
    participation_id: int
    capacity: str


@event("cases.released", audience=Audience.STAFF)
class Released(CaseEvent):
    participation_id: int
    capacity: str


@event("cases.stood_aside", audience=Audience.STAFF)
class StoodAside(CaseEvent):
    """Somebody of the court is nobody of the court in this case any more (民诉法47-49)."""

    participation_id: int


@event("cases.seat_ended", audience=Audience.STAFF)
class SeatEnded(CaseEvent):
    """The account that held a party's seat was verified as somebody else (在线诉讼规则7); `acts` are the places in the
    case's stream of what it did meanwhile in the party's name."""

    party_id: int
    acts: tuple[int, ...]


@event("cases.deadline_set", audience=Audience.STAFF)
class DeadlineSet(CaseEvent):
    deadline_id: int
    term: str
    due: date | None


@event("cases.days_left_out", audience=Audience.STAFF)
class DaysLeftOut(CaseEvent):
    """Days that are not counted in the trial term (解释243); recorded again with another last day, the span changed."""

    left_out_id: int
    ground: str
    first: date
    last: date


@event("cases.days_counted_again", audience=Audience.STAFF)
class DaysCountedAgain(CaseEvent):
    """Days that had been left out by mistake count in the trial term as others do; why stands in the row."""

    left_out_id: int
    ground: str
    first: date
    last: date


@event("cases.deadline_reopened", audience=Audience.STAFF)
class DeadlineReopened(CaseEvent):
    """The calendar changed after a term had run out: by its rule it ends later. It runs again while that day is still
    to come and nothing has been done about its lapse; what followed from it is looked into by a person."""

    deadline_id: int
    term: str
    frm: date
    due: date
    runs: bool


@event("cases.deadline_moved", audience=Audience.STAFF)
class DeadlineMoved(CaseEvent):
    """The calendar changed while a term was running: by its rule it ends on another day."""

    deadline_id: int
    term: str
    frm: date
    due: date


@event("cases.foreign_changed", audience=Audience.STAFF)
class ForeignChanged(CaseEvent):
    """By where this party turned out to live, the case is foreign-related, or is so no more (解释520, 549)."""

    party_id: int
    home: str


@event("cases.deadline_lapsed", audience=Audience.STAFF)
class DeadlineLapsed(CaseEvent):
    """A term ran out unmet. What that means is the procedure table's to say; a lapse decides nothing by itself."""

    deadline_id: int
    term: str
    subject: str


@event("cases.lapse_dealt", audience=Audience.STAFF)
class LapseDealt(CaseEvent):
    """Somebody of the court has dealt with a term that had run out, otherwise than by the act it was set for. `reason`:
    of LateReason, where somebody waits for it."""

    deadline_id: int
    term: str
    reason: str = ""


@event("cases.phone_checked", audience=Audience.STAFF)
class PhoneChecked(CaseEvent):
    """The party's number is its own: it said so, or the court called it."""

    party_id: int


@event("cases.todo_opened", audience=Audience.STAFF)
class TodoOpened(CaseEvent):
    """Something the procedure wants done lacks a person or a fact; a human takes it up."""

    todo_id: int
    what: str
