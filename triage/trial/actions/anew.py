"""A case that the court above gave back is tried: registered anew, by other judges where its judgment was set aside
(民诉法41第3款, 177; 解释45, 257, 330; 审限规定6)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce, finish_todo, give_number, keep_deadlines, record_facts, release, set_case
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Capacity, FactKey, TodoKind
from common.law.procedures import Procedure, Track
from common.law.regimes import NumberKind
from triage.teams.models import Assignment
from triage.trial import queries
from triage.trial.events import RegisteredAnew
from triage.trial.models import Closing
from triage.trial.states import AppealResult

_TEAM = (Capacity.JUDGE, Capacity.ASSISTANT, Capacity.COURT_CLERK)


@transaction.atomic
def register_anew(*, case: Case, on: date, by: By, today: date) -> Closing:
    """What the first court is to try, again or at last, has a number of its own from `on` (审限规定6). What was sent
    back is tried by the ordinary procedure before a panel of which nobody tried it before (民诉法41第3款; 解释257), and
    who had it lets it go; a suit that was dismissed goes on as it was (解释330). The same again is the same.

    What follows, a team and the trial term, is the road's.
    """
    case = Case.lock(case.pk)
    row = Closing.objects.select_for_update().filter(case=case, undone_on__isnull=True).first()
    ended = row.appeal_ended_on if row is not None and queries.to_be_tried(row) else None
    if row is None or ended is None:
        had = queries.carried_out(case)
        if had is not None and had.anew_number:
            return had
        raise ActionRefused("上级法院没有把本案发回，不用登记新案号。")
    if not ended <= on <= today:
        raise ActionRefused("登记的日期应当在二审文书送达之日和今天之间。", field="on")
    number = give_number(case=case, kind=NumberKind.CIVIL_FIRST, by=by, today=on, anew=True)
    row.anew_number, row.anew_on, row.undone_on = number.text, on, today
    row.save(update_fields=["anew_number", "anew_on", "undone_on"])
    keep_deadlines(case=case, terms=["remand_filing"], on=on)
    finish_todo(case=case, kind=TodoKind.SENT_BACK, by=by, today=today)
    judges = _other_panel(case, row, by, today) if row.appeal_result == AppealResult.SENT_BACK else ()
    if not case.procedure:  # dismissed before it was sorted
        set_case(case=case, procedure=Procedure.ORDINARY_SINGLE, track=Track.CAREFUL)
    event = RegisteredAnew(closing_id=row.pk, number=row.anew_number, on=on, judges=judges)
    announce(case=case, event=event, by=by)
    return row


def _other_panel(case: Case, row: Closing, by: By, today: date) -> tuple[int, ...]:
    """Who tried it is on the case no more, and may not be again; returns the judges."""
    sat = set(Assignment.objects.filter(case=case).order_by().values_list("judge_id", flat=True))
    judges = tuple(sorted(sat | ({row.judge_id} if row.judge_id else set())))
    record_facts(case=case, facts={FactKey.REMANDED: True}, source="appeal", today=today)
    set_case(case=case, procedure=Procedure.ORDINARY_PANEL, track=Track.CAREFUL)
    for capacity in _TEAM:
        release(case=case, capacity=capacity, by=by, today=today)
    return judges
