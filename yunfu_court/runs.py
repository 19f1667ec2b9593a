"""Which entries of the timetable were done when, and doing what was left out."""

from __future__ import annotations

from django.db import transaction

from common.documents.actions import wake
from common.law import clock
from yunfu_court.models import Run
from yunfu_court.timetable import TIMETABLE, left_out

_BY_TASK = {entry.task: name for name, entry in TIMETABLE.items() if entry.kept}


def keep(task: str) -> None:
    """The task was done now; of one that is not kept nothing is written."""
    if task in _BY_TASK:
        Run.objects.update_or_create(entry=_BY_TASK[task], defaults={"done_at": clock.now()})


@transaction.atomic
def catch_up() -> int:
    """Send to the worker what was left out; each may run twice and does not mind. Returns how many were sent."""
    now = clock.now()
    done = dict(Run.objects.values_list("entry", "done_at"))
    begins = [Run(entry=name, done_at=now) for name in _BY_TASK.values() if name not in done]
    Run.objects.bulk_create(begins, ignore_conflicts=True)
    names = left_out({name: clock.moment(at) for name, at in done.items()}, now)
    for name in names:
        wake(TIMETABLE[name].task)
    return len(names)
