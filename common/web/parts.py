"""Plain values the components draw. Views and queries build them; templates only lay them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

Place = Literal["main", "account", "footer", "band"]
Tone = Literal["", "ok", "wait", "late", "go"]
"""How a badge or notice is coloured: plain, done, needs care, past or wrong, under way."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the frame. ``place`` says where: the main navigation, the account line on top, the footer, or
    the band across the page of something that goes on meanwhile.

    ``count`` is shown beside the words when above zero. With ``post`` the link is a form button (signing out).
    """

    label: str
    url: str
    current: bool = False
    count: int = 0
    place: Place = "main"
    post: bool = False


class TaskState(StrEnum):
    """The five states of a task in a task list; only 有问题 is red."""

    DONE = "done"
    DOING = "doing"
    TODO = "todo"
    LOCKED = "locked"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        return _TASK_WORDS[self][0]

    @property
    def tone(self) -> Tone:
        return _TASK_WORDS[self][1]


_TASK_WORDS: dict[TaskState, tuple[str, Tone]] = {
    TaskState.DONE: ("已完成", "ok"),
    TaskState.DOING: ("进行中", "wait"),
    TaskState.TODO: ("未开始", "go"),
    TaskState.LOCKED: ("暂不能开始", ""),
    TaskState.WRONG: ("有问题", "late"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list. ``note`` follows the state: 有问题：1 份文件打不开. A locked task has no link."""

    label: str
    url: str = ""
    state: TaskState = TaskState.TODO
    note: str = ""
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TaskGroup:
    title: str
    tasks: Sequence[Task]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One answer to check: the question, the answer (line breaks kept), and where to change it."""

    label: str
    value: object
    change_url: str = ""
    error: str = ""


class StageState(StrEnum):
    YOURS = "yours"
    GOING = "going"
    LATER = "later"
    VIEW = "view"
    DONE = "done"

    @property
    def label(self) -> str:
        return _STAGE_WORDS[self][0]

    @property
    def tone(self) -> Tone:
        return _STAGE_WORDS[self][1]


_STAGE_WORDS: dict[StageState, tuple[str, Tone]] = {
    StageState.YOURS: ("待您办理", "wait"),
    StageState.GOING: ("办理中", "go"),
    StageState.LATER: ("尚未开始", ""),
    StageState.VIEW: ("可查看", "go"),
    StageState.DONE: ("已完成", "ok"),
}


@dataclass(frozen=True, slots=True)
class StageLine:
    label: str
    state: StageState
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a timeline, newest first. A bare day is shown without a time of day."""

    at: datetime | date
    text: str
    state: Literal["", "done", "now"] = "done"
    detail: str = ""
    links: Sequence[Link] = ()
    ground: object = None


@dataclass(frozen=True, slots=True)
class Waypoint:
    """One of a short sequence, and whether the reader is there (a step of the procedure is another thing)."""

    label: str
    state: Literal["done", "now", "later"] = "later"


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """A line of the error summary; ``href`` is "#id" of the control, or empty for an error of the whole form."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Chrome:
    """What every page of one visitor shares."""

    elder: bool
    elder_url: str
    nav: Sequence[NavItem] = field(default=())
    account: Sequence[NavItem] = field(default=())
    footer: Sequence[NavItem] = field(default=())
    band: Sequence[NavItem] = field(default=())  # what goes on meanwhile, across every page, and how to end it

    @property
    def unread(self) -> int:
        """What the account line counts, for the button that hides it on a phone."""
        return sum(item.count for item in self.account)
