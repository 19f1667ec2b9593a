"""A draft ruling goes to another judge: the head of division says so, or its judge is a judge of the court no more."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import admit, announce, finish_todo, one_by_one, open_todo, release, undoable
from common.cases.events import SYSTEM, By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Capacity, TodoKind
from common.people.queries import staff_of
from common.people.states import Role
from triage.teams.models import Assignment
from triage.teams.queries import conflicted
from triage.trial import queries
from triage.trial.events import RulingHandedOver
from triage.trial.models import Ruling
from triage.trial.states import RulingState


@transaction.atomic
def hand_over_ruling(*, ruling: Ruling, judge_id: int, by: By, today: date) -> Ruling:
    """The draft lies before `judge_id` from now on. Lying there already: unchanged. A signed or dropped one stays.

    The new judge must hold the post in the case's court today and be free to act (民诉法47). Who had it loses sight of
    the case, unless the case itself is assigned to them.
    """
    case = Case.lock(ruling.case_id)
    row = Ruling.objects.select_for_update(of=("self",)).get(pk=ruling.pk)
    if row.state != RulingState.DRAFT:
        raise ActionRefused(f"这份裁定{RulingState(row.state).label}，不需要转交。")
    former = row.judge_id
    if former == judge_id:
        return row
    if judge_id not in {post.user_id for post in staff_of(case.court_id, Role.JUDGE, today)}:
        raise ActionRefused("请选择本院现任法官。", field="judge")
    if judge_id in conflicted(case):
        raise ActionRefused("这位法官是本案当事人、代理人或者已经回避，请另选一位。", field="judge")
    if judge_id == row.proposed_by_id and not queries.signs_own(case, judge_id, today):
        raise ActionRefused("这份裁定是这位法官提出的，请另选一位签发。", field="judge")
    finish_todo(case=case, kind=TodoKind.HAND_OVER, by=by, today=today)
    row.judge_id = judge_id
    row.save(update_fields=["judge"])
    admit(case=case, user_id=judge_id, capacity=Capacity.JUDGE, by=by, today=today)
    keeps = Ruling.objects.filter(case=case, judge=former, state=RulingState.DRAFT).exists()
    if not keeps and not Assignment.objects.filter(case=case, judge=former, until__isnull=True).exists():
        release(case=case, capacity=Capacity.JUDGE, user_id=former, by=by, today=today)
    announce(
        case=case,
        event=RulingHandedOver(ruling_id=row.pk, what=row.kind, from_id=former, judge_id=judge_id),
        by=by,
    )
    return row


def hand_over_left(*, today: date) -> int:
    """Every draft whose judge no longer is one of its court goes to another; the daily sweep. Returns how many did.

    Where the court has nobody else they stay, and the head of division has a to-do.
    """
    rows = queries.drafts_left(today).order_by("pk")

    @transaction.atomic
    def hand_on(pk: int) -> bool:
        row = Ruling.objects.select_related("case").get(pk=pk)
        judge_id = queries.judge_for_ruling(row.case, today, row.proposed_by_id)
        if judge_id is None:
            words = "待签裁定的法官已不在岗，本院没有可以接手的法官。"
            open_todo(case=row.case, kind=TodoKind.HAND_OVER, words=words, by=SYSTEM, today=today)
            return False
        try:
            with undoable():
                hand_over_ruling(ruling=row, judge_id=judge_id, by=SYSTEM, today=today)
        except ActionRefused:
            return False  # signed or dropped in this very moment
        return True

    return one_by_one("转交待签裁定", list(rows.values_list("pk", "case_id")), hand_on, today=today)
