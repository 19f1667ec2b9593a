"""Giving a case to a team by open weighted load, with its trial term; somebody stands aside."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import admit, announce, release, set_deadline
from common.cases.events import By
from common.cases.models import Case
from common.cases.queries import is_foreign
from common.cases.rules import ActionRefused, NeedsPerson
from common.cases.states import ENDED, Capacity, Holder
from common.law.procedures import Procedure, Track, trial_term
from common.law.terms import term
from triage.sorting.queries import known_facts
from triage.teams import queries
from triage.teams.events import Assigned, Unassigned
from triage.teams.models import Assignment, Recusal, Team
from triage.teams.rules import days_outside, pick, weight_of
from triage.teams.states import TeamKind


@transaction.atomic
def assign(*, case: Case, by: By, today: date) -> Assignment:
    """The case goes to the least loaded team of its track; judge, assistant and clerk are admitted and the trial term
    is set from the day of registration. Assigned already: that assignment. NeedsPerson when no team can take it.

    The court's teams are locked in one order before their loads are read: of fifty parallel assignments each sees the
    one before it.
    """
    case = Case.lock(case.pk)
    had = Assignment.objects.filter(case=case, until__isnull=True).first()
    if had is not None:
        return had
    if case.stage in ENDED:
        raise ActionRefused("案件已经结束，不能分案。")
    if not case.procedure:
        raise NeedsPerson("本案尚未确定适用的程序，请先分流。")
    procedure = Procedure(case.procedure)
    track = Track(case.track) if case.track else (Track.FAST if procedure.is_summary else Track.CAREFUL)
    kind = TeamKind.FAST if track == Track.FAST else TeamKind.CAREFUL
    teams = list(
        Team.objects.select_for_update(of=("self",))
        .filter(queries.active_on(today), court=case.court_id, kind=kind)
        .order_by("pk")
    )
    found = pick(queries.loads_of(teams), queries.conflicted(case))
    if found.value is None:
        raise NeedsPerson(f"本院没有可以承办的{kind.label}，请设置团队后重新分案。")
    team = next(each for each in teams if each.pk == found.value)
    weight = weight_of(
        procedure,
        parties=case.parties.filter(left_on__isnull=True).count(),
        appraisal=bool(known_facts(case).get("needs_appraisal")),
    )
    row = Assignment.objects.create(
        case=case, team=team, judge_id=team.judge_id, weight=weight.value, since=today, why="按未结案件权重分案"
    )
    _admit(case, team, by, today)
    set_trial_term(case=case, procedure=procedure, by=by)
    announce(case=case, event=Assigned(assignment_id=row.pk, team_id=team.pk, judge_id=team.judge_id), by=by)
    return row


def _admit(case: Case, team: Team, by: By, today: date) -> None:
    for user_id, capacity in (
        (team.judge_id, Capacity.JUDGE),
        (team.assistant_id, Capacity.ASSISTANT),
        (team.court_clerk_id, Capacity.COURT_CLERK),
    ):
        if user_id is not None:
            admit(case=case, user_id=user_id, capacity=capacity, by=by, today=today)


def set_trial_term(*, case: Case, procedure: Procedure, by: By) -> None:
    """审限 by procedure, always from the day of registration (解释258第3款: also after a conversion), the days that an
    extension of mediation took after registration left out (在线调解24第1款; 2025意见3). None binds a foreign-related
    case in the ordinary procedure (民诉法287; 解释520, 549)."""
    if case.registered_on is None:
        return
    key = trial_term(procedure, case.received_on).value.term
    if term(key, case.received_on).unbound and is_foreign(case).value:
        return
    outside = days_outside(case.route, queries.mediation_extensions(case))
    set_deadline(
        case=case,
        term=key,
        holder=Holder.JUDGE,
        by=by,
        start=case.registered_on,
        left_out=outside.value,
        subject="trial",
        noted=outside if outside.value else None,
    )


@transaction.atomic
def recuse(*, case: Case, user_id: int, ground: str, by: By, today: date) -> None:
    """Somebody stands aside (民诉法47-49). If they sit in the team that has the case, the case leaves it: which team
    comes next is the procedure's to ask, and where there is none the case waits while the recusal stands."""
    case = Case.lock(case.pk)
    if not ground.strip():
        raise ActionRefused("请写明回避的事由。", field="ground")
    Recusal.objects.get_or_create(case=case, user_id=user_id, defaults={"ground": ground.strip()[:200], "on": today})
    row = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("team")
        .filter(case=case, until__isnull=True)
        .first()
    )
    if row is not None and user_id in row.team.people:
        end_assignment(case=case, by=by, today=today, keep_sight=False)
        announce(case=case, event=Unassigned(assignment_id=row.pk, team_id=row.team_id), by=by)


def end_assignment(*, case: Case, by: By, today: date, keep_sight: bool = True) -> None:
    """The case no longer weighs on its team. Who tried it keeps sight of it unless it was taken from them."""
    ended = Assignment.objects.filter(case=case, until__isnull=True).update(until=today)
    if ended and not keep_sight:
        for capacity in (Capacity.JUDGE, Capacity.ASSISTANT, Capacity.COURT_CLERK):
            release(case=case, capacity=capacity, by=by, today=today)
