"""What happened -> what happens next. A room announces what happened and never says what to do; its road says it.

`roads/` holds one table a kind of proceeding. Reactions write rows only. What cannot be done for lack of a person
becomes a to-do on somebody's list, never a rollback; money is committed by the fee office before anything here reacts.
What each event makes the court write (papers) and say (notices) stands in the rooms' `documents` and `notices`, and is
issued from here, last.
"""

from __future__ import annotations

from collections.abc import Iterable

from common.cases.actions import open_todo, undoable
from common.cases.events import CaseEvent, LapseDealt, TodoOpened
from common.cases.models import Case, Event
from common.cases.rules import NeedsPerson
from yunfu_court.procedure.happening import AnyStep, Happening, kind_of
from yunfu_court.procedure.roads import ROADS, road_of
from yunfu_court.reminders import tell_opened, tell_why_late
from yunfu_court.speech import speak

_MATTERS = frozenset(event for road in ROADS for event in road.events())


def steps_for(event: CaseEvent, case: Case) -> Iterable[AnyStep]:
    """The next acts for this event in this case, in order."""
    return road_of(case.kind).steps_for(event, case.route)


def react(record: Event, event: CaseEvent) -> None:
    """Called by announce() for every event, inside its transaction (settings.EVENT_HANDLERS)."""
    # Most events lead to nothing: the case is not read for them.
    if type(event) in _MATTERS:
        case = Case.lock(record.case_id)
        x = Happening(record, event, road_of(case.kind).transitions)
        for step in steps_for(event, case):
            if missing := take(step, x):
                ask_for(step, missing, x)
    speak(record, event)
    if isinstance(event, TodoOpened):
        tell_opened(record, event)
    if isinstance(event, LapseDealt):
        tell_why_late(record, event)


def take(step: AnyStep, x: Happening[CaseEvent]) -> NeedsPerson | None:
    """Take a step; for lack of a person or a fact nothing of it stays, and what is missing is returned."""
    try:
        with undoable():
            step(x)
    except NeedsPerson as missing:
        return missing
    return None


def ask_for(step: AnyStep, missing: NeedsPerson, x: Happening[CaseEvent]) -> None:
    """The step waits as a to-do, to be taken again (`todos.retry`). One that was never meant to wait is refused, and
    the act that led to it with it, in the words of what is missing."""
    kind = kind_of(step)
    if kind is None:
        raise missing
    open_todo(case=x.case, kind=kind, words=str(missing), by=x.by, today=x.today, source=x.record)
