"""What a room says of an hour at which people are to be somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from common.cases.models import Case
from common.cases.states import Holder, TodoKind
from common.law import clock
from common.web.wording import day_words, days_left_words


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """People are to be at a place at an hour: no term, for nothing ends by it; it stands wherever the terms stand.

    `parties`: who is called, and what each reads of it. `holders`: whose it is at the court. `made_on`: since when they
    know of it, where that is kept. `todo`: with whom it lies, in these words, once its day is over and nobody has
    written down what became of it; without one, the holders are told.
    """

    key: str
    case: Case
    name: str
    at: datetime
    place: str
    parties: Mapping[int, str]
    holders: tuple[Holder, ...]
    made_on: date | None = None
    todo: TodoKind | None = None

    @property
    def due(self) -> date:
        return clock.moment(self.at).date()

    @property
    def hour(self) -> str:
        return f"{clock.moment(self.at):%H:%M}"

    def words(self, today: date) -> str:
        """12 月 1 日（周二）09:30 开庭."""
        return f"{day_words(self.due, today=today)}{self.hour} {self.name}"

    def soon(self, today: date) -> str:
        """明天 09:30 开庭."""
        return f"{days_left_words(self.due, today)} {self.hour} {self.name}"


@dataclass(frozen=True)
class Calls:
    """Appointments of one kind. `read`: those of these cases that stand between two moments (None: however early, or
    late) and of which nobody has written down what became. `may`: whether one case at hand can have any, asked before
    `read` is: from where the case stands and who sits in it, then by one light query."""

    read: Callable[[QuerySet[Case], datetime | None, datetime | None], Iterable[Appointment]]
    may: Callable[[Case], bool]
