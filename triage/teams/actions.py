"""Giving a case to a team by open weighted load; the trial term it has; somebody stands aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import Q

from common.cases.access import awaits_decision, missed, recusal_of
from common.cases.actions import (
    admit,
    announce,
    close_deadlines,
    finish_todo,
    open_todo,
    release,
    set_deadline,
    stand_aside,
)
from common.cases.events import By
from common.cases.models import Case, Deadline
from common.cases.queries import is_foreign
from common.cases.rules import ActionRefused, NeedsPerson
from common.cases.states import ENDED, Capacity, DeadlineState, Holder, TodoKind
from common.courts.queries import parameter
from common.law.procedures import Procedure, Track, trial_term
from common.law.terms import term
from common.people.access import held_on
from common.people.models import User
from triage.sorting.queries import known_facts
from triage.teams import queries
from triage.teams.access import decider
from triage.teams.events import Assigned, RecusalDecided, Unassigned
from triage.teams.models import Assignment, Recusal, Team
from triage.teams.rules import days_outside, pick, weight_of
from triage.teams.states import FOREIGN_REVIEW, TRIAL, TeamKind

_COUNTS = (DeadlineState.OPEN, DeadlineState.LAPSED)


@transaction.atomic
def assign(*, case: Case, by: By, today: date) -> Assignment:
    """The case goes to the least loaded team of its track; judge, assistant and clerk are admitted. One that goes on
    after an end that did not hold goes back to the team that had it, unless somebody of it is barred. Assigned already:
    that assignment. NeedsPerson when no team can take it.

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
    had_it = queries.team_before(case)
    teams = list(
        Team.objects.select_for_update(of=("self",))
        .filter(Q(kind=kind) | Q(pk=had_it), held_on(today), court=case.court_id)
        .order_by("pk")
    )
    barred = queries.conflicted(case)
    back = next((each for each in teams if each.pk == had_it and not each.people & barred), None)
    found = pick(queries.loads_of([each for each in teams if each.kind == kind]), barred)
    if back is None and found.value is None:
        raise NeedsPerson(f"本院没有可以承办的{kind.label}，请设置团队后重新分案。")
    team = back or next(each for each in teams if each.pk == found.value)
    weight = weight_of(
        procedure,
        parties=case.parties.filter(left_on__isnull=True).count(),
        appraisal=bool(known_facts(case).get("needs_appraisal")),
    )
    row = Assignment.objects.create(
        case=case,
        team=team,
        judge_id=team.judge_id,
        weight=weight.value,
        since=today,
        why="案件继续审理，仍由原团队承办" if back else "按未结案件权重分案",
    )
    _admit(case, team, by, today)
    keep_trial_term(case=case, by=by, today=today)
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


@transaction.atomic
def keep_trial_term(*, case: Case, by: By, today: date) -> None:
    """审限 as the procedure of today has it, always from the day of registration (审限规定8; 解释258第3款: also after a
    conversion), of a case that the court above gave back from that of its registration anew; without the days that an
    extension of mediation took after registration (在线调解24第1款; 2025意见3).

    Set at registration by the proposed procedure, whoever will try the case; set anew only where the procedure has
    become another. One that was made longer stays longer, and one that has run out stays missed, whichever team comes
    next. None binds a foreign-related case in the ordinary procedure (民诉法287; 解释520, 549): there its course is
    looked into from time to time, as long as the court has set.
    """
    case = Case.lock(case.pk)
    since = queries.tried_since(case)
    if since is None or not case.procedure:
        return
    found = trial_term(Procedure(case.procedure), case.received_on).value
    rows = Deadline.objects.filter(case=case, subject=TRIAL)
    if term(found.term, case.received_on).unbound and is_foreign(case).value:
        close_deadlines(case=case, today=today, subject=TRIAL, met=False)
        _review_foreign(case, by, today)
        return
    close_deadlines(case=case, today=today, terms=[FOREIGN_REVIEW], met=False)
    had = rows.filter(term__in=(found.term, found.extension), start__gte=since).order_by("-pk").first()
    outside = days_outside(case.route, queries.mediation_extensions(case))
    if had is not None and had.state in _COUNTS and had.left_out == outside.value:
        return
    close_deadlines(case=case, today=today, subject=TRIAL, met=False)
    longer = had is not None and had.term == found.extension
    set_deadline(
        case=case,
        term=had.term if had is not None else found.term,
        holder=Holder.JUDGE,
        by=by,
        start=since,
        amount=had.amount if had is not None else None,
        left_out=outside.value,
        subject=TRIAL,
        noted=replace(outside, note=had.note) if had is not None and longer else outside if outside.value else None,
    )


def _review_foreign(case: Case, by: By, today: date) -> None:
    """The next day by which the judge of a foreign-related case writes down how it goes, counted from today. One that
    runs, or that was missed and is not dealt with, stays."""
    rows = Deadline.objects.filter(case=case, term=FOREIGN_REVIEW)
    if rows.filter(Q(state=DeadlineState.OPEN) | missed()).exists():
        return
    months = parameter("foreign_review_months", today).number
    set_deadline(case=case, term=FOREIGN_REVIEW, holder=Holder.JUDGE, by=by, start=today, amount=months)


@transaction.atomic
def recuse(*, case: Case, user_id: int, ground: str, by: By, today: date) -> None:
    """Somebody of the court stands aside, of whatever post (民诉法47-49). If they sit in the team that has the case, it
    leaves the team: which team comes next is the procedure's to ask, and where there is none the case waits while the
    recusal stands."""
    case = Case.lock(case.pk)
    if not ground.strip():
        raise ActionRefused("请写明回避的事由。", field="ground")
    given = {"ground": ground.strip()[:200], "on": today, "refused_on": None, "refusal": ""}
    Recusal.objects.update_or_create(case=case, user_id=user_id, defaults=given)
    row = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("team")
        .filter(case=case, until__isnull=True)
        .first()
    )
    stand_aside(case=case, user_id=user_id, by=by, today=today)
    if finish_todo(case=case, kind=TodoKind.RECUSAL, subject=recusal_of(user_id), by=by, today=today):
        announce(case=case, event=RecusalDecided(user_id=user_id, agreed=True), by=by)
    if row is not None and user_id in row.team.people:
        end_assignment(case=case, by=by, today=today, keep_sight=False)
        announce(case=case, event=Unassigned(assignment_id=row.pk, team_id=row.team_id), by=by)


@transaction.atomic
def offer_recusal(*, case: Case, ground: str, by: By, today: date) -> Recusal:
    """Somebody of the court says by themselves that they must stand aside, and why (民诉法47). Whoever decides on it
    has a to-do (49); until then nothing changes hands, and they do nothing in the case (48第2款). ActionRefused while
    an offer of theirs is open; after a refusal they may name another reason."""
    case = Case.lock(case.pk)
    if not ground.strip():
        raise ActionRefused("请写明回避的事由。", field="ground")
    user = User.objects.get(pk=by.user_id or 0)
    if awaits_decision(case, user.pk):
        raise ActionRefused(
            "您已经提出自行回避，还在等决定，不能再提一次。要补充事由的，请直接告诉决定的人。", field="ground"
        )
    given = {"ground": ground.strip()[:200], "on": today, "refused_on": None, "refusal": ""}
    row, _ = Recusal.objects.update_or_create(case=case, user=user, defaults=given)
    assignment = Assignment.objects.filter(case=case, until__isnull=True).first()
    open_todo(
        case=case,
        kind=TodoKind.RECUSAL,
        subject=recusal_of(user.pk),
        role=decider(case, assignment, user.pk, today),
        words=f"{user.display_name}提出自行回避，决定前停下本案的工作。请决定同意还是不同意。",
        by=by,
        today=today,
    )
    return row


@transaction.atomic
def refuse_recusal(*, case: Case, user_id: int, refusal: str, by: By, today: date) -> Recusal:
    """Whoever decides on the offer does not agree, and says why (民诉法49): its author goes on with the case."""
    case = Case.lock(case.pk)
    if not refusal.strip():
        raise ActionRefused("请写明不同意的理由。", field="refusal")
    if not finish_todo(case=case, kind=TodoKind.RECUSAL, subject=recusal_of(user_id), by=by, today=today):
        raise ActionRefused("这项申请已经有了决定，或者案件已经结束。")
    row = Recusal.objects.get(case=case, user=user_id)
    row.refusal, row.refused_on = refusal.strip()[:200], today
    row.save(update_fields=["refusal", "refused_on"])
    announce(case=case, event=RecusalDecided(user_id=user_id, agreed=False), by=by)
    return row


def end_assignment(*, case: Case, by: By, today: date, keep_sight: bool = True) -> None:
    """The case no longer weighs on its team. Who tried it keeps sight of it unless it was taken from them."""
    ended = Assignment.objects.filter(case=case, until__isnull=True).update(until=today)
    if ended and not keep_sight:
        for capacity in (Capacity.JUDGE, Capacity.ASSISTANT, Capacity.COURT_CLERK):
            release(case=case, capacity=capacity, by=by, today=today)
