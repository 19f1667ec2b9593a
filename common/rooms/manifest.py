"""The manifest. A room states what it has; who joins the rooms (the roof) asks for nothing else by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from common.cases.models import Case
from common.cases.queries import DeskItem, Panel
from common.documents.rules import PaperRequest
from common.law.papers import PaperKind
from common.notifications.rules import NoticeRequest
from common.people.models import User
from common.people.states import Role

from .appointment import Calls
from .makers import Makers
from .words import Phrase, Words


@dataclass(frozen=True)
class Entry:
    """A link of the frame that this room offers to holders of these posts. `order` places it among those of all rooms:
    work of the day first (10-49), a leader's pages later (50-99)."""

    label: str
    url_name: str
    roles: frozenset[Role]
    order: int


@dataclass(frozen=True)
class Foot:
    """A link at the foot of every page, for everybody."""

    label: str
    url_name: str
    order: int


@dataclass(frozen=True)
class Room:
    """What a room (or a package of the ground that has pages) hands to the roof; every piece is optional.

    `panel` is what the case page shows of it. `appointments` are its kinds of hours at which people meet.
    `layouts` has the templates of each kind of paper, one a version, the newest last: an older paper keeps its own.
    `key` is the prefix of its events and the first part of its addresses, `urls` the module of its pages. `words` (kind
    -> words per side), `labels` (kind -> field -> the enumeration whose label is meant) and `phrases` (kind -> what
    takes more than one field: payload and the words so far -> more words) tell its events.
    """

    key: str
    urls: str
    papers: Makers[PaperRequest] = field(default_factory=Makers)
    layouts: Mapping[PaperKind, tuple[str, ...]] = field(default_factory=dict)
    notices: Makers[NoticeRequest] = field(default_factory=Makers)
    words: Mapping[str, Words] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, type[StrEnum]]] = field(default_factory=dict)
    phrases: Mapping[str, Phrase] = field(default_factory=dict)
    panel: Callable[[Case, User, date], Panel | None] | None = None
    desk: Callable[[User, date], list[DeskItem]] | None = None
    appointments: tuple[Calls, ...] = ()
    nav: tuple[Entry, ...] = ()
    footer: tuple[Foot, ...] = ()
