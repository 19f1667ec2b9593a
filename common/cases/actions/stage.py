"""Moving a case from stage to stage. Only yunfu_court.procedure may import this (a contract says so)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from common.cases.events import Advanced, By
from common.cases.models import Case
from common.cases.states import ENDED, Closing, Stage

from .announce import announce
from .deadlines import close_deadlines
from .people import outdate_todos


class StageRefused(Exception):
    """The procedure asked for a move its road does not know: a fault of ours, never of a user."""


@transaction.atomic
def advance(
    *,
    case: Case,
    to: Stage,
    allowed: Mapping[Stage, frozenset[Stage]],
    cause: str,
    by: By,
    today: date,
    closing: Closing | None = None,
    outlast: Collection[str] = (),
) -> Case:
    """Move the case to `to` because of the event kind `cause`, as its road allows (stage -> stages that may follow).
    Moving to where it stands changes nothing.

    An ended case gets its day (and way of closing); a reopened one loses it. The terms in `outlast` run on: a right
    that is counted from what ended the case. Returns the locked, fresh row.
    """
    case = Case.lock(case.pk)
    frm = Stage(case.stage)
    if frm == to:
        return case
    if to not in allowed.get(frm, ()):
        raise StageRefused(f"{case.pk}: {frm} -> {to} because of {cause}")
    case.stage = to
    if to in ENDED:
        case.closed_on, case.closing = today, closing or ""
        close_deadlines(case=case, today=today, but=outlast, met=False)
    else:
        case.closed_on, case.closing = None, ""
    case.save(update_fields=["stage", "closed_on", "closing"])
    outdate_todos(case=case, by=by, today=today, all_kinds=to in ENDED)
    announce(case=case, event=Advanced(frm=frm, to=to, cause=cause), by=by)
    return case
