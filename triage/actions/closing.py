"""结案 and reopening."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import ENDED
from triage import queries
from triage.events import Closed
from triage.models import Closing
from triage.states import ClosingWay

from .assigning import assign, end_assignment


@transaction.atomic
def close(*, case: Case, way: str, by: By, today: date, document_id: int | None = None) -> Closing:
    """Close with its way; `today` is the day of closing. Closed already in the same way: that closing.

    A judgment needs its paper: 结案 without one is refused. The team is relieved of its weight.
    """
    case = Case.lock(case.pk)
    how = ClosingWay(way)
    had = Closing.objects.filter(case=case, undone_on__isnull=True).first()
    if had is not None:
        if had.way == how:
            return had
        raise ActionRefused(f"本案已于 {had.on} 以“{had.way_label}”方式结案。")
    if case.stage in ENDED:
        raise ActionRefused("本案已经结束。")
    if how == ClosingWay.JUDGMENT and document_id is None:
        raise ActionRefused("以判决方式结案的，请上传判决书。", field="document")
    row = Closing.objects.create(
        case=case,
        way=how,
        procedure=case.procedure,
        track=case.track,
        judge_id=queries.judge_of(case),
        document_id=document_id,
        on=today,
    )
    end_assignment(case=case, by=by, today=today)
    announce(
        case=case,
        event=Closed(closing_id=row.pk, way=how.value, procedure=case.procedure, track=case.track),
        by=by,
    )
    return row


@transaction.atomic
def reopen(*, case: Case, by: By, today: date) -> Closing | None:
    """A closing is undone (a party went back before the last receipt, 民诉法102): the case is assigned again."""
    case = Case.lock(case.pk)
    row = Closing.objects.select_for_update().filter(case=case, undone_on__isnull=True).first()
    if row is None:
        return None
    row.undone_on = today
    row.save(update_fields=["undone_on"])
    assign(case=case, by=by, today=today)
    return row
