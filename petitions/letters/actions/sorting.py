"""Saying of what kind a matter is: confirmed or corrected by an officer, the terms set anew."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, close_deadlines
from common.cases.events import By
from common.cases.rules import ActionRefused
from petitions.letters.actions.locking import keep, locked
from petitions.letters.actions.prolonging import void_prolonging
from petitions.letters.actions.terms import set_terms
from petitions.letters.events import Sorted
from petitions.letters.models import Petition, Sorting
from petitions.letters.queries import running
from petitions.letters.rules.limbs import FIRST_ANSWERS, RESULTS
from petitions.letters.states import IN_HAND, Level, Limb, PetitionState


@transaction.atomic
def sort(
    *, petition: Petition, limb: Limb, by: By, today: date, words: str = "", expected: int | None = None
) -> Petition:
    """An officer confirms the kind of matter (信访条例 29 to 31), or corrects it with the reason.

    A corrected one has the terms of its own kind, from the same day as before: what was wrong gives nobody more time.
    """
    row = locked(petition, expected)
    if row.level != Level.FIRST:
        raise ActionRefused("复查、复核的事项跟随原来的归类。")
    if row.state != PetitionState.LODGED and row.state not in IN_HAND:
        raise ActionRefused("已经答复的信访不能再改归类。")
    changed = limb != row.limb
    if not changed and row.sortings.filter(by__isnull=False, limb=limb).exists():
        raise ActionRefused("归类没有变化。", field="limb")
    if changed and not words.strip():
        raise ActionRefused("请写明为什么这样归类。", field="words")
    Sorting.objects.create(
        petition=row, former=row.limb, limb=limb, on=today, by_id=by.user_id, words=words.strip()[:300]
    )
    former, due = Limb(row.limb), row.due_on
    row.limb = limb
    if changed:
        due = _set_anew(row, by, today)
    keep(row, due_on=due)
    announce(case=row.case, event=Sorted(petition_id=row.pk, former=former, limb=limb), by=by)
    return row


def _set_anew(row: Petition, by: By, today: date) -> date:
    """The terms of the kind it is now; returns the day the next answer is due."""
    had = running(row, RESULTS)
    start = had.start if had is not None and had.start is not None else row.case.received_on
    first_too = row.state != PetitionState.ACKNOWLEDGED
    close_deadlines(case=row.case, today=today, terms=[*(FIRST_ANSWERS if first_too else ()), *RESULTS], met=False)
    void_prolonging(row, by, today)
    rows = set_terms(row, start=start, today=today, by=by, first_too=first_too)
    return rows[0].due or row.due_on
